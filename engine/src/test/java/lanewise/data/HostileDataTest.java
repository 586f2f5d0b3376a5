package lanewise.data;

import static lanewise.testing.Cases.anyDouble;
import static lanewise.testing.Cases.anyInt;
import static lanewise.testing.Cases.pick;
import static lanewise.testing.Messages.madeOrRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.random.RandomState;
import lanewise.testing.Cases;
import lanewise.testing.Numbers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random data of any size and content: valid data gives the documented result, all else is rejected
 * with a remedy.
 */
class HostileDataTest {

    @Test
    void rejectsSizesBeyondAnArray() {
        Cases.check(
                21,
                1300,
                random -> {
                    int samples = anyInt(random);
                    int features = anyInt(random);
                    long stride = ((long) samples + 15) / 16 * 16;
                    boolean possible =
                            samples > 0 && features > 0 && stride <= Integer.MAX_VALUE / features;
                    if (possible && stride * features > 1 << 20) {
                        return; // too large to allocate here
                    }
                    Optional<FeatureMatrix> made =
                            madeOrRefused(() -> new FeatureMatrix(samples, features));
                    assertEquals(possible, made.isPresent());
                    made.ifPresent(m -> assertEquals(stride * features, m.array().length));
                    madeOrRefused(() -> FeatureMatrix.stride(samples));
                    madeOrRefused(() -> TestSize.count(samples).testRows(features));
                });
    }

    @Test
    void matricesHoldTheirRowsOrAreRejected() {
        Cases.check(
                22,
                1300,
                random -> {
                    float[][] rows = rows(random);
                    boolean valid = rows.length > 0 && rows[0].length > 0;
                    for (float[] row : rows) {
                        valid &= row.length == rows[0].length;
                        for (float cell : row) {
                            valid &= Float.isFinite(cell);
                        }
                    }
                    Optional<FeatureMatrix> made = madeOrRefused(() -> FeatureMatrix.ofRows(rows));
                    assertEquals(valid, made.isPresent());
                    if (!valid) {
                        return;
                    }
                    FeatureMatrix matrix = made.get();
                    for (int row = 0; row < rows.length; row++) {
                        assertArrayEquals(rows[row], matrix.row(row));
                    }
                    int[] selected = {random.nextInt(rows.length), random.nextInt(-1, 4)};
                    Optional<FeatureMatrix> part = madeOrRefused(() -> matrix.select(selected));
                    boolean there = selected[1] >= 0 && selected[1] < rows.length;
                    assertEquals(there, part.isPresent());
                    part.ifPresent(p -> assertArrayEquals(rows[selected[1]], p.row(1)));
                    madeOrRefused(() -> matrix.get(anyInt(random), anyInt(random)));
                    madeOrRefused(() -> matrix.row(anyInt(random)));
                });
    }

    private static float[][] rows(Random random) {
        float[][] rows = new float[random.nextInt(5)][];
        int features = random.nextInt(4);
        Numbers kind = pick(random, Numbers.FINITE, Numbers.ZEROS, Numbers.SPECIAL);
        for (int row = 0; row < rows.length; row++) {
            rows[row] = kind.array(random.nextInt(20) == 0 ? features + 1 : features, random);
        }
        return rows;
    }

    @Test
    void numbersLabelsOfAnyTextIndependentlyOfTheirOrder() {
        Cases.check(
                23,
                1300,
                random -> {
                    List<String> labels = new ArrayList<>();
                    for (int row = random.nextInt(6); row > 0; row--) {
                        labels.add(text(random));
                    }
                    boolean valid = !labels.isEmpty() && labels.stream().noneMatch(String::isBlank);
                    Optional<ClassLabels> made = madeOrRefused(() -> ClassLabels.of(labels));
                    assertEquals(valid, made.isPresent());
                    if (!valid) {
                        return;
                    }
                    ClassLabels classes = made.get();
                    assertEquals(new HashSet<>(labels), new HashSet<>(classes.names()));
                    assertEquals(new HashSet<>(labels).size(), classes.names().size());
                    FeatureMatrix oneHot = classes.oneHot();
                    for (int row = 0; row < labels.size(); row++) {
                        assertEquals(labels.get(row), classes.names().get(classes.index(row)));
                        float[] expected = new float[classes.names().size()];
                        expected[classes.index(row)] = 1;
                        assertArrayEquals(expected, oneHot.row(row));
                    }
                    Collections.shuffle(labels, random);
                    assertEquals(classes.names(), ClassLabels.of(labels).names());
                });
    }

