package lanewise.testing;

import java.util.Random;

/**
 * Property-based tests on generated cases. Each case draws its data from one generator, so that a
 * failure can be replayed: the failure reports the seed and the case, and {@code -Dlanewise.case=…}
 * runs that case alone. {@code -Dlanewise.testScale=…} multiplies the number of cases.
 */
public final class Cases {
    /** How many times longer than in the build the tests with a free choice of length are. */
    public static final int SCALE = Integer.getInteger("lanewise.testScale", 1);

    private static final Long ONLY = Long.getLong("lanewise.case");

    /** A property that must hold for any case. */
    @FunctionalInterface
    public interface Property {
        /**
         * Tests one case.
         *
         * @param random generator of the case
         * @throws Exception if the property does not hold
         */
        void holds(Random random) throws Exception;
    }

    private Cases() {}

    /**
     * Tests many cases.
     *
     * @param seed seed of all cases
     * @param count number of cases in the build
     * @param property the property to test
     */
    public static void check(long seed, int count, Property property) {
        long first = ONLY == null ? 0 : ONLY;
        long end = ONLY == null ? (long) count * SCALE : ONLY + 1;
        for (long number = first; number < end; number++) {
            try {
                property.holds(new Random(seed * 1_000_003 + number));
            } catch (Throwable e) {
                throw new AssertionError(
                        "case "
                                + number
                                + " of seed "
                                + seed
                                + " (alone: -Dlanewise.case="
                                + number
                                + "): "
                                + e,
                        e);
            }
        }
    }

    /**
     * Draws one of several values.
     *
     * @param <T> type of the values
     * @param random the generator
     * @param values the values
     * @return one of the values
     */
    @SafeVarargs
    public static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /**
     * Draws an integer: often a small one, often one near a limit of int or of the sizes of arrays,
     * layers and padding.
     *
     * @param random the generator
     * @return any int
     */
    public static int anyInt(Random random) {
        int near =
                pick(
                        random,
                        0,
                        1,
                        16,
                        1 << 16,
                        46_341, // the square root of 2^31
                        1 << 24,
                        1 << 27, // 2^31 / 16
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE - 16,
                        Integer.MIN_VALUE);
        return random.nextInt(10) == 0 ? random.nextInt() : near + random.nextInt(-2, 3);
    }

    /**
     * Draws a number: often an ordinary one, often zero, a limit, an infinity or NaN.
     *
     * @param random the generator
     * @return any double
     */
    public static double anyDouble(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextDouble();
            default ->
                    pick(
                            random,
                            0.0,
                            -0.0,
                            1.0,
                            -1.0,
                            Math.nextDown(1.0),
                            Math.nextUp(1.0),
                            Double.MIN_VALUE,
                            Double.MAX_VALUE,
                            (double) Float.MIN_VALUE,
                            (double) Float.MAX_VALUE,
                            1e-40,
                            1e39,
                            Double.NaN,
                            Double.POSITIVE_INFINITY,
                            Double.NEGATIVE_INFINITY);
        };
    }
}
