package lanewise.internal.kernel;

/**
 * The buffers into which {@link lanewise.internal.kernel.gemm.VectorGemm} packs blocks of its
 * operands, allocated once for any number of products. For one thread at a time.
 */
public final class GemmWorkspace {

    /** Rows of a tile of {@code C}, the accumulators of one micro-kernel. */
    public static final int MR = 6;

    /** The largest number of rows of {@code C} between two passes over a block of {@code B}. */
    public static final int MC = 96;

    /** The largest number of columns of a packed block of {@code B}. */
    public static final int NC = 512;

    /** The largest number of terms by which a tile of {@code C} grows at once. */
    public static final int KC = 512;

    /** So that a whole vector may be read or written at the last element. */
    private static final int SLACK = Lanes.COUNT;

    /** Tiles of six rows of {@code A}, each term by term. */
    public final float[] a;

    /** Panels of columns of {@code B}, each term by term. */
    public final float[] b;

    /** A square being transposed. */
    public final float[] block = new float[Lanes.COUNT * Lanes.COUNT];

    /** A tile of {@code C} that hangs over its edge. */
    public final float[] c;

    /**
     * Allocates the buffers.
     *
     * @param m the largest number of rows of {@code C}
     * @param n the largest number of columns of {@code C}
     * @param k the largest number of terms of a sum
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
        c = new float[MR * Lanes.COUNT];
    }

    /**
     * The distance between packed tiles of {@code A}: their elements, and a gap, so that the tiles
     * do not begin in the same set of a cache.
     */
    public static int tileStride(int terms) {
        return MR * terms + Lanes.COUNT;
    }
}