    /** Few distinct characters, so that texts are often equal, numbers or blank. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(1, 4); k > 0; k--) {
            text.append(
                    pick(random, "0", "1", "-", "+", "a", " ", "\u0000", "\n", "\ud83d", "\ude00"));
        }
        return random.nextInt(10) == 0 ? text.toString() : "1" + text;
    }

    @Test
    void scalesTheRowsThatItWasFittedTo() {
        Cases.check(
                24,
                1000,
                random -> {
                    int rows = random.nextInt(1, 20);
                    FeatureMatrix train = column(random, rows);
                    Scaling minMax = Scaling.minMax(train);
                    FeatureMatrix scaled = minMax.apply(train);
                    double largest = 0;
                    for (int row = 0; row < rows; row++) {
                        float z = scaled.get(row, 0);
                        assertTrue(z >= 0 && z <= 1, () -> "scaled to " + z);
                        largest = Math.max(largest, Math.abs(train.get(row, 0)));
                    }
                    FeatureMatrix back = minMax.inverse(scaled);
                    Scaling standard = Scaling.standard(train);
                    double squares = 0;
                    double sum = 0;
                    for (int row = 0; row < rows; row++) {
                        assertEquals(train.get(row, 0), back.get(row, 0), 1e-6 * largest);
                        double z = standard.apply(new float[] {train.get(row, 0)})[0];
                        sum += z;
                        squares += z * z;
                    }
                    boolean constant = standard.scale(0) == 1 && squares == 0;
                    assertEquals(0, sum / rows, 1e-5);
                    assertEquals(constant ? 0 : 1, squares / rows, 1e-5);
                    madeOrRefused(() -> minMax.apply(new float[] {(float) anyDouble(random)}));
                    madeOrRefused(() -> standard.inverse(new float[] {(float) anyDouble(random)}));
                    madeOrRefused(
                            () ->
                                    Scaling.of(
                                            new double[] {anyDouble(random)},
                                            new double[] {anyDouble(random)}));
                });
    }

    private static FeatureMatrix column(Random random, int rows) {
        Numbers kind = Numbers.anyFinite(random);
        float constant = kind.next(random);
        boolean same = random.nextInt(4) == 0;
        FeatureMatrix column = new FeatureMatrix(rows, 1);
        for (int row = 0; row < rows; row++) {
            column.set(row, 0, same ? constant : kind.next(random));
        }
        return column;
    }

    @Test
    void splitsContainEachRowOnceOrAreRejected() {
        Cases.check(
                25,
                1000,
                random -> {
                    int rows = random.nextInt(1, 30);
                    Optional<TestSize> size =
                            madeOrRefused(
                                    () ->
                                            random.nextBoolean()
                                                    ? TestSize.fraction(anyDouble(random))
                                                    : TestSize.count(random.nextInt(-1, 32)));
                    Dataset data = Dataset.of(new FeatureMatrix(rows, 1), column(random, rows));
                    long seed = pick(random, 0L, 7L, 4_294_967_295L, -1L, 1L << 32);
                    size.flatMap(s -> madeOrRefused(() -> TrainTestSplit.of(data, s, seed)))
                            .ifPresent(
                                    split -> {
                                        int[] all =
                                                IntStream.concat(
                                                                Arrays.stream(split.testRows()),
                                                                Arrays.stream(split.trainRows()))
                                                        .toArray();
                                        assertArrayEquals(
                                                new RandomState(seed).permutation(rows), all);
                                        assertArrayEquals(
                                                IntStream.range(0, rows).toArray(),
                                                Arrays.stream(all).sorted().toArray());
                                        assertTrue(split.train().rows() > 0);
                                        assertTrue(split.test().rows() > 0);
                                    });
                });
    }

    @Test
    void randomNumbersAreInRangeOrRejected() {
        Cases.check(
                28,
                1300,
                random -> {
                    long seed = random.nextBoolean() ? random.nextInt(9) : random.nextLong();
                    RandomState numbers =
                            madeOrRefused(() -> new RandomState(seed)).orElse(new RandomState(1));
                    int n = pick(random, 0, 1, 5, -1, Integer.MIN_VALUE);
                    double a = anyDouble(random);
                    double b = anyDouble(random);
                    madeOrRefused(() -> numbers.uniform(a, b, n))
                            .ifPresent(
                                    drawn -> {
                                        assertEquals(n, drawn.length);
                                        for (double x : drawn) {
                                            assertTrue(x >= Math.min(a, b) && x <= Math.max(a, b));
                                        }
                                    });
                    Optional<double[]> normal = madeOrRefused(() -> numbers.normal(a, b, n));
                    assertEquals(
                            n >= 0 && Double.isFinite(a) && Double.isFinite(b) && b >= 0,
                            normal.isPresent());
                    Optional<int[]> order = madeOrRefused(() -> numbers.permutation(n));
                    assertEquals(n >= 0, order.isPresent());
                    order.ifPresent(
                            drawn ->
                                    assertArrayEquals(
                                            IntStream.range(0, n).toArray(),
                                            Arrays.stream(drawn).sorted().toArray()));
                });
    }

    /** Any content gives a data set or a {@link CsvException} of one short line. */
    @Test
    void filesAreReadOrRejected(@TempDir Path folder) {
        Path file = folder.resolve("data.csv");
        int[] read = new int[1];
        Cases.check(
                26,
                1000,
                random -> {
                    byte[] bytes = csv(random).getBytes(StandardCharsets.UTF_8);
                    for (int k = random.nextInt(3); k > 0 && bytes.length > 0; k--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(-128, 128);
                    }
                    Files.write(file, bytes);
                    try {
                        Dataset data = Csv.read(file, pick(random, "-1", "0", "1", "b", "\n"));
                        assertTrue(data.classification());
                        for (float cell : data.features().array()) {
                            assertTrue(Float.isFinite(cell));
                        }
                        read[0]++;
                    } catch (CsvException e) {
                        assertFalse(e.getMessage().contains("\n"), e.getMessage());
                        assertTrue(e.getMessage().length() < 1000, e.getMessage());
                    }
                });
        assertTrue(read[0] > 100 * Cases.SCALE, read[0] + " files were read");
    }

