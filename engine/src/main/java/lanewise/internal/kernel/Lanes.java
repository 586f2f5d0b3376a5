package lanewise.internal.kernel;

/**
 * The sixteen virtual lanes of the numerics contract: one 512-bit vector of floats, emulated where
 * vectors are shorter.
 */
public final class Lanes {

    /** Number of virtual lanes, a power of two. */
    public static final int COUNT = 16;

    private Lanes() {}

    /**
     * Rounds up to a multiple of {@link #COUNT}.
     *
     * @param n a number of floats, at least 0
     * @return the smallest multiple of {@link #COUNT} that is at least {@code n}
     * @throws ArithmeticException if it exceeds the range of int
     */
    public static int pad(int n) {
        return Math.addExact(n, COUNT - 1) & -COUNT;
    }

    /**
     * Sets sixteen lanes to zero.
     *
     * @param lanes the lanes, {@link #COUNT} of them from index 0
     */
    public static void clear(float[] lanes) {
        for (int lane = 0; lane < COUNT; lane++) {
            lanes[lane] = 0f;
        }
    }

    /**
     * Sums sixteen lanes by a fixed tree: lanes at distance 8 first, then 4, 2 and 1. The lanes are
     * overwritten.
     *
     * @param lanes the lanes, {@link #COUNT} of them from index 0
     * @return their sum
     */
    public static float fold(float[] lanes) {
        for (int distance = COUNT / 2; distance >= 1; distance /= 2) {
            for (int lane = 0; lane < distance; lane++) {
                lanes[lane] += lanes[lane + distance];
            }
        }
        return lanes[0];
    }
}
