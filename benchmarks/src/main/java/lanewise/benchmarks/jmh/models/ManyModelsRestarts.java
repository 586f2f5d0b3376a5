package lanewise.benchmarks.jmh.models;

import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.Task;
import lanewise.data.Dataset;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A hundred restarts of the reference workload as a group, on one thread and on two, and the first
 * of them one by one with {@link Trainer#fit}, alternating in one JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ManyModelsRestarts {
    /** Number of restarts. */
    static final int SEEDS = 100;

    /** Number of restarts that are repeated one by one. */
    private static final int ONE_BY_ONE = 10;

    private List<TrainingRequest> restarts;
    private List<TrainingRequest> first;

    /** Creates the benchmark. */
    public ManyModelsRestarts() {}

    /**
     * Prepares the trainings and compares their results.
     *
     * @throws IllegalStateException if a bit of a parameter differs
     */
    @Setup
    public void prepare() {
        prepare(IrisData.ITERATIONS);
    }

    void prepare(int iterations) {
        restarts = requests(SEEDS, iterations);
        first = restarts.subList(0, ONE_BY_ONE);
        List<TrainingResult> group = Ways.group(restarts, 1);
        Ways.requireSameBits(group, Ways.oneByOne(first));
        Ways.requireSameBits(Ways.group(restarts, 2), Ways.oneByOne(first));
    }

    /** Requests of the classic run with seeds from 0, without history. */
    static List<TrainingRequest> requests(int seeds, int iterations) {
        Network network = Task.IRIS.start().network();
        Dataset data = Task.IRIS.data().train();
        Trainer trainer =
                Trainer.gradientDescent(IrisData.LEARNING_RATE, iterations)
                        .withoutHistory()
                        .withTier(Tier.AUTO)
                        .withThreads(1);
        List<TrainingRequest> requests = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Model start = Model.normal(network, IrisData.WEIGHT_SCALE, new RandomState(seed));
            requests.add(TrainingRequest.of(start, trainer, data));
        }
        return requests;
    }

    /**
     * Trains once in each way.
     *
     * @param shares receives the times
     * @param results receives the results
     */
    @Benchmark
    public void train(TrainingShares shares, Blackhole results) {
        long start = System.nanoTime();
        results.consume(Ways.group(restarts, 1));
        long second = System.nanoTime();
        results.consume(Ways.group(restarts, 2));
        long third = System.nanoTime();
        results.consume(Ways.oneByOne(first));
        shares.oneThread += second - start;
        shares.twoThreads += third - second;
        shares.oneByOne += System.nanoTime() - third;
        shares.trainings += SEEDS;
        shares.oneByOneTrainings += ONE_BY_ONE;
    }
}
