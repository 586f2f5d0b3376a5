package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;
import lanewise.train.TrainingRun;

import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;

/**
 * Training steps and the same in C with OpenBLAS, alternating in one JVM, for the reason given in
 * {@link IrisPair}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 10,
        jvmArgsPrepend = {
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED"
        })
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
public class StepPair {
    /** Floating-point operations per turn of each side: about a millisecond. */
    private static final double FLOPS = 5e7;

    /**
     * Number of steps before the two are compared: one changes many parameters by an ulp or two.
     */
    private static final int CHECKED = 100;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param({NetworkShape.DIGITS, NetworkShape.MNIST, NetworkShape.LARGE})
    public String network;

    private TrainingRun run;
    private CStep inC;
    private int steps;

    /** Creates the benchmark; JMH sets its parameters. */
    public StepPair() {}

    /**
     * The obstacle to measuring C.
     *
     * @return the reason and its remedy in one line; empty if there is none
     */
    public static String obstacle() {
        return CStep.obstacle();
    }

    /**
     * Checks both and starts them.
     *
     * @throws IllegalStateException if C cannot be measured here, or the two do not agree
     */
    @Setup
    public void prepare() {
        NetworkShape shape = NetworkShape.parse(network);
        StepTraining training = new StepTraining(network, StepTraining.fastest(shape), 1);
        training.verify();
        run = training.begin();
        inC = new CStep(shape);
        run.advance(CHECKED);
        inC.advance(CHECKED);
        training.requireNear(inC.parameters(), run.model().parameters());
        steps = (int) Math.max(1, FLOPS / shape.stepFlops());
    }

    /** The shares of a JMH iteration's time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Shares {
        /** Nanoseconds in the engine. */
        public long engine;

        /** Nanoseconds in C. */
        public long control;

        /** Number of steps of each. */
        public long steps;

        /** Creates the benchmark; JMH sets its parameters. */
        public Shares() {}
    }

    /**
     * Makes the same number of steps with each.
     *
     * @param shares receives the times
     * @param results receives the results
     */
    @Benchmark
    public void train(Shares shares, Blackhole results) {
        long start = System.nanoTime();
        run.advance(steps);
        long between = System.nanoTime();
        inC.advance(steps);
        shares.engine += between - start;
        shares.control += System.nanoTime() - between;
        shares.steps += steps;
        results.consume(run);
        results.consume(inC);
    }
}
