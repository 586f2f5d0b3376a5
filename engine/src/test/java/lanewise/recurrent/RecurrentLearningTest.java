package lanewise.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TrainTestSplit;
import lanewise.metrics.ConfusionMatrix;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.Iris;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/** Learning floors of recurrent networks. */
class RecurrentLearningTest {

    @Test
    void learnsExclusiveOr() {
        FeatureMatrix bits = FeatureMatrix.ofRows(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {0}});
        Network network =
                Network.of(2, Layer.sigmoid(4).withRecurrence(Recurrence.full().withHidden(3)));
        TrainingRun run =
                Trainer.gradientDescent(2, 4000)
                        .fit(
                                Model.normal(network, 1, new RandomState(2)),
                                Dataset.of(bits, targets));
        assertArrayEquals(new int[] {0, 1, 1, 0}, run.model().classify(bits));
        assertTrue(run.history().mse(3999) < 0.001, "mse " + run.history().mse(3999));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10})
    void learnsIris(long seed) {
        TrainTestSplit split = Iris.split();
        Network network =
                Network.of(4, Layer.sigmoid(8).withRecurrence(Recurrence.full().withHidden(5)));
        TrainingRun run =
                Trainer.gradientDescent(0.5, 500)
                        .fit(Model.normal(network, 0.1, new RandomState(seed)), split.train());
        double accuracy = ConfusionMatrix.of(run.model(), split.test()).accuracy();
        assertTrue(accuracy >= 0.95, "accuracy " + accuracy);
        assertEquals(1, run.convergence(0).convergedShare());
    }

    /**
     * A content-addressable memory, as in Almeida's and Pineda's papers: trained on damaged copies
     * of patterns, the network restores the patterns from unseen damaged copies.
     */
    @Test
    void restoresDamagedPatterns() {
        int bits = 24;
        float[][] patterns = new float[6][bits];
        Random random = new Random(7);
        for (float[] pattern : patterns) {
            for (int k = 0; k < bits; k++) {
                pattern[k] = random.nextBoolean() ? 1 : -1;
            }
        }
        Network memory = Network.of(bits, Layer.tanh(bits).recurrent());
        Model start = Model.normal(memory, 0.05, new RandomState(3));
        TrainingRun run =
                Trainer.of(new Adam(0.005))
                        .withIterations(400)
                        .fit(start, damaged(patterns, 40, random));
        Dataset unseen = damaged(patterns, 50, random);
        assertTrue(
                recalled(start, unseen) < 0.1, "the untrained network already restores patterns");
        double recalled = recalled(run.model(), unseen);
        assertTrue(recalled >= 0.95, "recalled " + recalled);
        // The damaged patterns themselves are hardly ever right.
        assertTrue(recalled(unseen.features(), unseen) < 0.1);
    }

    /** Copies with three bits flipped and three missing; the targets are the patterns times 0.9. */
    private static Dataset damaged(float[][] patterns, int copies, Random random) {
        int bits = patterns[0].length;
        FeatureMatrix features = new FeatureMatrix(patterns.length * copies, bits);
        FeatureMatrix targets = new FeatureMatrix(patterns.length * copies, bits);
        for (int row = 0; row < features.samples(); row++) {
            float[] pattern = patterns[row % patterns.length];
            for (int k = 0; k < bits; k++) {
                features.set(row, k, pattern[k]);
                targets.set(row, k, 0.9f * pattern[k]);
            }
            for (int damage = 0; damage < 6; damage++) {
                int k = random.nextInt(bits);
                features.set(row, k, damage < 3 ? -pattern[k] : 0);
            }
        }
        return Dataset.of(features, targets);
    }

    private static double recalled(Model model, Dataset data) {
        return recalled(model.predict(data.features()), data);
    }

    /** The share of rows in which the signs of all bits are right. */
    private static double recalled(FeatureMatrix outputs, Dataset data) {
        int whole = 0;
        for (int row = 0; row < data.rows(); row++) {
            boolean all = true;
            for (int k = 0; k < outputs.features(); k++) {
                all &= outputs.get(row, k) * data.targets().get(row, k) > 0;
            }
            whole += all ? 1 : 0;
        }
        return (double) whole / data.rows();
    }
}
