package lanewise.benchmarks.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.train.History;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;

/**
 * {@link LearningCurve} of a run of 7 iterations over 8 rows in batches of 3: 3, 3, 2; 3, 3, 2; 3.
 */
class LearningCurveTest {
    private static final int ROWS = 8;
    private static final int ITERATIONS = 7;

    private static History history(int batch) {
        float[][] x = new float[ROWS][];
        String[] labels = new String[ROWS];
        for (int row = 0; row < ROWS; row++) {
            x[row] = new float[] {row, row * row % 5};
            labels[row] = row % 3 == 0 ? "a" : "b";
        }
        Network network = Network.of(2, Layer.sigmoid(2));
        return Trainer.of(new Sgd(0.5))
                .withBatches(batch)
                .withIterations(ITERATIONS)
                .fit(Model.normal(network, 0.5, new RandomState(1)), Dataset.labelled(x, labels))
                .history();
    }

    @Test
    void epochIsMeanOfItsRows() {
        History history = history(3);
        LearningCurve curve = new LearningCurve(history, ROWS, 3);
        assertEquals("epoch", curve.unit());
        assertEquals(3, curve.size());
        assertEquals(ROWS, curve.rows(0));
        assertEquals(ROWS, curve.rows(1));
        assertEquals(3, curve.rows(2), "one batch of an epoch that was not finished");
        assertEquals(
                (3 * history.loss(3) + 3 * history.loss(4) + 2 * history.loss(5)) / 8,
                curve.loss(1),
                1e-7f);
        assertEquals(history.hits(3) + history.hits(4) + history.hits(5), curve.hits(1));
        assertEquals(curve.hits(1) / 8.0, curve.accuracy(1));
        assertEquals(history.loss(6), curve.loss(2));
    }

    @Test
    void fullBatchIsAnEpoch() {
        History history = history(ROWS);
        LearningCurve curve = new LearningCurve(history, ROWS, ROWS);
        assertEquals("iteration", curve.unit());
        assertEquals(ITERATIONS, curve.size());
        for (int i = 0; i < ITERATIONS; i++) {
            assertEquals(history.loss(i), curve.loss(i), "the same bits");
            assertEquals(history.hits(i), curve.hits(i));
            assertEquals(ROWS, curve.rows(i));
        }
    }
}
