package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** {@link Scaling}: scikit-learn's figures, and the limits of float. */
class ScalingTest {
    private static final float[][] ROWS = {{1, 10, 7}, {2, 30, 7}, {6, 20, 7}};

    static List<String[]> reference() {
        return ReferenceFiles.rows("reference/sklearn_scaling.csv");
    }

    @ParameterizedTest
    @MethodSource("reference")
    void matchesScikitLearn(
            String name, String values, String scaler, double offset, double scale, String scaled) {
        FeatureMatrix column = column(values);
        Scaling scaling =
                scaler.equals("standard") ? Scaling.standard(column) : Scaling.minMax(column);
        double largest = 0;
        for (int s = 0; s < column.samples(); s++) {
            largest = Math.max(largest, Math.abs(column.get(s, 0)));
        }
        assertEquals(offset, scaling.offset(0), 1e-15 * largest);
        assertEquals(scale, scaling.scale(0), 1e-12 * scale);
        FeatureMatrix result = scaling.apply(column);
        String[] expected = scaled.split(" ");
        for (int s = 0; s < expected.length; s++) {
            double z = Double.parseDouble(expected[s]);
            assertEquals(z, result.get(s, 0), Math.ulp((float) z) + 1e-9, name + ", row " + s);
        }
        FeatureMatrix back = scaling.inverse(result);
        for (int s = 0; s < expected.length; s++) {
            float x = column.get(s, 0);
            assertEquals(x, back.get(s, 0), 1e-6 * scale + Math.ulp(x), name + ", row " + s);
        }
    }

    private static FeatureMatrix column(String values) {
        String[] numbers = values.split(" ");
        FeatureMatrix column = new FeatureMatrix(numbers.length, 1);
        for (int s = 0; s < numbers.length; s++) {
            column.set(s, 0, Float.parseFloat(numbers[s]));
        }
        return column;
    }

    /** 1764313200 and the next 127 seconds are one or two floats. */
    @Test
    void separatesNumbersThatFloatCannotTellApart() {
        double[][] seconds = new double[200][1];
        for (int row = 0; row < seconds.length; row++) {
            seconds[row][0] = 1_764_313_200 + row;
        }
        Dataset times = Dataset.of(FeatureMatrix.ofRows(seconds), new FeatureMatrix(200, 1));
        TrainTestSplit split = TrainTestSplit.of(times, TestSize.count(20), 4);
        Scaling scaling = Scaling.minMax(times);
        assertEquals(1_764_313_200, scaling.offset(0));
        assertEquals(199, scaling.scale(0));
        FeatureMatrix train = scaling.apply(split.train()).features();
        for (int row = 0; row < 180; row++) {
            assertEquals((float) (split.trainRows()[row] / 199.0), train.get(row, 0));
        }
        assertEquals((float) (7 / 199.0), scaling.apply(new double[] {1_764_313_207})[0]);
        Scaling standard = Scaling.standard(times);
        assertEquals(1_764_313_299.5, standard.offset(0));
        assertEquals(Math.sqrt((200.0 * 200 - 1) / 12), standard.scale(0), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-50, 1e-40, 1e6, 1e15})
    void separatesNumbersNearAnyOther(double base) {
        double step = Math.max(Math.ulp(base) * 4, base * 1e-12);
        double[][] rows = {{base}, {base + step}, {base + 2 * step}};
        Scaling scaling = Scaling.minMax(FeatureMatrix.ofRows(rows));
        FeatureMatrix scaled = scaling.apply(FeatureMatrix.ofRows(rows));
        assertEquals(0, scaled.get(0, 0));
        assertEquals(0.5f, scaled.get(1, 0), 0.1f);
        assertEquals(1, scaled.get(2, 0));
    }

    /** Predictions of time stamps, too, are in seconds once they are scaled back. */
    @Test
    void invertsInDouble() {
        Scaling scaling = Scaling.of(new double[] {1_764_313_200}, new double[] {200});
        FeatureMatrix predicted = FeatureMatrix.ofRows(new float[][] {{0}, {0.5f}, {1}});
        FeatureMatrix seconds = scaling.inverse(predicted);
        assertEquals(1_764_313_300, seconds.getDouble(1, 0));
        assertEquals(seconds.get(1, 0), (float) seconds.getDouble(1, 0));
    }