    private static String csv(Random random) {
        String end = pick(random, "\n", "\r\n", "\r");
        StringBuilder text = new StringBuilder(pick(random, "", "\ufeff"));
        text.append("a,b,c").append(end);
        for (int row = random.nextInt(6); row > 0; row--) {
            for (int column = 0; column < 3; column++) {
                text.append(column == 0 ? "" : ",");
                text.append(
                        random.nextInt(12) > 0
                                ? pick(random, "1", "-2.5", " 3e4 ", "\"6\"", "+.5", "1e-400")
                                : pick(random, "", "x", "\"y", "NaN", "1e39", "\"\"\"\"", "7,8"));
            }
            text.append(end);
        }
        return text.toString();
    }

    @Test
    void quotedTextSurvivesARoundTrip(@TempDir Path folder) {
        Path file = folder.resolve("data.csv");
        Cases.check(
                27,
                350,
                random -> {
                    List<String> labels = new ArrayList<>();
                    StringBuilder text = new StringBuilder("x,y\n");
                    for (int row = random.nextInt(1, 5); row > 0; row--) {
                        String label = "\"," + random.nextInt(3) + pick(random, "\r", "\n", "😀");
                        labels.add(label);
                        text.append("1,\"").append(label.replace("\"", "\"\"")).append("\"\n");
                    }
                    Files.writeString(file, text);
                    assertEquals(labels, labels(file));
                });
    }

    private static List<String> labels(Path file) throws IOException {
        Dataset data = Csv.read(file);
        return IntStream.range(0, data.rows())
                .mapToObj(row -> data.classNames().get(data.label(row)))
                .toList();
    }

    /** Each step takes some milliseconds. */
    @Test
    void handlesAMillionRows() {
        int rows = 1_000_000;
        FeatureMatrix features = new FeatureMatrix(rows, 3);
        List<String> labels = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            features.set(row, row % 3, row);
            labels.add(row % 2 == 0 ? "even" : "odd");
        }
        Dataset data = Dataset.labelled(features, labels);
        TrainTestSplit split = TrainTestSplit.of(data, TestSize.fraction(0.1), 5);
        assertEquals(100_000, split.test().rows());
        assertEquals(900_000, split.train().rows());
        Dataset scaled = Scaling.minMax(split.train()).apply(split.train());
        int row = split.trainRows()[899_999];
        assertEquals(row % 2, scaled.label(899_999));
        assertEquals(row / 1e6f, scaled.features().get(899_999, row % 3), 1e-3f);
    }
}
