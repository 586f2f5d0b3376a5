package lanewise.internal.kernel;

/**
 * Buffers for the packed operands of {@link lanewise.internal.kernel.gemm.VectorGemm}, allocated
 * once for any number of products. Confined to one thread at a time.
 */
public final class GemmWorkspace {

    /** Number of rows of a usual tile of {@code C}. */
    public static final int MR = 6;

    /** Number of rows of a tall tile of {@code C}. */
    public static final int TALL = 8;

    /**
     * Distance between the terms of a packed tile of {@code A}. It is a divisor of the distance
     * between those of {@code B}, so that one counter can serve both; two floats are unused.
     */
    public static final int TERM = 8;

    /** Maximum number of rows of {@code C} per pass over a packed block of {@code B}. */
    public static final int MC = 96;

    /** Maximum number of columns of a packed block of {@code B}. */
    public static final int NC = 512;

    /** Maximum number of terms added to a tile of {@code C} by one call of a micro-kernel. */
    public static final int KC = 512;

    /** Padding in floats, so that a full vector can be read or written at the last element. */
    private static final int SLACK = Lanes.COUNT;

    /** Tiles of six rows of {@code A}, each packed term by term, where {@code A} is packed. */
    public final float[] a;

    /** Panels of columns of {@code B}, each packed term by term. */
    public final float[] b;

    /** Working memory of {@link lanewise.internal.kernel.vector.VectorTranspose#block}. */
    public final float[] block = new float[Lanes.COUNT * Lanes.COUNT];

    /** Tile of {@code C} that extends past the last row or column. */
    public final float[] c;

    /**
     * Allocates the buffers.
     *
     * @param m maximum number of rows of {@code C}
     * @param n maximum number of columns of {@code C}
     * @param k maximum number of terms of a sum
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public GemmWorkspace(int m, int n, int k) {
        if (m < 1 || n < 1 || k < 1) {
            throw new IllegalArgumentException(
                    "workspace for a product of m = "
                            + m
                            + ", n = "
                            + n
                            + ", k = "
                            + k
                            + ": all three must be at least 1");
        }
        int terms = Math.min(k, KC);
        a = new float[tileStride(terms) * ((Math.min(m, MC) + MR - 1) / MR)];
        b = new float[Lanes.pad(Math.min(n, NC)) * terms + SLACK];
        c = new float[TALL * Lanes.COUNT];
    }

    /**
     * Returns the distance between packed tiles of {@code A}: their elements plus a gap, so that
     * tiles do not start in the same cache set.
     */
    public static int tileStride(int terms) {
        return TERM * terms + Lanes.COUNT;
    }
}
