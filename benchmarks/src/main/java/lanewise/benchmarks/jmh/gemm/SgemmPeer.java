package lanewise.benchmarks.jmh.gemm;

import lanewise.internal.kernel.Gemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/** The products of {@link SgemmKernel} by OpenBLAS on one thread, off heap and aligned. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsPrepend = {
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED"
        })
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class SgemmPeer {
    /** Operands that are stored transposed. */
    @Param({"NN", "NT", "TN"})
    public Gemm.Form form;

    /** Rows and columns of all three matrices; 2 size³ operations. */
    @Param({"64", "128", "256", "512", "1024"})
    public int size;

    private SgemmProduct product;
    private OpenBlas.Sgemm sgemm;

    /** Creates the benchmark; JMH sets its parameters. */
    public SgemmPeer() {}

    /**
     * Fills the operands and checks OpenBLAS's results.
     *
     * @throws IllegalStateException if OpenBLAS is missing
     */
    @Setup
    public void prepare() {
        if (!OpenBlas.obstacle().isEmpty()) {
            throw new IllegalStateException(OpenBlas.obstacle());
        }
        product = new SgemmProduct(form, size, size, size);
        sgemm = new OpenBlas.Sgemm(product);
        sgemm.multiply();
        product.verify("OpenBLAS " + form + " " + size, sgemm.result());
    }

    /** Frees the operands. */
    @TearDown
    public void close() {
        sgemm.close();
    }

    /**
     * Multiplies once.
     *
     * @return the product
     */
    @Benchmark
    public Object multiply() {
        sgemm.multiply();
        return sgemm;
    }
}
