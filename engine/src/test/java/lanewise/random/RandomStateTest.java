package lanewise.random;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link RandomState} against numbers drawn by NumPy, and its argument checks. */
class RandomStateTest {
    private static final String REFERENCE = "reference/numpy_random_state.csv";

    /** One kind of draw from one seed, with NumPy's values in order. */
    record Draws(long seed, String draw, List<String> values) {
        @Override
        public String toString() {
            return "seed " + seed + ", " + draw;
        }
    }

    static Stream<Draws> numpy() {
        List<String[]> rows = ReferenceFiles.rows(REFERENCE);
        return rows.stream()
                .map(row -> row[0] + "," + row[1])
                .distinct()
                .map(
                        key ->
                                new Draws(
                                        Long.parseLong(key.split(",")[0]),
                                        key.split(",")[1],
                                        rows.stream()
                                                .filter(row -> key.equals(row[0] + "," + row[1]))
                                                .map(row -> row[3])
                                                .toList()));
    }

    @ParameterizedTest
    @MethodSource("numpy")
    void matchesNumpy(Draws numpy) {
        RandomState random = new RandomState(numpy.seed);
        int n = numpy.values.size();
        switch (numpy.draw) {
            case "uint32" ->
                    assertEquals(
                            parsed(numpy, Long::valueOf),
                            Stream.generate(random::nextUint32).limit(n).toList());
            case "random_sample" ->
                    assertEquals(
                            parsed(numpy, Double::valueOf),
                            Stream.generate(random::randomSample).limit(n).toList());
            case "standard_normal" ->
                    assertEquals(
                            parsed(numpy, Double::valueOf),
                            Stream.generate(random::standardNormal).limit(n).toList());
            case "permutation_150" ->
                    assertEquals(
                            parsed(numpy, Integer::valueOf),
                            Arrays.stream(random.permutation(150)).boxed().toList());
            default ->
                    throw new AssertionError(
                            "no test for draw " + numpy.draw + " of the reference");
        }
    }

    @Test
    void testsEveryRowOfTheReference() {
        List<Draws> draws = numpy().toList();

        assertEquals(5 * 4, draws.size());
        assertEquals(
                ReferenceFiles.rows(REFERENCE).size(),
                draws.stream().mapToInt(d -> d.values.size()).sum());
    }

    @Test
    void drawsTheStartWeightsOfTheReferenceNetwork() {
        double[] expected =
                ReferenceFiles.rows("reference/iris_seed10_weights.csv").stream()
                        .filter(row -> row[0].equals("start"))
                        .mapToDouble(row -> Double.parseDouble(row[4]))
                        .toArray();

        assertEquals(14, expected.length);
        assertArrayEquals(expected, new RandomState(10).normal(0, 0.5, 14));
    }

    @Test
    void matchesUniformNumbersOfNumpy() {
        Map<List<String>, List<String[]>> draws =
                ReferenceFiles.rows("reference/numpy_uniform.csv").stream()
                        .collect(Collectors.groupingBy(row -> List.of(row[0], row[1], row[2])));
        assertEquals(3 * 7, draws.size());
        draws.forEach(
                (draw, rows) -> {
                    long seed = Long.parseLong(draw.get(0));
                    double low = Double.parseDouble(draw.get(1));
                    double high = Double.parseDouble(draw.get(2));
                    double[] expected =
                            rows.stream().mapToDouble(row -> Double.parseDouble(row[4])).toArray();
                    RandomState random = new RandomState(seed);

                    assertEquals(20, expected.length);
                    assertArrayEquals(
                            expected,
                            IntStream.range(0, 20)
                                    .mapToDouble(k -> random.uniform(low, high))
                                    .toArray(),
                            draw::toString);
                    assertArrayEquals(
                            expected, new RandomState(seed).uniform(low, high, 20), draw::toString);
                });
    }

    /**
     * NumPy: {@code r = np.random.RandomState(3); r.standard_normal(); r.random_sample();
     * r.normal(100, 2); …}.
     */
    @Test
    void keepsTheSecondNormalAcrossOtherDraws() {
        RandomState random = new RandomState(3);

        assertEquals(1.7886284734303186, random.standardNormal());
        assertEquals(0.2909047389129443, random.randomSample());
        assertEquals(100.87301970102398, random.normal(100, 2));
        assertEquals(0.9805538702908831, random.standardNormal());
    }

    /**
     * NumPy: {@code r = np.random.RandomState(7); v = np.array([5, 5, -1, 9, 0, 2]); r.shuffle(v);
     * v; r.randint(…)}.
     */
    @Test
    void shufflesAsNumpy() {
        int[] values = {5, 5, -1, 9, 0, 2};
        RandomState random = new RandomState(7);

        random.shuffle(values);

        assertArrayEquals(new int[] {9, 2, 5, -1, 5, 0}, values);
        assertEquals(2312822158L, random.nextUint32());
    }

