package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Model;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.data.TrainTestSplit;
import lanewise.metrics.ConfusionMatrix;
import lanewise.testing.Iris;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/** Training matches a NumPy run of the same network in double precision. */
class IrisReferenceTest {

    private final TrainTestSplit split = Iris.split();

    @ParameterizedTest
    @EnumSource
    void matchesTheReferenceAtEveryIteration(Tier tier) {
        TrainingRun run = Iris.TRAINER.withTier(tier).fit(Iris.start(), split.train());
        List<String[]> reference = ReferenceFiles.rows("reference/iris_seed10_history.csv");
        assertEquals(5000, reference.size());
        assertEquals(5000, run.history().size());
        int otherAccuracy = 0;
        for (String[] row : reference) {
            int iteration = Integer.parseInt(row[0]);
            assertEquals(
                    Double.parseDouble(row[1]),
                    run.history().mse(iteration),
                    5e-8,
                    "iteration " + iteration);
            if (Math.abs(Double.parseDouble(row[2]) - run.history().accuracy(iteration)) > 1e-9) {
                otherAccuracy++;
            }
        }
        assertEquals(0, otherAccuracy, "iterations at which accuracy differs");
        assertEquals(0.0609540, run.history().mse(4999), 5e-8);
        assertEquals(92, run.history().hits(4999));
    }

    @ParameterizedTest
    @EnumSource
    void matchesGradientAndWeights(Tier tier) {
        TrainingRun run = Iris.TRAINER.withTier(tier).start(Iris.start(), split.train());
        assertReference("start", run.model().parameters(), 1e-7);
        run.advance(1);
        assertReference("first_gradient", run.gradient(), 1e-8);
        run.advance(4999);
        assertReference("final", run.model().parameters(), 1e-5);
    }

    @Test
    void predictsTheTestRowsLikeTheReference() {
        Model model = Iris.TRAINER.fit(Iris.start(), split.train()).model();
        FeatureMatrix outputs = model.predict(split.test().features());
        List<String[]> reference = ReferenceFiles.rows("reference/iris_seed10_test.csv");
        assertEquals(20, reference.size());
        for (int row = 0; row < reference.size(); row++) {
            assertEquals(Integer.parseInt(reference.get(row)[0]), split.testRows()[row]);
            assertEquals(Integer.parseInt(reference.get(row)[4]), split.test().label(row));
            for (int k = 0; k < 3; k++) {
                assertEquals(
                        Double.parseDouble(reference.get(row)[1 + k]), outputs.get(row, k), 1e-5);
            }
        }
        assertEquals(0.8, ConfusionMatrix.of(model, split.test()).accuracy());
    }

    /**
     * The reference lists W1 (4 × 2), then W2 (2 × 3), row-major, which is the layout of the
     * parameters.
     */
    private static void assertReference(String when, float[] actual, double tolerance) {
        List<String[]> rows =
                ReferenceFiles.rows("reference/iris_seed10_weights.csv").stream()
                        .filter(row -> row[0].equals(when))
                        .toList();
        assertEquals(14, rows.size());
        assertEquals(14, actual.length);
        for (int k = 0; k < 14; k++) {
            assertEquals(
                    Double.parseDouble(rows.get(k)[4]),
                    actual[k],
                    tolerance,
                    when + " parameter " + k);
        }
    }
}
