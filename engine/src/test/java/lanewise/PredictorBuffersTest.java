package lanewise;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.internal.plan.Outputs;
import lanewise.random.RandomState;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Rows and outputs in all kinds of buffers, with and without scaling. */
class PredictorBuffersTest {
    private static final int INPUTS = 7;
    private static final float CANARY = -12345f;

    private static final List<Network> NETWORKS =
            List.of(
                    Network.of(INPUTS, Layer.gelu(40), Layer.softplus(17), Layer.softmax(5)),
                    Network.of(INPUTS, Layer.tanh(3), Layer.sigmoid(1)),
                    Network.of(INPUTS, Layer.tanh(4).recurrent(), Layer.identity(20)));

    private static final Scaling SCALING =
            Scaling.of(
                    new double[] {0.1, -3, 0, 1.7e9, 1e-3, 5, 0.7},
                    new double[] {3, 0.3, 1, 86400.5, 1e-3, 7, 1.1});

    /** Where rows and outputs are. */
    enum Kind {
        ARRAYS,
        FLAT,
        HEAP_BUFFER,
        DIRECT_BUFFER,
        SWAPPED_BUFFER,
        HEAP_SEGMENT,
        NATIVE_SEGMENT,
        UNALIGNED_SEGMENT
    }

    /** A buffer of any kind, with a canary before and after the numbers where possible. */
    private static final class Numbers {
        final Object buffer;
        private final Kind kind;
        private final MemorySegment whole;
        private final int columns;

        Numbers(Kind kind, float[] values, int columns) {
            this.kind = kind;
            this.columns = columns;
            int bytes = Float.BYTES * values.length;
            switch (kind) {
                case ARRAYS -> {
                    float[][] rows = new float[values.length / columns][];
                    for (int row = 0; row < rows.length; row++) {
                        rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
                    }
                    buffer = rows;
                    whole = MemorySegment.NULL;
                }
                case FLAT -> {
                    float[] longer = Arrays.copyOf(values, values.length + 1);
                    longer[values.length] = CANARY;
                    buffer = longer;
                    whole = MemorySegment.NULL;
                }
                case HEAP_BUFFER, DIRECT_BUFFER, SWAPPED_BUFFER -> {
                    ByteBuffer memory =
                            kind == Kind.HEAP_BUFFER
                                    ? ByteBuffer.allocate(bytes + 8)
                                    : ByteBuffer.allocateDirect(bytes + 8);
                    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
                    boolean swapped = kind == Kind.SWAPPED_BUFFER;
                    memory.order(
                            little == swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                    FloatBuffer floats = memory.asFloatBuffer();
                    floats.put(0, CANARY).put(1, values).put(values.length + 1, CANARY);
                    buffer = floats.position(1);
                    whole = MemorySegment.NULL;
                }
                default -> {
                    whole =
                            kind == Kind.HEAP_SEGMENT
                                    ? MemorySegment.ofArray(new float[values.length + 2])
                                    : kind == Kind.NATIVE_SEGMENT
                                            ? Arena.ofAuto().allocate(bytes + 8, 64)
                                            : MemorySegment.ofArray(new byte[bytes + 9]).asSlice(1);
                    whole.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 0, CANARY);
                    whole.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 + bytes, CANARY);
                    MemorySegment middle = whole.asSlice(4, bytes);
                    MemorySegment.copy(
                            values, 0, middle, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.length);
                    buffer = whole.asSlice(4);
                }
            }
        }

