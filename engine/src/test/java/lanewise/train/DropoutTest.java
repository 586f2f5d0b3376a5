package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;

class DropoutTest {

    /** One unit with weight 1 and inputs of 1: its output is 0 or 1 / (1 − share). */
    @Test
    void dropsTheGivenShareAndScalesTheRest() {
        double share = 0.3;
        Network network =
                Network.of(
                        1,
                        Layer.identity(1).withoutBias().withDropout(share),
                        Layer.identity(1).withoutBias());
        int rows = 20_000;
        FeatureMatrix ones = new FeatureMatrix(rows, 1);
        FeatureMatrix targets = new FeatureMatrix(rows, 1);
        for (int row = 0; row < rows; row++) {
            ones.set(row, 0, 1);
        }
        Dataset data = Dataset.of(ones, targets);
        TrainingRun run = Trainer.gradientDescent(1e-9, 1).fit(Model.of(network, 1, 1), data);
        // mse = kept/rows · (1 / (1 − share))² / 2
        double kept = 2 * run.loss() * (1 - share) * (1 - share);
        assertEquals(1 - share, kept, 4 * Math.sqrt(share * (1 - share) / rows));
        // Both gradients are scaled by the mask: mean(mask² · a) = 2 · mse.
        assertEquals(2 * run.loss(), run.gradient()[0], 1e-4);
        assertEquals(2 * run.loss(), run.gradient()[1], 1e-4);
        assertEquals(1, run.model().predict(1f)[0], 1e-6); // prediction drops nothing
    }

    @Test
    void dependsOnTheSeedAndTheIteration() {
        Network network = Network.of(4, Layer.relu(30).withDropout(0.5), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        Dataset train = Iris.split().train();
        Trainer trainer = Trainer.gradientDescent(1e-30, 2); // so small that nothing is learned
        TrainingRun run = trainer.fit(start, train);
        assertNotEquals(run.history().loss(0), run.history().loss(1));
        assertEquals(run.history().loss(1), trainer.fit(start, train).history().loss(1));
        assertNotEquals(
                run.history().loss(0), trainer.withSeed(1).fit(start, train).history().loss(0));
    }

    @Test
    void networksLearnWithDropout() {
        Network network = Network.of(4, Layer.relu(64).withDropout(0.2), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        TrainingRun run = Trainer.gradientDescent(0.05, 1500).fit(start, Iris.split().train());
        assertTrue(ConfusionMatrix.of(run.model(), Iris.split().test()).accuracy() >= 0.95);
    }
}
