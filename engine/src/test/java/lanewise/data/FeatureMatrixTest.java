package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/** {@link FeatureMatrix}: layout, copies and rejected arguments. */
class FeatureMatrixTest {
    private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

    @ParameterizedTest
    @CsvSource({
        "1, 16",
        "15, 16",
        "16, 16",
        "17, 32",
        "32, 32",
        "130, 144",
        "2147483632, 2147483632"
    })
    void roundsTheStrideUpToWholeVectors(int samples, int stride) {
        assertEquals(stride, FeatureMatrix.stride(samples));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 2147483633, Integer.MAX_VALUE})
    void rejectsSampleCountsOutOfRange(int samples) {
        String message = "number of samples " + samples + ": expected 1 to 2147483632";

        assertRejected(message, () -> FeatureMatrix.stride(samples));
        assertRejected(message, () -> new FeatureMatrix(samples, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void rejectsFeatureCountsOutOfRange(int features) {
        assertRejected(
                "number of features " + features + ": expected at least 1",
                () -> new FeatureMatrix(4, features));
    }

    @ParameterizedTest
    @CsvSource({"1, 134217728", "65536, 32768", "2147483632, 2"})
    void rejectsMoreCellsThanAnArrayHolds(int samples, int features) {
        assertRejected(
                samples
                        + " samples × "
                        + features
                        + " features are too many for one array: expected at most 2147483647 cells,"
                        + " each feature padded to a multiple of 16; split the samples into several"
                        + " matrices or remove features",
                () -> new FeatureMatrix(samples, features));
    }

    @Test
    void newMatrixIsZero() {
        FeatureMatrix matrix = new FeatureMatrix(17, 3);

        assertEquals(17, matrix.samples());
        assertEquals(3, matrix.features());
        assertEquals(32, matrix.stride());
        assertArrayEquals(new float[96], matrix.array());
        assertEquals("FeatureMatrix[17 samples × 3 features]", matrix.toString());
    }

    @Test
    void isFeatureMajorWithZeroPadding() {
        float[] expected = new float[32];
        System.arraycopy(new float[] {1, 3, 5}, 0, expected, 0, 3);
        System.arraycopy(new float[] {2, 4, 6}, 0, expected, 16, 3);

        assertArrayEquals(expected, FeatureMatrix.ofRows(ROWS).array());
    }

    @Test
    void addressesEachCell() {
        FeatureMatrix matrix = new FeatureMatrix(17, 3);
        for (int s = 0; s < 17; s++) {
            for (int f = 0; f < 3; f++) {
                matrix.set(s, f, 100 * s + f);
            }
        }

        for (int s = 0; s < 17; s++) {
            for (int f = 0; f < 3; f++) {
                assertEquals(100 * s + f, matrix.get(s, f));
                assertEquals(100 * s + f, matrix.array()[f * 32 + s]);
            }
            assertArrayEquals(new float[] {100 * s, 100 * s + 1, 100 * s + 2}, matrix.row(s));
        }
        for (int f = 0; f < 3; f++) {
            for (int s = 17; s < 32; s++) {
                assertEquals(0, matrix.array()[f * 32 + s]);
            }
        }
    }

    @Test
    void arrayIsLiveAndRowsAreCopies() {
        FeatureMatrix matrix = FeatureMatrix.ofRows(ROWS);
        assertSame(matrix.array(), matrix.array());

        matrix.array()[0] = 9;
        matrix.row(1)[0] = 9;

        assertEquals(9, matrix.get(0, 0));
        assertEquals(3, matrix.get(1, 0));
    }

    @Test
    void ofRowsCopies() {
        float[][] rows = {{1}, {2}};
        FeatureMatrix matrix = FeatureMatrix.ofRows(rows);

        rows[0][0] = 7;

        assertEquals(1, matrix.get(0, 0));
    }

    @Test
    void selectCopiesIntoANewMatrix() {
        FeatureMatrix matrix = FeatureMatrix.ofRows(ROWS);

        FeatureMatrix selected = matrix.select(2, 0, 2);

        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{5, 6}, {1, 2}, {5, 6}}).array(),
                selected.array());
        selected.set(0, 0, 8);
        assertEquals(5, matrix.get(2, 0));
        assertNotSame(matrix.array(), selected.array());
    }

    @Test
    void selectChangesTheStride() {
        FeatureMatrix matrix = new FeatureMatrix(40, 2);
        matrix.set(39, 1, 5);

        FeatureMatrix selected = matrix.select(39);

        assertEquals(16, selected.stride());
        assertArrayEquals(new float[] {0, 5}, selected.row(0));
    }

    @Test
    void rejectsInvalidSelections() {
        FeatureMatrix matrix = FeatureMatrix.ofRows(ROWS);

        assertRejected("selected is empty: expected at least one sample", matrix::select);
        assertRejected("sample 3 is out of range: expected 0 to 2", () -> matrix.select(0, 3));
        assertRejected("sample -1 is out of range: expected 0 to 2", () -> matrix.select(-1));
        assertRejectsNull("selected must not be null", () -> matrix.select((int[]) null));
    }

    @Test
    void rejectsIndexesOutOfRange() {
        FeatureMatrix matrix = FeatureMatrix.ofRows(ROWS);

        assertRejected("sample 3 is out of range: expected 0 to 2", () -> matrix.get(3, 0));
        assertRejected("sample -1 is out of range: expected 0 to 2", () -> matrix.set(-1, 0, 1));
        assertRejected("feature 2 is out of range: expected 0 to 1", () -> matrix.get(0, 2));
        assertRejected("feature -1 is out of range: expected 0 to 1", () -> matrix.set(0, -1, 1));
        assertRejected("sample 15 is out of range: expected 0 to 2", () -> matrix.row(15));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void rejectsNonFiniteNumbers(float value) {
        String message =
                "row 2, column 1 is "
                        + value
                        + ": expected a finite number; replace or remove such samples";
        float[][] rows = {{1, 2}, {3, 4}, {5, value}};
        FeatureMatrix matrix = FeatureMatrix.ofRows(ROWS);

        assertRejected(message, () -> FeatureMatrix.ofRows(rows));
        assertRejected(message, () -> matrix.set(2, 1, value));
        assertEquals(6, matrix.get(2, 1));
    }

    @Test
    void rejectsRowsThatFormNoMatrix() {
        assertRejectsNull("rows must not be null", () -> FeatureMatrix.ofRows((float[][]) null));
        assertRejected(
                "rows is empty: expected at least one sample",
                () -> FeatureMatrix.ofRows(new float[0][]));
        assertRejected(
                "row 0 is empty: expected at least one feature",
                () -> FeatureMatrix.ofRows(new float[][] {{}, {}}));
        assertRejectsNull(
                "row 0 must not be null", () -> FeatureMatrix.ofRows(new float[][] {null, {1}}));
        assertRejectsNull(
                "row 1 must not be null", () -> FeatureMatrix.ofRows(new float[][] {{1}, null}));
        assertRejected(
                "row 1 has 1 columns, row 0 has 2: expected rows of equal length",
                () -> FeatureMatrix.ofRows(new float[][] {{1, 2}, {3}}));
        assertRejected(
                "row 1 has 3 columns, row 0 has 2: expected rows of equal length",
                () -> FeatureMatrix.ofRows(new float[][] {{1, 2}, {3, 4, 5}}));
    }

    /** The matrix takes 8 GB. */
    @Test
    void ofRowsValidatesAllRowsBeforeAllocating() {
        float[][] rows = new float[80_000][];
        Arrays.fill(rows, new float[1]);
        rows[0] = new float[25_000];

        assertRejected(
                "row 1 has 1 columns, row 0 has 25000: expected rows of equal length",
                () -> FeatureMatrix.ofRows(rows));
        Arrays.fill(rows, new float[25_000]);
        rows[79_999] = null;
        assertThrows(NullPointerException.class, () -> FeatureMatrix.ofRows(rows));
    }

    private static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertRejectsNull(String message, Executable call) {
        assertEquals(message, assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void keepsNumbersThatFloatRounds() {
        double[][] rows = {{0.1, 1}, {1_764_313_201, 2}, {3, 3}};
        FeatureMatrix matrix = FeatureMatrix.ofRows(rows);
        assertEquals(0.1f, matrix.get(0, 0));
        for (FeatureMatrix same : List.of(matrix, matrix.readOnly(), matrix.finiteCopy())) {
            assertEquals(0.1, same.getDouble(0, 0));
            assertEquals(1_764_313_201, same.getDouble(1, 0));
            assertEquals(3, same.getDouble(2, 1));
            assertTrue(same.rounds(0));
            assertFalse(same.rounds(1));
        }
        FeatureMatrix selected = matrix.select(2, 1, 1);
        assertEquals(3, selected.getDouble(0, 0));
        assertEquals(1_764_313_201, selected.getDouble(2, 0));
        selected.set(2, 0, 0.1f);
        assertEquals(0.1f, selected.getDouble(2, 0), "written since");
        assertFalse(FeatureMatrix.ofRows(new double[][] {{1, -0.0}, {0.5, 3e38f}}).rounds(1));
    }

    @Test
    void rejectsDoublesThatAreNoFloats() {
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 3.5e38}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FeatureMatrix.ofRows(new double[][] {{1}, {bad}}));
        }
        assertThrows(IllegalArgumentException.class, () -> FeatureMatrix.ofRows(new double[0][]));
        assertThrows(IllegalArgumentException.class, () -> FeatureMatrix.ofRows(new double[1][0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> FeatureMatrix.ofRows(new double[][] {{1}, {1, 2}}));
        assertThrows(NullPointerException.class, () -> FeatureMatrix.ofRows((double[][]) null));
        assertThrows(NullPointerException.class, () -> FeatureMatrix.ofRows(new double[1][]));
    }
}
