package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.optimize.Adam;
import lanewise.optimize.CosineDecay;
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

    /**
     * One row in ten is 10 too high. They pull the mean by 1, which the squared error estimates;
     * Huber's loss balances their slope of 1 with an error of 1/9 in the other rows, and the
     * absolute error estimates the median.
     */
    @Test
    void outliersPullTheSquaredErrorOnly() {
        RandomState random = new RandomState(8);
        FeatureMatrix x = new FeatureMatrix(100, 1);
        FeatureMatrix y = new FeatureMatrix(100, 1);
        for (int row = 0; row < 100; row++) {
            float value = (float) random.uniform(-1, 1);
            x.set(row, 0, value);
            double outlier = row % 10 == 3 ? 10 : 0;
            y.set(row, 0, (float) (2 * value - 0.5 + random.normal(0, 0.05) + outlier));
        }
        Dataset line = Dataset.of(x, y);
        assertEquals(1, shift(Loss.MEAN_SQUARED_ERROR, line), 0.2);
        assertEquals(1 / 9.0, shift(Loss.HUBER, line), 0.03);
        assertEquals(0, shift(Loss.MEAN_ABSOLUTE_ERROR, line), 0.03);
    }

    /** How far the learned line lies above the true one at 0. */
    private static double shift(Loss loss, Dataset line) {
        Network network = Network.of(1, Layer.identity(1)).withLoss(loss);
        Trainer trainer = Trainer.of(new Adam(new CosineDecay(0.05, 0, 2000))).withIterations(2000);
        Model model = trainer.fit(Model.of(network, 0, 0), line).model();
        assertEquals(2, model.weights(0)[0], 0.5);
        return model.predict(0f)[0] + 0.5;
    }
}
