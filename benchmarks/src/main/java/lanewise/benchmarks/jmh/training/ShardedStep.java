package lanewise.benchmarks.jmh.training;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.shard.ShardedTrainer;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

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

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A training step of 64-32-10 on {@value #ROWS} made rows, divided into shards. The control is the
 * step of {@link Trainer}, whose batches are the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShardedStep {
    private static final int ROWS = 57_344;

    private static final String TRAINER = "trainer";

    /** Number of shards, or {@code trainer} for the control. */
    @Param({TRAINER, "1", "8", "64"})
    public String shards;

    /** Rows of a batch: all, or a fourteenth. */
    @Param({"57344", "4096"})
    public int batch;

    private TrainingRun run;

    /** Creates the benchmark; JMH sets its parameters. */
    public ShardedStep() {}

    /** Starts the run, and checks its first step. */
    @Setup
    public void prepare() {
        Network network = Network.of(64, Layer.relu(32), Layer.softmax(10));
        Dataset data = data(network);
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        Trainer trainer =
                Trainer.of(new Sgd(1e-4))
                        .withIterations(1_000_000)
                        .withBatches(batch)
                        .withoutShuffling()
                        .withThreads(1)
                        .withTier(Tier.VECTOR);
        TrainingRun control = trainer.start(start, data);
        run =
                shards.equals(TRAINER)
                        ? trainer.start(start, data)
                        : ShardedTrainer.of(trainer, Integer.parseInt(shards)).start(start, data);
        control.advance(ROWS / batch);
        run.advance(ROWS / batch);
        float difference = 0;
        for (int iteration = 0; iteration < ROWS / batch; iteration++) {
            difference += run.history().loss(iteration) - control.history().loss(iteration);
        }
        if (!(Math.abs(difference) < 1e-2f)) {
            throw new IllegalStateException(
                    "the losses of an epoch differ by " + difference + ": expected the same rows");
        }
    }

    private static Dataset data(Network network) {
        Random random = new Random(5);
        FeatureMatrix features = new FeatureMatrix(ROWS, network.inputs());
        FeatureMatrix targets = new FeatureMatrix(ROWS, network.outputs());
        for (int row = 0; row < ROWS; row++) {
            for (int feature = 0; feature < network.inputs(); feature++) {
                features.set(row, feature, (float) random.nextGaussian());
            }
            targets.set(row, random.nextInt(network.outputs()), 1);
        }
        return Dataset.of(features, targets);
    }

    /**
     * Advances the run.
     *
     * @return the run
     */
    @Benchmark
    public TrainingRun step() {
        run.advance(1);
        return run;
    }

    /** Checks that the run has learnt from its first epoch on. */
    @TearDown
    public void check() {
        double growth = run.lossGrowth();
        if (!(growth < 1.01)) {
            throw new IllegalStateException(
                    "the loss grew by a factor of " + growth + ": expected it to fall");
        }
    }
}
