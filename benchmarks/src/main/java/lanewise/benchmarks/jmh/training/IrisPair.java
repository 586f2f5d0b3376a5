package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.IrisReference;
import lanewise.benchmarks.workload.IrisTraining;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/**
 * {@link IrisLoop} and the same in C, plain or with intrinsics, alternating in one JVM, a training
 * each, in twenty JVMs: measures how reliably the loop is compiled. On a shared machine the
 * processor's speed changes by half within minutes, which no repetition removes from the times of
 * single forks. The C code is the same machine code in every JVM and runs on the same processor
 * some milliseconds before and after ours, so that differences of the ratio between JVMs are due to
 * the JIT compiler.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 20, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class IrisPair {
    /** The implementation measured beside C. */
    @Param("specialised")
    public String implementation;

    /** The implementation in C: plain loops, or by the engine's algorithm. */
    @Param({IrisTraining.C, IrisTraining.C_INTRINSICS})
    public String control;

    /** True to record error and accuracy of each iteration. */
    @Param("true")
    public boolean history;

    private IrisTraining ours;
    private IrisTraining inC;

    /** Creates the benchmark; JMH sets its parameters. */
    public IrisPair() {}

    /**
     * Prepares both trainings and checks their results.
     *
     * @throws IllegalStateException if the C library has not been built, or has no such function
     */
    @Setup
    @TearDown
    public void prepare() {
        ours = IrisTraining.of(implementation, history);
        inC = IrisTraining.of(control, history);
        IrisReference.read().verify(implementation, history, ours.train());
        IrisReference.read().verify(control, history, inC.train());
    }

    /** The shares of a JMH iteration's time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Shares {
        /** Nanoseconds in the engine. */
        public long engine;

        /** Nanoseconds in C. */
        public long control;

        /** Creates the benchmark; JMH sets its parameters. */
        public Shares() {}
    }

    /**
     * Trains once with each; each takes milliseconds, reading the clock about twenty nanoseconds.
     *
     * @param shares receives the times
     * @param results receives the results
     */
    @Benchmark
    @OperationsPerInvocation(2 * IrisData.ITERATIONS)
    public void train(Shares shares, Blackhole results) {
        long start = System.nanoTime();
        results.consume(ours.train());
        long between = System.nanoTime();
        results.consume(inC.train());
        shares.engine += between - start;
        shares.control += System.nanoTime() - between;
    }
}