    /**
     * NumPy: {@code np.random.RandomState(0).randint(0, 2**32, 5000, dtype=np.uint32)}, which
     * regenerates the state eight times.
     */
    @Test
    void matchesNumpyAfterTheStateIsRegenerated() {
        RandomState random = new RandomState(0);
        long[] values = Stream.generate(random::nextUint32).limit(5000).mapToLong(v -> v).toArray();

        assertEquals(10_829_984_638_764L, Arrays.stream(values).sum());
        assertEquals(1_142_749_479L, values[4999]);
    }

    /**
     * NumPy: {@code np.random.RandomState(5).permutation(100000)}, whose masked draws need 17 bits.
     */
    @Test
    void largePermutationMatchesNumpy() {
        int[] order = new RandomState(5).permutation(100_000);

        assertArrayEquals(
                new int[] {60_743, 33_949, 52_805, 11_804, 9_229}, Arrays.copyOf(order, 5));
        long checksum = IntStream.range(0, order.length).mapToLong(i -> (long) i * order[i]).sum();
        assertEquals(250_033_847_655_411L, checksum);
    }

    @Test
    void arraysEqualSingleDraws() {
        RandomState one = new RandomState(99);
        RandomState many = new RandomState(99);

        assertArrayEquals(
                IntStream.range(0, 7).mapToDouble(i -> one.randomSample()).toArray(),
                many.randomSample(7));
        assertArrayEquals(
                IntStream.range(0, 7).mapToDouble(i -> one.normal(-2, 3)).toArray(),
                many.normal(-2, 3, 7));
        assertArrayEquals(
                IntStream.range(0, 8).mapToDouble(i -> one.normal(1, 0)).toArray(),
                many.normal(1, 0, 8));
    }

    @Test
    void emptyDrawsConsumeNothing() {
        RandomState random = new RandomState(1);

        assertEquals(0, random.randomSample(0).length);
        assertEquals(0, random.normal(0, 1, 0).length);
        assertEquals(0, random.uniform(0, 1, 0).length);
        assertArrayEquals(new int[0], random.permutation(0));
        assertArrayEquals(new int[] {0}, random.permutation(1));
        assertEquals(new RandomState(1).nextUint32(), random.nextUint32());
    }

    @Test
    void zeroScaleGivesTheMean() {
        assertArrayEquals(new double[] {4.5, 4.5, 4.5}, new RandomState(1).normal(4.5, 0, 3));
    }

