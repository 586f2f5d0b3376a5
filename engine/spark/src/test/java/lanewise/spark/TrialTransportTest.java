package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.select.TrialExecutor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 43, 200, 1000})
    void chunksHaveAllTasksOnce(int partitions) {
        List<TrialExecutor.Task> tasks = tasks(200);
        List<List<TrialExecutor.Task>> chunks = TrialChunks.ofCount(tasks, partitions);
        assertEquals(Math.min(200, partitions), chunks.size());
        List<TrialExecutor.Task> all = new ArrayList<>();
        chunks.forEach(all::addAll);
        assertEquals(200, all.size());
        assertEquals(new HashSet<>(tasks), new HashSet<>(all));
        for (int k = 0; k < chunks.size(); k++) {
            assertTrue(!chunks.get(k).isEmpty());
            List<TrialExecutor.Task> read = TrialBytes.tasks(TrialBytes.ofTasks(chunks.get(k)));
            assertEquals(chunks.get(k), read);
            assertTrue(
                    k == 0
                            || TrialChunks.cost(chunks.get(k - 1))
                                    >= TrialChunks.cost(chunks.get(k)),
                    "the most expensive first");
        }
    }

    @Test
    void eachCoreHasChunksOfDecreasingCost() {
        List<TrialExecutor.Task> tasks = new ArrayList<>();
        for (int k = 0; k < 200; k++) {
            tasks.add(new TrialExecutor.Task(0, k, 0, 1, 50));
        }
        List<List<TrialExecutor.Task>> chunks = TrialChunks.forCores(tasks, 2);
        assertEquals(
                List.of(40, 40, 30, 30, 20, 20, 10, 10), chunks.stream().map(List::size).toList());
        assertEquals(3, TrialChunks.forCores(tasks.subList(0, 3), 2).size());
    }
}
