package lanewise.benchmarks.jmh.models;

import lanewise.Initializer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.benchmarks.workload.NetworkShape;
import lanewise.benchmarks.workload.Task;
import lanewise.data.Dataset;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Models of different seeds that a group trains side by side in the lanes of vectors, and the same
 * one by one with the fastest tier and with {@link Tier#AUTO}, alternating in one JVM on one
 * thread: the ratios are free of the speed that a shared machine has at the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ManyModelsPair {
    /** One of the smaller networks, for a quick session. */
    public static final String SMALL = "4-2-3 x 8";

    /** Number of models: two vectors of 512 bits. */
    static final int MODELS = 32;

    /** Number of rows that each model sees in a turn, at least: some milliseconds of a group. */
    private static final int ROWS = 5000;

    /** The network and the rows of its batches, in the syntax of {@link NetworkShape#parse}. */
    @Param({"4-2-3 x 1", SMALL, "4-2-3 x 16", "64-32-10 x 4", "64-32-10 x 8"})
    public String network;

    private List<TrainingRequest> sideBySide;
    private List<TrainingRequest> oneByOne;
    private List<TrainingRequest> auto;
    private long steps;

    /** Creates the benchmark; JMH sets its parameters. */
    public ManyModelsPair() {}

    /**
     * Prepares the trainings and compares their results.
     *
     * @throws IllegalStateException if other kernels train, or a bit of a parameter differs
     */
    @Setup
    public void prepare() {
        prepare(ROWS);
    }

    void prepare(int rows) {
        NetworkShape shape = NetworkShape.parse(network);
        Task task = shape.sizes().equals(Task.IRIS.sizes()) ? Task.IRIS : Task.DIGITS;
        Dataset data = task.data().train();
        Trainer trainer =
                Trainer.of(new Sgd(0.1))
                        .withBatches(shape.rows())
                        .withEpochs(Math.ceilDiv(rows, data.rows()))
                        .withoutHistory()
                        .withThreads(1);
        sideBySide = requests(task.start().network(), trainer.withTier(Tier.VECTOR), data);
        oneByOne = requests(task.start().network(), trainer.withTier(Tier.SPECIALISED), data);
        auto = requests(task.start().network(), trainer.withTier(Tier.AUTO), data);
        verify();
    }

    private static List<TrainingRequest> requests(Network network, Trainer trainer, Dataset data) {
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < MODELS; seed++) {
            Model start =
                    Model.initialize(network, Initializer.glorotUniform(), new RandomState(seed));
            requests.add(TrainingRequest.of(start, trainer.withSeed(seed), data));
        }
        return requests;
    }

    private void verify() {
        List<TrainingResult> group = Ways.group(sideBySide, 1);
        var fastest = Ways.oneByOne(oneByOne);
        group.forEach(result -> Ways.requireKernels("stacked", result.kernels()));
        fastest.forEach(run -> Ways.requireKernels("specialised", run.kernels()));
        Ways.requireSameBits(group, fastest);
        Ways.requireSameBits(group, Ways.oneByOne(auto));
        steps = group.stream().mapToLong(TrainingResult::iterations).sum();
    }

    /** The shares of a JMH iteration's time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Shares {
        /** Nanoseconds of the group. */
        public long sideBySide;

        /** Nanoseconds of the models one by one, with the fastest tier. */
        public long oneByOne;

        /** Nanoseconds of the models one by one, with {@link Tier#AUTO}. */
        public long auto;

        /** Number of steps of all models, for each way. */
        public long steps;

        /** Creates the benchmark; JMH sets its parameters. */
        public Shares() {}
    }

    /**
     * Trains all models once in each way.
     *
     * @param shares receives the times
     * @param results receives the results
     */
    @Benchmark
    public void train(Shares shares, Blackhole results) {
        long start = System.nanoTime();
        results.consume(Ways.group(sideBySide, 1));
        long second = System.nanoTime();
        results.consume(Ways.oneByOne(oneByOne));
        long third = System.nanoTime();
        results.consume(Ways.oneByOne(auto));
        shares.sideBySide += second - start;
        shares.oneByOne += third - second;
        shares.auto += System.nanoTime() - third;
        shares.steps += steps;
    }
}
