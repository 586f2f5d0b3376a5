package lanewise.benchmarks.jmh.gemm;

import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.tier.KernelProvider;

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

/** The product of two square matrices, packing included; {@link SgemmPeer} is its counterpart. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class SgemmKernel {
    /** Operands that are stored transposed. */
    @Param({"NN", "NT", "TN"})
    public Gemm.Form form;

    /** Rows and columns of all three matrices; 2 size³ operations. */
    @Param({"64", "128", "256", "512", "1024"})
    public int size;

    private SgemmProduct product;
    private Gemm gemm;
    private GemmWorkspace workspace;
    private float[] c;

    /** Creates the benchmark; JMH sets its parameters. */
    public SgemmKernel() {}

    /** Fills the operands. */
    @Setup
    public void prepare() {
        product = new SgemmProduct(form, size, size, size);
        gemm = KernelProvider.vector().gemm();
        workspace = new GemmWorkspace(size, size, size);
        c = new float[size * size];
        verify();
    }

    /** Checks the kernel's results, compiled or not. */
    @TearDown
    public void verify() {
        multiply();
        product.verify("vector " + form + " " + size, c);
        product.verifyBits("vector " + form + " " + size, c);
    }

    /**
     * Multiplies once.
     *
     * @return the product
     */
    @Benchmark
    public float[] multiply() {
        product.multiply(gemm, c, workspace);
        return c;
    }
}
