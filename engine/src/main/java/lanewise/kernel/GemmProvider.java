package lanewise.kernel;

/** Hands out matrix multiplication. Thread-safe. */
public final class GemmProvider {

    private static final Gemm SCALAR = new ScalarGemm();

    private GemmProvider() {}

    /**
     * The scalar multiplication, which runs everywhere.
     *
     * @return the multiplication
     */
    public static Gemm scalar() {
        return SCALAR;
    }

    /**
     * The multiplication on vectors.
     *
     * @return the multiplication
     * @throws IllegalStateException if it cannot run here; the message says why and what to do
     */
    public static Gemm vector() {
        KernelProvider.vector(); // for its exception
        return Vector.GEMM;
    }

    /** Loads the classes of the Vector API only where they are wanted. */
    private static final class Vector {
        static final Gemm GEMM = new VectorGemm();
    }
}
