package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;

/** Tasks that networks must be able to learn. */
class LearningTest {

    private static final float[][] BITS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    @Test
    void oneOutputLearnsExclusiveOr() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {0}});
        Dataset xor = Dataset.of(FeatureMatrix.ofRows(BITS), targets);
        Network network = Network.of(2, Layer.sigmoid(4), Layer.sigmoid(1));
        TrainingRun run =
                Trainer.gradientDescent(4, 4000)
                        .fit(Model.normal(network, 1, new RandomState(1)), xor);
        assertArrayEquals(new int[] {0, 1, 1, 0}, run.model().classify(xor.features()));
        assertEquals(1.0, run.history().accuracy(3999));
        assertTrue(run.history().mse(3999) < 0.001, "mse " + run.history().mse(3999));
    }

    @Test
    void classesLearnExclusiveOr() {
        Dataset xor = Dataset.labelled(BITS, "same", "different", "different", "same");
        Network network = Network.of(2, Layer.sigmoid(4), Layer.sigmoid(2));
        TrainingRun run =
                Trainer.gradientDescent(4, 4000)
                        .fit(Model.normal(network, 1, new RandomState(1)), xor);
        ConfusionMatrix confusion = ConfusionMatrix.of(run.model(), xor);
        assertEquals(1.0, confusion.accuracy());
        assertEquals(2, confusion.count(0, 0));
        assertEquals(0, confusion.count(0, 1));
    }
}