    @Test
    void seedsDiffer() {
        assertNotEquals(new RandomState(0).nextUint32(), new RandomState(1).nextUint32());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4_294_967_296L, Long.MIN_VALUE, Long.MAX_VALUE})
    void rejectsSeedsOutOfRange(long seed) {
        assertRejected(
                "seed "
                        + seed
                        + " is out of range: expected 0 to 4294967295 (2^32 - 1), as in NumPy",
                () -> new RandomState(seed));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsInvalidScales(double scale) {
        RandomState random = new RandomState(1);
        String message =
                "scale "
                        + scale
                        + " is not a standard deviation: expected a finite number, at least 0";

        assertRejected(message, () -> random.normal(0, scale));
        assertRejected(message, () -> random.normal(0, scale, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void rejectsNonFiniteMeans(double mean) {
        RandomState random = new RandomState(1);
        String message = "mean " + mean + " is not finite: expected a finite number";

        assertRejected(message, () -> random.normal(mean, 1));
        assertRejected(message, () -> random.normal(mean, 1, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1",
        "0, NaN",
        "-Infinity, 0",
        "0, Infinity",
        "-Infinity, -Infinity",
        "-1e308, 1e308"
    })
    void rejectsNonFiniteRanges(double low, double high) {
        RandomState random = new RandomState(1);
        String message =
                "uniform from "
                        + low
                        + " to "
                        + high
                        + ": expected finite ends with a finite distance";

        assertRejected(message, () -> random.uniform(low, high));
        assertRejected(message, () -> random.uniform(low, high, 3));
        assertEquals(new RandomState(1).nextUint32(), random.nextUint32());
    }

    @Test
    void rejectsNegativeCounts() {
        RandomState random = new RandomState(1);
        String message = "n -1 is negative: expected the number of draws, at least 0";

        assertRejected(message, () -> random.randomSample(-1));
        assertRejected(message, () -> random.normal(0, 1, -1));
        assertRejected(message, () -> random.uniform(0, 1, -1));
        assertRejected(message, () -> random.permutation(-1));
    }

    /**
     * NumPy 2.4.6: {@code RandomState(4)}, 1000 doubles, 3 normal deviates, {@code get_state()}.
     */
    @Test
    void stateMatchesNumpy() throws NoSuchAlgorithmException {
        RandomState random = new RandomState(4);
        random.randomSample(1000);
        for (int k = 0; k < 3; k++) {
            random.standardNormal();
        }
        RandomState.State state = random.state();
        assertEquals(136, state.position());
        assertEquals(0.06433401660888474, state.secondNormal().getAsDouble());
        ByteBuffer words = ByteBuffer.allocate(4 * 624).order(ByteOrder.LITTLE_ENDIAN);
        words.asIntBuffer().put(state.key());
        assertEquals(
                "a447b116d5add666041b9576408de3a6885b3be32c32bc93f41094e698c28fcc",
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(words.array())));
        assertEquals(0.26004543586644346, random.randomSample());
        for (int k = 0; k < 2; k++) { // a state can be used repeatedly
            RandomState again = new RandomState(state);
            assertEquals(state, again.state());
            assertEquals(state.hashCode(), again.state().hashCode());
            assertEquals(0.26004543586644346, again.randomSample());
            assertEquals(0.06433401660888474, again.standardNormal());
            assertEquals(0.28663566570981325, again.randomSample());
            assertNotEquals(state, again.state());
        }
    }

    @Test
    void newGeneratorHasUsedAllWords() {
        RandomState.State state = new RandomState(7).state();
        assertEquals(624, state.position());
        assertEquals(new RandomState(7).nextUint32(), new RandomState(state).nextUint32());
        state.key()[3] = 0; // a copy
        assertEquals(new RandomState(7).state(), state);
    }

    @Test
    void rejectsInvalidStates() {
        int[] key = new RandomState(1).state().key();
        OptionalDouble none = OptionalDouble.empty();
        assertRejected(
                "a key of 3 words: expected 624", () -> new RandomState.State(new int[3], 1, none));
        for (int position : new int[] {-1, 625}) {
            assertRejected(
                    "position " + position + ": expected 0 to 624",
                    () -> new RandomState.State(key, position, none));
        }
        assertRejected(
                "secondNormal NaN: expected a finite number or empty",
                () -> new RandomState.State(key, 1, OptionalDouble.of(Double.NaN)));
        int[] zeros = new int[624];
        zeros[0] = 0x7FFF_FFFF; // unused bits
        assertRejected(
                "all words of the key are 0, so all numbers would be 0: expected a state that a seed"
                        + " produces",
                () -> new RandomState.State(zeros, 1, none));
        assertThrows(NullPointerException.class, () -> new RandomState.State(null, 1, none));
        assertThrows(NullPointerException.class, () -> new RandomState.State(key, 1, null));
        assertThrows(NullPointerException.class, () -> new RandomState(null));
    }

    @Test
    void threadsThatShareAStateDrawEachNumberOnce() throws InterruptedException {
        int each = 20_000;
        RandomState shared = new RandomState(1);
        double[][] drawn = new double[4][each];
        List<Thread> threads =
                Stream.of(drawn)
                        .map(
                                own ->
                                        Thread.ofPlatform()
                                                .start(
                                                        () ->
                                                                Arrays.setAll(
                                                                        own,
                                                                        _ -> shared.normal(0, 1))))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        double[] all = Stream.of(drawn).flatMapToDouble(Arrays::stream).sorted().toArray();
        double[] expected = new RandomState(1).normal(0, 1, drawn.length * each);
        Arrays.sort(expected);
        assertArrayEquals(expected, all);
    }

    @Test
    void rejectsShufflingNull() {
        RandomState random = new RandomState(1);

        NullPointerException e =
                assertThrows(NullPointerException.class, () -> random.shuffle(null));

        assertEquals("values must not be null", e.getMessage());
    }

    private static <T> List<T> parsed(Draws draws, Function<String, T> parser) {
        return draws.values.stream().map(parser).toList();
    }

    private static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    /** {@code RandomState(3).randint(10, size=8)}; bounds of 1 draw nothing. */
    @Test
    void drawsWholeNumbersAsNumpy() {
        int[] numpy = {8, 9, 3, 8, 8, 0, 5, 3};
        assertArrayEquals(numpy, new RandomState(3).randint(10, 8));
        RandomState random = new RandomState(3);
        for (int expected : numpy) {
            assertArrayEquals(new int[] {0, 0}, random.randint(1, 2));
            assertEquals(0, random.randint(1));
            assertEquals(expected, random.randint(10));
        }
        assertRefused("bound 0: expected at least 1", () -> new RandomState(1).randint(0));
        assertRefused("bound -1: expected at least 1", () -> new RandomState(1).randint(-1, 2));
        assertRefused("n -1 is negative", () -> new RandomState(1).randint(2, -1));
    }
}
