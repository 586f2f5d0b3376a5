package lanewise.spark.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.select.TrialExecutor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Rows, tasks and failures as bytes, and the division of trials into chunks. */
class TrialTransportTest {

    private static void assertSame(Dataset expected, Dataset actual) {
        assertEquals(expected.toString(), actual.toString());
        assertEquals(expected.featureNames(), actual.featureNames());
        assertEquals(expected.classNames(), actual.classNames());
        assertSame(expected.features(), actual.features());
        assertSame(expected.targets(), actual.targets());
    }

    private static void assertSame(FeatureMatrix expected, FeatureMatrix actual) {
        assertArrayEquals(expected.array(), actual.array());
        for (int row = 0; row < expected.samples(); row++) {
            for (int feature = 0; feature < expected.features(); feature++) {
                assertEquals(expected.getDouble(row, feature), actual.getDouble(row, feature));
            }
        }
    }

    @Test
    void dataSetsKeepAllBits() {
        FeatureMatrix doubles =
                FeatureMatrix.ofRows(
                        new double[][] {{1764313200, 0.5}, {1764313201, -0.0}, {0, 2.5}});
        FeatureMatrix floats = FeatureMatrix.ofRows(new float[][] {{1e-45f}, {-0f}, {3e38f}});
        Dataset numbers = Dataset.of(List.of("second", "größe"), doubles, floats);
        Dataset classes =
                Dataset.labelled(List.of("a"), floats, List.of("z", "b", "z"))
                        .withClassNames(List.of("z", "none", "b"));
        Dataset targets = Dataset.of(floats, doubles);
        List<Dataset> read = DatasetBytes.read(DatasetBytes.of(List.of(numbers, classes, targets)));
        assertSame(numbers, read.get(0));
        assertSame(classes, read.get(1));
        assertSame(targets, read.get(2));
    }

    @Test
    void moreRowsThanTheLimitAreRefused() {
        Dataset data = Dataset.labelled(new float[3][400], "a", "b", "a");
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> DatasetBytes.of(List.of(data), 1000));
        assertEquals(
                "the rows take 0.00 GiB: expected at most 0.00 GiB, because each executor holds"
                        + " all rows of a search; use fewer rows",
                e.getMessage());
    }

    @Test
    void failuresKeepTheirTypeAndMessage() {
        IllegalArgumentException wrong = new IllegalArgumentException("fold 3: no rows");
        byte[] bytes = TrialBytes.ofFailure(wrong);
        assertEquals(
                "fold 3: no rows",
                assertThrows(IllegalArgumentException.class, () -> TrialBytes.outcomes(bytes))
                        .getMessage());
        Object notSerializable = new Object();
        RuntimeException odd =
                new RuntimeException("odd") {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String toString() {
                        return "odd " + (notSerializable == this);
                    }
                };
        byte[] other = TrialBytes.ofFailure(odd);
        assertEquals(
                "odd false",
                assertThrows(IllegalStateException.class, () -> TrialBytes.outcomes(other))
                        .getMessage());
    }

    private static List<TrialExecutor.Task> tasks(int count) {
        List<TrialExecutor.Task> tasks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double cost = k % 7 == 0 ? 1000 : 10 + k;
            tasks.add(new TrialExecutor.Task(0, k / 5, k % 5, k, cost));
        }
        return tasks;
    }

    @Test
    void tasksAreReadAsTheyWereWritten() {
        assertEquals(tasks(200), TrialBytes.tasks(TrialBytes.ofTasks(tasks(200))));
    }
}