        /** The numbers; requires the canaries. */
        float[] values(int count) {
            float[] values = new float[count];
            float before = CANARY;
            float after = CANARY;
            switch (kind) {
                case ARRAYS -> {
                    float[][] rows = (float[][]) buffer;
                    for (int k = 0; k < count; k++) {
                        values[k] = rows[k / columns][k % columns];
                    }
                }
                case FLAT -> {
                    System.arraycopy((float[]) buffer, 0, values, 0, count);
                    after = ((float[]) buffer)[count];
                }
                case HEAP_BUFFER, DIRECT_BUFFER, SWAPPED_BUFFER -> {
                    FloatBuffer floats = (FloatBuffer) buffer;
                    assertEquals(1, floats.position());
                    assertEquals(floats.capacity(), floats.limit());
                    floats.get(1, values);
                    before = floats.get(0);
                    after = floats.get(count + 1);
                }
                default -> {
                    MemorySegment.copy(
                            (MemorySegment) buffer,
                            ValueLayout.JAVA_FLOAT_UNALIGNED,
                            0,
                            values,
                            0,
                            count);
                    before = whole.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
                    after = whole.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L + 4L * count);
                }
            }
            assertEquals(CANARY, before);
            assertEquals(CANARY, after);
            return values;
        }
    }

    private static void predict(Predictor predictor, Numbers in, int rows, Numbers out) {
        switch (in.buffer) {
            case float[][] x -> predictor.predict(x, (float[][]) out.buffer);
            case float[] x -> predictor.predict(x, rows, (float[]) out.buffer);
            case FloatBuffer x -> predictor.predict(x, rows, (FloatBuffer) out.buffer);
            case MemorySegment x -> predictor.predict(x, rows, (MemorySegment) out.buffer);
            default -> throw new AssertionError(in.buffer);
        }
    }

    private static void classify(Predictor predictor, Numbers in, int rows, int... classes) {
        switch (in.buffer) {
            case float[][] x -> predictor.classify(x, classes);
            case float[] x -> predictor.classify(x, rows, classes);
            case FloatBuffer x -> predictor.classify(x, rows, classes);
            case MemorySegment x -> predictor.classify(x, rows, classes);
            default -> throw new AssertionError(in.buffer);
        }
    }

    private static Model model(Network network) {
        return Model.initialize(network, Initializer.heNormal(), new RandomState(1));
    }

    private static float[] rowMajor(FeatureMatrix matrix) {
        float[] numbers = new float[matrix.samples() * matrix.features()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = matrix.get(k / matrix.features(), k % matrix.features());
        }
        return numbers;
    }

    private static double[][] doubles(int rows) {
        Random random = new Random(rows);
        double[][] numbers = new double[rows][INPUTS];
        for (double[] row : numbers) {
            for (int k = 0; k < INPUTS; k++) {
                row[k] = random.nextGaussian() + (k == 3 ? 1.7e9 : 0);
            }
        }
        return numbers;
    }

    private static FeatureMatrix floats(int rows) {
        FeatureMatrix matrix = new FeatureMatrix(rows, INPUTS);
        Random random = new Random(rows);
        for (int k = 0; k < rows * INPUTS; k++) {
            matrix.set(k / INPUTS, k % INPUTS, (float) random.nextGaussian());
        }
        return matrix;
    }

    private static int[] classes(FeatureMatrix outputs) {
        int[] classes = new int[outputs.samples() + 1];
        for (int row = 0; row < outputs.samples(); row++) {
            classes[row] = Outputs.predictedClass(outputs, row);
        }
        classes[outputs.samples()] = -7; // left alone
        return classes;
    }

    /** The oracle scales with {@link Scaling#apply} and predicts a matrix with the scalar tier. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void computesSameBitsInEveryBuffer(Kind kind) {
        int checked = 0;
        for (Network network : NETWORKS) {
            Model model = model(network);
            for (Tier tier : List.of(Tier.SCALAR, Tier.AUTO, Tier.VECTOR)) {
                Predictor plain = model.predictor(tier);
                Predictor scaling = plain.withScaling(SCALING);
                for (int rows : new int[] {3, 1, 2, 16, 17, 127, 128, 129, 256, 3500}) {
                    FeatureMatrix x = floats(rows);
                    for (boolean scaled : new boolean[] {false, true}) {
                        FeatureMatrix expected = new FeatureMatrix(rows, network.outputs());
                        model.predictor(Tier.SCALAR)
                                .predict(scaled ? SCALING.apply(x) : x, expected);
                        Predictor predictor = scaled ? scaling : plain;
                        Numbers in = new Numbers(kind, rowMajor(x), INPUTS);
                        float[] empty = new float[rows * network.outputs()];
                        Numbers out = new Numbers(kind, empty, network.outputs());
                        predict(predictor, in, rows, out);
                        assertArrayEquals(
                                rowMajor(expected),
                                out.values(empty.length),
                                network + ", " + tier + ", rows " + rows);
                        assertArrayEquals(rowMajor(x), in.values(rows * INPUTS));
                        int[] predicted = new int[rows + 1];
                        predicted[rows] = -7;
                        classify(predictor, in, rows, predicted);
                        assertArrayEquals(classes(expected), predicted);
                        checked++;
                    }
                }
            }
        }
        assertEquals(3 * 3 * 10 * 2, checked);
    }

    /** Rounding 1.7e9 to float first would lose the differences. */
    @Test
    void scalesDoublesBeforeRounding() {
        double[][] rows = doubles(150);
        FeatureMatrix matrix = FeatureMatrix.ofRows(rows);
        for (Network network : NETWORKS) {
            Model model = model(network);
            Predictor predictor = model.predictor().withScaling(SCALING);
            FeatureMatrix expected = model.predict(SCALING.apply(matrix));
            FeatureMatrix outputs = new FeatureMatrix(rows.length, network.outputs());
            predictor.predict(matrix, outputs);
            assertArrayEquals(expected.array(), outputs.array());
            double[] output = new double[network.outputs()];
            for (int row = 0; row < rows.length; row++) {
                predictor.predict(rows[row], output);
                float[] scaled = SCALING.apply(rows[row]);
                float[] same = model.predict(scaled);
                for (int k = 0; k < output.length; k++) {
                    assertEquals(expected.get(row, k), output[k]);
                    assertEquals(same[k], output[k]);
                }
                assertEquals(Outputs.predictedClass(expected, row), predictor.classify(rows[row]));
            }
        }
    }

    @Test
    void roundsUnscaledDoubles() {
        Model model = model(NETWORKS.get(0));
        double[] row = {0.1, 1e-50, -0.0, 3, 1.0 / 3, 1e30, -1e-40};
        float[] rounded = new float[INPUTS];
        for (int k = 0; k < INPUTS; k++) {
            rounded[k] = (float) row[k];
        }
        double[] outputs = new double[5];
        model.predictor().predict(row, outputs);
        float[] expected = model.predict(rounded);
        for (int k = 0; k < 5; k++) {
            assertEquals(expected[k], outputs[k]);
        }
        assertEquals(model.predictor().classify(rounded), model.predictor().classify(row));
        row[1] = 1e39;
        assertRefused(
                "feature 1 is 1.0E39, which exceeds the range of a float: expected at most"
                        + " 3.4028235E38",
                () -> model.predictor().predict(row, outputs));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void rejectsBadFeaturesAndLeavesOutputsUnchanged(Kind kind) {
        Model model = model(NETWORKS.get(0));
        for (int row : new int[] {0, 127, 128, 299}) {
            for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
                for (boolean scaled : new boolean[] {false, true}) {
                    Predictor predictor = model.predictor();
                    predictor = scaled ? predictor.withScaling(SCALING) : predictor;
                    assertRejectsBadFeature(predictor, kind, 300, row, bad);
                }
            }
        }
        // More outputs than a predictor holds back.
        assertRejectsBadFeature(model.predictor(), kind, 3500, 3499, Float.NaN);
    }

    private static void assertRejectsBadFeature(
            Predictor predictor, Kind kind, int rows, int row, float bad) {
        float[] x = rowMajor(floats(rows));
        x[row * INPUTS + 6] = bad;
        Numbers in = new Numbers(kind, x, INPUTS);
        float[] before = new float[rows * 5];
        Arrays.fill(before, CANARY);
        Numbers out = new Numbers(kind, before, 5);
        int[] classes = new int[rows];
        String message = "row " + row + ", feature 6 is " + bad + ": expected a finite number";
        assertRefused(message, () -> predict(predictor, in, rows, out));
        assertRefused(message, () -> classify(predictor, in, rows, classes));
        assertArrayEquals(before, out.values(before.length));
        assertArrayEquals(new int[rows], classes);
    }

    @Test
    void rejectsFeaturesThatOverflowWhenScaled() {
        Scaling tiny = Scaling.of(new double[INPUTS], filled(1e-30));
        Predictor predictor = model(NETWORKS.get(0)).predictor().withScaling(tiny);
        String message =
                "feature 2 is 1.0E20, which exceeds the range of a float after scaling with offset"
                        + " 0.0 and scale 1.0E-30: expected numbers like those of the training rows";
        float[] row = new float[INPUTS];
        row[2] = 1e20f;
        assertRefused(message, () -> predictor.predict(row, new float[5]));
        assertRefused(message, () -> predictor.classify(row));
        FeatureMatrix matrix = new FeatureMatrix(200, INPUTS);
        matrix.set(150, 2, 1e20f);
        FeatureMatrix outputs = new FeatureMatrix(200, 5);
        assertRefused("row 150, " + message, () -> predictor.predict(matrix, outputs));
        assertArrayEquals(new FeatureMatrix(200, 5).array(), outputs.array());
    }

    private static double[] filled(double value) {
        double[] numbers = new double[INPUTS];
        Arrays.fill(numbers, value);
        return numbers;
    }

    @Test
    void rejectsBuffersThatDoNotFit() {
        Predictor p = model(NETWORKS.get(0)).predictor();
        float[] x = new float[3 * INPUTS];
        float[] y = new float[3 * 5];
        assertRefused(
                "features has length 21: expected at least 28, 7 for each row",
                () -> p.predict(x, 4, new float[20]));
        assertRefused(
                "outputs has length 15: expected at least 20, 5 for each row",
                () -> p.predict(new float[28], 4, y));
        assertRefused("-1 rows: expected at least 0", () -> p.predict(x, -1, y));
        assertRefused(
                "features has length 21: expected at least 15032385529",
                () -> p.predict(x, Integer.MAX_VALUE, y));
        assertRefused(
                "classes has length 2: expected at least 3", () -> p.classify(x, 3, new int[2]));
        assertRefused(
                "features has length 20",
                () -> p.predict(FloatBuffer.wrap(x).position(1), 3, FloatBuffer.wrap(y)));
        assertRefused(
                "outputs is read-only",
                () -> p.predict(FloatBuffer.wrap(x), 3, FloatBuffer.wrap(y).asReadOnlyBuffer()));
        MemorySegment segment = MemorySegment.ofArray(x);
        assertRefused(
                "outputs is read-only",
                () -> p.predict(segment, 3, MemorySegment.ofArray(y).asReadOnly()));
        assertRefused(
                "outputs has length 14",
                () -> p.predict(segment, 3, MemorySegment.ofArray(y).asSlice(1)));
        assertRefused(
                "row 1 has 6 features for a network 7-40-17-5: expected 7",
                () -> p.predict(new float[][] {x7(), new float[6]}, new float[2][5]));
        assertRefused(
                "outputs has length 1: expected at least 2",
                () -> p.predict(new float[][] {x7(), x7()}, new float[1][5]));
        assertRefused(
                "row 1 of outputs has length 4: expected 5",
                () ->
                        p.predict(
                                new float[][] {x7(), x7()},
                                new float[][] {new float[5], new float[4]}));
        assertThrows(
                NullPointerException.class,
                () -> p.predict(new float[][] {x7(), null}, new float[2][5]));
        assertThrows(
                NullPointerException.class, () -> p.predict(new float[][] {x7()}, new float[1][]));
        assertRefused("6 features for a network", () -> p.predict(new double[6], new double[5]));
        assertRefused("outputs has length 4", () -> p.predict(new double[7], new double[4]));
        assertRefused(
                "scaling of 1 features for the network 7-40-17-5: expected 7",
                () -> p.withScaling(Scaling.of(new double[1], new double[] {1})));
        p.predict(x, 0, y); // nothing to do
        p.predict(new float[0][], new float[0][]);
        assertArrayEquals(new float[15], y);
        p.predict(FloatBuffer.wrap(x).asReadOnlyBuffer(), 3, FloatBuffer.wrap(y)); // inputs may be
        p.predict(segment.asReadOnly(), 3, MemorySegment.ofArray(y));
    }

    private static float[] x7() {
        return new float[INPUTS];
    }

    @Test
    void rejectsMemoryThatCannotBeAccessed() {
        Predictor p = model(NETWORKS.get(0)).predictor();
        MemorySegment outputs = MemorySegment.ofArray(new float[5]);
        MemorySegment released;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mine = arena.allocate(4 * INPUTS);
            released = mine;
            CompletionException e =
                    assertThrows(
                            CompletionException.class,
                            () ->
                                    CompletableFuture.runAsync(() -> p.predict(mine, 1, outputs))
                                            .join());
            assertTrue(e.getCause() instanceof WrongThreadException, e.toString());
        }
        assertThrows(IllegalStateException.class, () -> p.predict(released, 1, outputs));
        assertThrows(
                IllegalStateException.class,
                () -> p.predict(MemorySegment.ofArray(x7()), 1, released));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void reportsLayersThatDoNotConverge(int rows) {
        Layer impatient = Layer.tanh(4).withRecurrence(Recurrence.full().withMaxSweeps(1));
        Model model = Model.normal(Network.of(INPUTS, impatient), 0.5, new RandomState(1));
        float[] outputs = new float[rows * 4];
        assertThrows(
                ConvergenceException.class,
                () -> model.predictor().predict(rowMajor(floats(rows)), rows, outputs));
        assertArrayEquals(new float[rows * 4], outputs);
    }

    @Test
    void namesClasses() {
        Model five = model(NETWORKS.get(0));
        assertEquals("4", five.predictor().className(4));
        assertThrows(IndexOutOfBoundsException.class, () -> five.predictor().className(5));
        Model named = model(NETWORKS.get(1)).withClassNames(List.of("no", "yes"));
        Predictor predictor = named.predictor().withScaling(SCALING);
        assertEquals("yes", predictor.className(1));
        assertEquals("1", model(NETWORKS.get(1)).predictor().className(1));
        assertThrows(IndexOutOfBoundsException.class, () -> predictor.className(2));
        assertThrows(IndexOutOfBoundsException.class, () -> predictor.className(-1));
    }
}
