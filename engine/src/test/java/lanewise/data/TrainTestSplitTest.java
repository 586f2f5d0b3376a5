package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link TrainTestSplit} against splits made by scikit-learn. */
class TrainTestSplitTest {
    /** A split made by scikit-learn; without rows if it rejected the arguments. */
    record Split(int rows, String testSize, long randomState, String test, String train) {
        @Override
        public String toString() {
            return rows + " rows, test size " + testSize + ", seed " + randomState;
        }
    }

    static Stream<Split> scikitLearn() {
        return ReferenceFiles.rows("reference/sklearn_splits.csv").stream()
                .map(
                        row ->
                                new Split(
                                        Integer.parseInt(row[0]),
                                        row[1],
                                        Long.parseLong(row[2]),
                                        row[3],
                                        row[4]));
    }

    /**
     * A data set whose only feature is the row's number, and whose classes are "even" and "odd".
     */
    private static Dataset numbered(int rows) {
        float[][] features = new float[rows][1];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            features[row][0] = row;
            labels[row] = row % 2 == 0 ? "even" : "odd";
        }
        return Dataset.labelled(features, labels);
    }

    @ParameterizedTest
    @MethodSource("scikitLearn")
    void matchesScikitLearn(Split expected) {
        Dataset data = numbered(expected.rows);
        if (expected.test.isEmpty()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            TrainTestSplit.of(
                                    data, TestSize.parse(expected.testSize), expected.randomState));
            return;
        }

        TrainTestSplit split =
                TrainTestSplit.of(data, TestSize.parse(expected.testSize), expected.randomState);

        assertArrayEquals(numbers(expected.test), split.testRows());
        assertArrayEquals(numbers(expected.train), split.trainRows());
    }

    @Test
    void referenceContainsSplitsAndRejections() {
        assertTrue(scikitLearn().filter(split -> split.test.isEmpty()).count() > 20);
        assertTrue(scikitLearn().filter(split -> !split.test.isEmpty()).count() > 100);
    }

    @Test
    void matchesTheReferenceWorkloadsSplitOfIris() {
        List<String[]> reference = ReferenceFiles.rows("reference/iris_split_test20_state4.csv");

        TrainTestSplit split = TrainTestSplit.of(numbered(150), TestSize.count(20), 4);

        assertEquals(150, reference.size());
        assertArrayEquals(rows(reference, "train"), split.trainRows());
        assertArrayEquals(rows(reference, "test"), split.testRows());
    }

    @Test
    void partsHoldTheirRowsInOrder() {
        TrainTestSplit split = TrainTestSplit.of(numbered(10), TestSize.fraction(0.25), 7);

        assertHolds(split.test(), split.testRows(), 3);
        assertHolds(split.train(), split.trainRows(), 7);
    }

    @Test
    void partsKeepAllClasses() {
        TrainTestSplit split = TrainTestSplit.of(numbered(10), TestSize.count(1), 7);

        assertEquals(List.of("even", "odd"), split.test().classNames());
        assertEquals(2, split.test().targets().features());
    }

    /** {@code ScikitLearnFoldsTest} compares such splits with scikit-learn's. */
    @Test
    void stratifiedSplitKeepsProportionsOfClasses() {
        Dataset data = numbered(12).select(0, 1, 2, 3, 4, 6, 8, 10); // 6 even, 2 odd

        TrainTestSplit split = TrainTestSplit.stratified(data, TestSize.fraction(0.5), 7);

        assertEquals(1, IntStream.range(0, 4).map(split.train()::label).sum());
        assertEquals(1, IntStream.range(0, 4).map(split.test()::label).sum());
    }

    @Test
    void rowsAreCopies() {
        TrainTestSplit split = TrainTestSplit.of(numbered(10), TestSize.count(3), 7);
        int first = split.trainRows()[0];

        split.trainRows()[0] = -1;
        split.testRows()[0] = -1;

        assertEquals(first, split.trainRows()[0]);
        assertTrue(split.testRows()[0] >= 0);
    }

    @Test
    void rejectsInvalidArguments() {
        Dataset data = numbered(10);

        assertEquals(
                "test size of 10 rows leaves none of 10 rows for training: expected 1 to 9",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> TrainTestSplit.of(data, TestSize.count(10), 0))
                        .getMessage());
        assertEquals(
                "seed -1 is out of range: expected 0 to 4294967295 (2^32 - 1), as in NumPy",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> TrainTestSplit.of(data, TestSize.count(1), -1))
                        .getMessage());
        assertEquals(
                "data must not be null",
                assertThrows(
                                NullPointerException.class,
                                () -> TrainTestSplit.of(null, TestSize.count(1), 0))
                        .getMessage());
        assertEquals(
                "testSize must not be null",
                assertThrows(NullPointerException.class, () -> TrainTestSplit.of(data, null, 0))
                        .getMessage());
    }

    private static void assertHolds(Dataset part, int[] rows, int size) {
        assertEquals(size, part.rows());
        assertEquals(size, rows.length);
        for (int i = 0; i < size; i++) {
            assertEquals(rows[i], part.features().get(i, 0));
            assertEquals(rows[i] % 2, part.label(i));
        }
    }

    private static int[] rows(List<String[]> reference, String set) {
        return reference.stream()
                .filter(row -> row[0].equals(set))
                .mapToInt(row -> Integer.parseInt(row[1]))
                .toArray();
    }

    private static int[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