    /** Scaling of numbers before they are rounded: as in decimal arithmetic of 40 digits. */
    @Test
    void scalesIrisToTheNearestFloats() throws IOException {
        MathContext digits = new MathContext(40);
        List<String> lines = Files.readAllLines(ReferenceFiles.path("iris.csv"));
        lines = lines.subList(1, lines.size());
        Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"));
        FeatureMatrix scaled = Scaling.standard(iris).apply(iris.features());
        BigDecimal rows = BigDecimal.valueOf(lines.size());
        for (int feature = 0; feature < 4; feature++) {
            int column = feature;
            List<BigDecimal> x =
                    lines.stream().map(line -> new BigDecimal(line.split(",")[column])).toList();
            BigDecimal mean =
                    x.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(rows, digits);
            BigDecimal variance =
                    x.stream()
                            .map(v -> v.subtract(mean).pow(2))
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(rows, digits);
            for (int row = 0; row < x.size(); row++) {
                double z =
                        x.get(row)
                                .subtract(mean)
                                .divide(variance.sqrt(digits), digits)
                                .doubleValue();
                assertEquals(z, scaled.get(row, feature), 0.5001 * Math.ulp((float) z));
            }
        }
    }

    @Test
    void rowsOfDoublesAreChecked() {
        Scaling scaling = Scaling.of(new double[] {1}, new double[] {2});
        assertArrayEquals(new float[] {2}, scaling.apply(new double[] {5}));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e39}) {
            Executable call = () -> scaling.apply(new double[] {bad});
            assertTrue(
                    assertThrows(IllegalArgumentException.class, call)
                            .getMessage()
                            .contains("expected"));
        }
        assertThrows(IllegalArgumentException.class, () -> scaling.apply(new double[] {1, 2}));
        assertThrows(
                IllegalArgumentException.class,
                () -> scaling.apply(new double[] {1}, new float[2]));
    }

    @Test
    void fitsEachColumnSeparately() {
        FeatureMatrix rows = FeatureMatrix.ofRows(ROWS);
        Scaling standard = Scaling.standard(rows);
        assertEquals(3, standard.features());
        assertEquals(3, standard.offset(0));
        assertEquals(20, standard.offset(1));
        assertEquals(Math.sqrt(14.0 / 3), standard.scale(0));
        assertEquals(Math.sqrt(200.0 / 3), standard.scale(1));
        Scaling minMax = Scaling.minMax(rows);
        assertArrayEquals(
                FeatureMatrix.ofRows(new float[][] {{0, 0, 0}, {0.2f, 1, 0}, {1, 0.5f, 0}}).array(),
                minMax.apply(rows).array());
        assertEquals("Scaling[3 features]", minMax.toString());
        assertThrows(IndexOutOfBoundsException.class, () -> minMax.offset(3));
        assertThrows(IndexOutOfBoundsException.class, () -> minMax.scale(-1));
    }

    @Test
    void appliesTheFittedScalingToOtherRows() {
        Scaling scaling = Scaling.minMax(FeatureMatrix.ofRows(ROWS));
        assertArrayEquals(new float[] {-1, 2, 3}, scaling.apply(new float[] {-4, 50, 10}));
        assertArrayEquals(new float[] {-4, 50, 10}, scaling.inverse(new float[] {-1, 2, 3}));
    }

    @Test
    void rowsAndMatricesGiveTheSameBits() {
        FeatureMatrix rows = FeatureMatrix.ofRows(ROWS);
        Scaling scaling = Scaling.standard(rows);
        FeatureMatrix scaled = scaling.apply(rows);
        FeatureMatrix back = scaling.inverse(scaled);
        float[] inPlace = new float[3];
        for (int s = 0; s < ROWS.length; s++) {
            assertArrayEquals(scaled.row(s), scaling.apply(ROWS[s]));
            System.arraycopy(ROWS[s], 0, inPlace, 0, 3);
            assertSame(inPlace, scaling.apply(inPlace, inPlace));
            assertArrayEquals(scaled.row(s), inPlace);
            assertSame(inPlace, scaling.inverse(inPlace, inPlace));
            assertArrayEquals(back.row(s), inPlace);
        }
    }

    @Test
    void changesOnlyTheFeaturesOfADataset() {
        Dataset data =
                Dataset.labelled(
                        List.of("a", "b", "c"),
                        FeatureMatrix.ofRows(ROWS),
                        List.of("no", "yes", "no"));
        Scaling scaling = Scaling.standard(data);
        Dataset scaled = scaling.apply(data.select(2, 1));
        assertEquals(List.of("a", "b", "c"), scaled.featureNames());
        assertEquals(List.of("no", "yes"), scaled.classNames());
        assertArrayEquals(new float[] {1, 0}, scaled.targets().row(0));
        assertEquals(1, scaled.label(1));
        assertArrayEquals(scaling.apply(ROWS[2]), scaled.features().row(0));
        assertArrayEquals(ROWS[0], data.features().row(0));
        assertThrows(IllegalStateException.class, () -> scaled.features().set(0, 0, 1));
        assertEquals(Scaling.minMax(data.features()), Scaling.minMax(data));
    }

    @Test
    void scalesTargets() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{100}, {300}});
        Scaling scaling = Scaling.standard(targets);
        FeatureMatrix scaled = scaling.apply(targets);
        assertArrayEquals(new float[] {-1, 1}, Arrays.copyOf(scaled.array(), 2));
        assertArrayEquals(targets.array(), scaling.inverse(scaled).array());
        assertNotSame(targets, scaling.inverse(scaled));
    }

    @Test
    void paddingStaysZero() {
        FeatureMatrix rows = FeatureMatrix.ofRows(ROWS);
        for (FeatureMatrix result :
                List.of(Scaling.standard(rows).apply(rows), Scaling.minMax(rows).inverse(rows))) {
            for (int feature = 0; feature < 3; feature++) {
                for (int s = 3; s < result.stride(); s++) {
                    assertEquals(0, result.array()[feature * result.stride() + s]);
                }
            }
        }
    }

    @Test
    void scalesTheWholeRangeOfFloat() {
        float max = Float.MAX_VALUE;
        float min = Float.MIN_VALUE;
        float[][] rows = {{max, min, 1}, {-max, 0, Math.nextUp(1f)}, {max, -min, 1}, {-max, 0, 1}};
        FeatureMatrix matrix = FeatureMatrix.ofRows(rows);
        FeatureMatrix standard = Scaling.standard(matrix).apply(matrix);
        assertArrayEquals(new float[] {1, -1, 1, -1}, Arrays.copyOf(standard.array(), 4));
        assertEquals((float) Math.sqrt(2), standard.get(0, 1));
        assertEquals((float) Math.sqrt(3), standard.get(1, 2));
        FeatureMatrix minMax = Scaling.minMax(matrix).apply(matrix);
        assertArrayEquals(new float[] {1, 1, 0}, minMax.row(0));
        assertArrayEquals(new float[] {0, 0.5f, 1}, minMax.row(1));
        assertArrayEquals(matrix.array(), Scaling.minMax(matrix).inverse(minMax).array());
    }

    @Test
    void rejectsResultsOutOfFloatRange() {
        Scaling small = Scaling.of(new double[] {0, 1}, new double[] {1, 1e-3});
        assertRejected(
                "row 1, column 1 is 1.0E37, which exceeds the range of a float after scaling with"
                        + " offset 1.0 and scale 0.001: expected numbers like those of the training"
                        + " rows",
                () -> small.apply(FeatureMatrix.ofRows(new float[][] {{1, 1}, {1, 1e37f}})));
        assertRejected(
                "feature 1 is -1.0E37, which exceeds the range of a float after scaling with offset"
                        + " 1.0 and scale 0.001: expected numbers like those of the training rows",
                () -> small.apply(new float[] {1, -1e37f}));
        Scaling large = Scaling.of(new double[] {0}, new double[] {1e30});
        assertRejected(
                "row 0, column 0 is 1.0E9, which exceeds the range of a float after scaling with"
                        + " offset 0.0 and scale 1.0E30: expected numbers like those of the training"
                        + " rows",
                () -> large.inverse(FeatureMatrix.ofRows(new float[][] {{1e9f}})));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void rejectsNonFiniteNumbers(float value) {
        FeatureMatrix rows = FeatureMatrix.ofRows(ROWS);
        Scaling scaling = Scaling.standard(rows);
        rows.array()[rows.stride() + 2] = value;
        String cell = "row 2, column 1 is " + value + ": expected a finite number";
        assertRejected(cell, () -> scaling.apply(rows));
        assertRejected(cell, () -> scaling.inverse(rows));
        String fitting = cell + "; replace or remove such samples";
        assertRejected(fitting, () -> Scaling.standard(rows));
        assertRejected(fitting, () -> Scaling.minMax(rows));
        assertRejected(
                "feature 2 is " + value + ": expected a finite number",
                () -> scaling.apply(new float[] {1, 2, value}));
    }

    @Test
    void rejectsMismatchedLengthsAndNull() {
        Scaling scaling = Scaling.standard(FeatureMatrix.ofRows(ROWS));
        String message = "2 features: expected 3, as in the rows that the scaling was fitted to";
        assertRejected(message, () -> scaling.apply(new float[2]));
        assertRejected(message, () -> scaling.inverse(new float[2]));
        assertRejected(message, () -> scaling.apply(new FeatureMatrix(1, 2)));
        assertRejected(message, () -> scaling.apply(Dataset.labelled(new float[1][2], "a")));
        assertRejected(
                "out has 4 elements: expected 3, one for each feature",
                () -> scaling.apply(new float[3], new float[4]));
        for (Executable call :
                List.<Executable>of(
                        () -> scaling.apply((float[]) null),
                        () -> scaling.apply(new float[3], null),
                        () -> scaling.apply((FeatureMatrix) null),
                        () -> scaling.apply((Dataset) null),
                        () -> scaling.inverse((FeatureMatrix) null),
                        () -> Scaling.standard((Dataset) null),
                        () -> Scaling.standard((FeatureMatrix) null),
                        () -> Scaling.minMax((Dataset) null),
                        () -> Scaling.minMax((FeatureMatrix) null),
                        () -> Scaling.of(null, new double[1]),
                        () -> Scaling.of(new double[1], null))) {
            String refusal = assertThrows(NullPointerException.class, call).getMessage();
            assertTrue(refusal.endsWith(" must not be null"), refusal);
        }
    }

    @Test
    void scalingOfStoredNumbersIsEqual() {
        Scaling scaling = Scaling.standard(FeatureMatrix.ofRows(ROWS));
        double[] offsets = {scaling.offset(0), scaling.offset(1), scaling.offset(2)};
        double[] scales = {scaling.scale(0), scaling.scale(1), scaling.scale(2)};
        Scaling same = Scaling.of(offsets, scales);
        assertEquals(scaling, same);
        assertEquals(scaling.hashCode(), same.hashCode());
        offsets[0]++;
        scales[1]++;
        assertEquals(scaling, same);
        assertNotEquals(scaling, Scaling.of(offsets, new double[] {1, 1, 1}));
        assertNotEquals(same, Scaling.minMax(FeatureMatrix.ofRows(ROWS)));
        assertNotEquals(same, null);
    }

    @Test
    void rejectsInvalidOffsetsAndScales() {
        double[] one = {1};
        assertRejected(
                "1 offsets and 2 scales: expected one of each for each feature, at least one",
                () -> Scaling.of(one, new double[] {1, 1}));
        assertRejected(
                "0 offsets and 0 scales: expected one of each for each feature, at least one",
                () -> Scaling.of(new double[0], new double[0]));
        assertRejected(
                "offset of feature 0 is NaN: expected a finite number",
                () -> Scaling.of(new double[] {Double.NaN}, one));
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRejected(
                    "scale of feature 0 is " + scale + ": expected a finite number above 0",
                    () -> Scaling.of(one, new double[] {scale}));
        }
    }

    @Test
    void scalingARowInPlaceAllocatesNothing() {
        Scaling scaling = Scaling.standard(FeatureMatrix.ofRows(ROWS));
        float[] out = new float[3];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        // The first calls may allocate for the interpreter; later ones must not.
        for (int k = 0; k < 5 && allocated > 0; k++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < 10_000; call++) {
                scaling.inverse(scaling.apply(ROWS[call % 3], out), out);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    private static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
