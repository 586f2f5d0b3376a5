package lanewise.benchmarks.jmh.gemm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import lanewise.benchmarks.workload.NativeEnvironment;
import lanewise.internal.kernel.Gemm.Form;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** OpenBLAS on one thread, if installed. */
@SuppressWarnings("restricted")
public final class OpenBlas {

    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;

    /** Plain names first, for the loader's own search; then the paths of distributions. */
    private static final List<String> NAMES =
            List.of(
                    "libopenblas.so.0",
                    "libopenblas.so",
                    "/usr/lib/x86_64-linux-gnu/libopenblas.so.0",
                    "/usr/lib/aarch64-linux-gnu/libopenblas.so.0",
                    "/usr/lib64/libopenblas.so.0",
                    "/usr/local/lib/libopenblas.so",
                    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib");

    private static final Linker LINKER = Linker.nativeLinker();

    private static final Optional<SymbolLookup> LIBRARY = find();

    private OpenBlas() {}

    /**
     * The obstacle to measuring OpenBLAS.
     *
     * @return the reason and its remedy in one line; empty if it is installed
     */
    public static String obstacle() {
        return LIBRARY.isPresent()
                ? ""
                : "OpenBLAS is not installed, so it is not measured beside the engine; on Debian"
                        + " and Ubuntu, apt-get install libopenblas0-pthread";
    }

    /**
     * The library.
     *
     * @throws IllegalStateException if it is missing
     */
    private static SymbolLookup library() {
        return LIBRARY.orElseThrow(() -> new IllegalStateException(obstacle()));
    }

    private static Optional<SymbolLookup> find() {
        NativeEnvironment.prepareOpenBlas();
        for (String name : NAMES) {
            try {
                return Optional.of(
                        name.startsWith("/")
                                ? SymbolLookup.libraryLookup(Path.of(name), Arena.global())
                                : SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException e) {
                // Not there: the next one.
            }
        }
        return Optional.empty();
    }

    /**
     * The processor that the selected kernels were written for.
     *
     * @return such as {@code SkylakeX}
     * @throws IllegalStateException if OpenBLAS is missing
     */
    public static String core() {
        MethodHandle name =
                LINKER.downcallHandle(
                        library().findOrThrow("openblas_get_corename"),
                        FunctionDescriptor.of(ADDRESS));
        try {
            return ((MemorySegment) name.invokeExact()).reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException("openblas_get_corename could not be called", e);
        }
    }

    /**
     * The address of {@code cblas_sgemm}, for C.
     *
     * @return the address
     * @throws IllegalStateException if OpenBLAS is missing
     */
    public static MemorySegment sgemm() {
        return library().findOrThrow("cblas_sgemm");
    }

    /** One product, for repeated computation. */
    static final class Sgemm implements AutoCloseable {
        /** A constant, so that C2 inlines the call. */
        private static final MethodHandle FUNCTION =
                LINKER.downcallHandle(
                        library().findOrThrow("cblas_sgemm"),
                        FunctionDescriptor.ofVoid(
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_INT,
                                JAVA_FLOAT,
                                ADDRESS,
                                JAVA_INT,
                                ADDRESS,
                                JAVA_INT,
                                JAVA_FLOAT,
                                ADDRESS,
                                JAVA_INT));

        private final SgemmProduct product;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment a;
        private final MemorySegment b;
        private final MemorySegment c;

        /** Copies the operands off heap. */
        Sgemm(SgemmProduct product) {
            this.product = product;
            a = copy(product.a);
            b = copy(product.b);
            c = copy(new float[product.m * product.n]);
        }

        private MemorySegment copy(float[] values) {
            return arena.allocate(JAVA_FLOAT.byteSize() * values.length, 64)
                    .copyFrom(MemorySegment.ofArray(values));
        }

        void multiply() {
            try {
                FUNCTION.invokeExact(
                        ROW_MAJOR,
                        product.form == Form.TN ? TRANSPOSE : NO_TRANSPOSE,
                        product.form == Form.NT ? TRANSPOSE : NO_TRANSPOSE,
                        product.m,
                        product.n,
                        product.k,
                        1f,
                        a,
                        product.lda,
                        b,
                        product.ldb,
                        0f,
                        c,
                        product.n);
            } catch (Throwable e) {
                throw new IllegalStateException("cblas_sgemm could not be called", e);
            }
        }

        float[] result() {
            return c.toArray(JAVA_FLOAT);
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
