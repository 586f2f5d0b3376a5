package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.Arrays;
import java.util.List;

/** {@link Dataset}: parts, immutability and rejected arguments. */
class DatasetTest {
    private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

    private static FeatureMatrix matrix() {
        return FeatureMatrix.ofRows(ROWS);
    }

    @Test
    void labelledRowsHaveOneHotTargets() {
        Dataset data = Dataset.labelled(ROWS, "no", "yes", "no");

        assertTrue(data.classification());
        assertEquals(3, data.rows());
        assertEquals(List.of("x0", "x1"), data.featureNames());
        assertEquals(List.of("no", "yes"), data.classNames());
        assertArrayEquals(
                new int[] {0, 1, 0}, new int[] {data.label(0), data.label(1), data.label(2)});
        assertArrayEquals(matrix().array(), data.features().array());
        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{1, 0}, {0, 1}, {1, 0}}).array(),
                data.targets().array());
        assertEquals("Dataset[3 rows, 2 features, 2 classes]", data.toString());
    }

    @Test
    void labelledMatrixEqualsLabelledRows() {
        Dataset data = Dataset.labelled(matrix(), List.of("no", "yes", "no"));

        assertEquals(List.of("x0", "x1"), data.featureNames());
        assertEquals(List.of("no", "yes"), data.classNames());
        assertArrayEquals(matrix().array(), data.features().array());
    }

    @Test
    void keepsFeatureNames() {
        Dataset data =
                Dataset.labelled(List.of("width", "height"), matrix(), List.of("a", "b", "c"));

        assertEquals(List.of("width", "height"), data.featureNames());
        assertThrows(UnsupportedOperationException.class, () -> data.featureNames().add("x"));
    }

    @Test
    void numericTargetsHaveNoClasses() {
        Dataset data = Dataset.of(matrix(), FeatureMatrix.ofRows(new float[][] {{1}, {2}, {-3}}));

        assertFalse(data.classification());
        assertEquals(List.of(), data.classNames());
        assertEquals(List.of("x0", "x1"), data.featureNames());
        assertEquals(-3, data.targets().get(2, 0));
        assertEquals("Dataset[3 rows, 2 features, 1 outputs]", data.toString());
        assertEquals(
                "rows have no class because the targets are numbers: use targets() instead",
                assertThrows(IllegalStateException.class, () -> data.label(0)).getMessage());
    }

    @Test
    void numericTargetsMayHaveNamedFeatures() {
        Dataset data = Dataset.of(List.of("w", "h"), matrix(), matrix());

        assertFalse(data.classification());
        assertEquals(List.of("w", "h"), data.featureNames());
        assertArrayEquals(matrix().array(), data.targets().array());
        assertRejected(
                "2 features and 1 feature names: expected a name for each feature",
                () -> Dataset.of(List.of("w"), matrix(), matrix()));
        assertRejectsNull(
                "targets must not be null", () -> Dataset.of(List.of("w", "h"), matrix(), null));
    }

    @Test
    void selectKeepsClassesWithoutRows() {
        Dataset data =
                Dataset.labelled(List.of("w", "h"), matrix(), List.of("c", "a", "b"))
                        .select(2, 0, 2);

        assertEquals(List.of("a", "b", "c"), data.classNames());
        assertEquals(List.of("w", "h"), data.featureNames());
        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{0, 1, 0}, {0, 0, 1}, {0, 1, 0}}).array(),
                data.targets().array());
        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{5, 6}, {1, 2}, {5, 6}}).array(),
                data.features().array());
        assertArrayEquals(
                new int[] {1, 2, 1}, new int[] {data.label(0), data.label(1), data.label(2)});
    }

    @Test
    void selectWorksOnNumericTargets() {
        Dataset data = Dataset.of(matrix(), matrix()).select(1);

        assertFalse(data.classification());
        assertArrayEquals(new float[] {3, 4}, data.targets().row(0));
    }

    @Test
    void copiesItsArguments() {
        FeatureMatrix features = matrix();
        FeatureMatrix targets = matrix();
        String[] labels = {"a", "b", "c"};
        Dataset labelled = Dataset.labelled(features, Arrays.asList(labels));
        Dataset numeric = Dataset.of(features, targets);

        features.set(0, 0, 99);
        targets.set(0, 0, 99);
        labels[0] = "z";

        assertEquals(1, labelled.features().get(0, 0));
        assertEquals(List.of("a", "b", "c"), labelled.classNames());
        assertEquals(1, numeric.features().get(0, 0));
        assertEquals(1, numeric.targets().get(0, 0));
    }

    @Test
    void matricesAreReadOnly() {
        Dataset data = Dataset.labelled(ROWS, "a", "b", "c");
        String message =
                "the matrix belongs to a data set and is read-only: write to a copy made by"
                        + " select(…)";

        for (FeatureMatrix matrix :
                List.of(
                        data.features(),
                        data.targets(),
                        data.select(1).features(),
                        data.select(1).targets())) {
            assertEquals(
                    message,
                    assertThrows(IllegalStateException.class, () -> matrix.set(0, 0, 5))
                            .getMessage());
            FeatureMatrix copy = matrix.select(0);
            copy.set(0, 0, 5);
            assertEquals(5, copy.get(0, 0));
        }
    }

    @Test
    void clearsThePaddingOfCopies() {
        FeatureMatrix features = matrix();
        features.array()[3] = 7;
        features.array()[15] = Float.NaN;

        assertArrayEquals(matrix().array(), Dataset.of(features, matrix()).features().array());
    }

    @Test
    void rejectsNonFiniteNumbers() {
        FeatureMatrix broken = matrix();
        broken.array()[17] = Float.NaN;
        String message =
                "row 1, column 1 is NaN: expected a finite number; replace or remove such samples";

        assertRejected(message, () -> Dataset.labelled(broken, List.of("a", "b", "c")));
        assertRejected(message, () -> Dataset.of(broken, matrix()));
        assertRejected(message, () -> Dataset.of(matrix(), broken));
    }

    @Test
    void rejectsMismatchedParts() {
        assertRejected(
                "3 rows and 2 labels: expected a label for each row",
                () -> Dataset.labelled(ROWS, "a", "b"));
        assertRejected(
                "3 rows and 4 labels: expected a label for each row",
                () -> Dataset.labelled(matrix(), List.of("a", "b", "c", "d")));
        assertRejected(
                "features have 3 rows, targets 1: expected the same number",
                () -> Dataset.of(matrix(), matrix().select(0)));
        assertRejected(
                "2 features and 1 feature names: expected a name for each feature",
                () -> Dataset.labelled(List.of("w"), matrix(), List.of("a", "b", "c")));
        assertRejected(
                "feature name \"w\" occurs twice: expected unique names",
                () -> Dataset.labelled(List.of("w", "w"), matrix(), List.of("a", "b", "c")));
        assertRejected(
                "label of row 1 is blank: expected the name of a class",
                () -> Dataset.labelled(ROWS, "a", "", "c"));
    }

    @Test
    void rejectsNull() {
        List<String> labels = List.of("a", "b", "c");
        assertRejectsNull("features must not be null", () -> Dataset.labelled(null, labels));
        assertRejectsNull("features must not be null", () -> Dataset.of(null, matrix()));
        assertRejectsNull("targets must not be null", () -> Dataset.of(matrix(), null));
        assertRejectsNull("labels must not be null", () -> Dataset.labelled(matrix(), null));
        assertRejectsNull("labels must not be null", () -> Dataset.labelled(ROWS, (String[]) null));
        assertRejectsNull(
                "featureNames must not be null", () -> Dataset.labelled(null, matrix(), labels));
        assertRejectsNull(
                "name of feature 1 must not be null",
                () -> Dataset.labelled(Arrays.asList("w", null), matrix(), labels));
    }

    @Test
    void rejectsRowsOutOfRange() {
        Dataset data = Dataset.labelled(ROWS, "a", "b", "c");

        assertRejected("row 3 is out of range: expected 0 to 2", () -> data.label(3));
        assertRejected("sample 3 is out of range: expected 0 to 2", () -> data.select(3));
        assertRejected("selected is empty: expected at least one sample", data::select);
        assertRejectsNull("rows must not be null", () -> data.select((int[]) null));
    }

    private static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertRejectsNull(String message, Executable call) {
        assertEquals(message, assertThrows(NullPointerException.class, call).getMessage());
    }
}
