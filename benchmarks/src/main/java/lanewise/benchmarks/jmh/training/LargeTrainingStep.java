package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/**
 * A training step of a network that is large enough for threads to share it. The scalar kernels,
 * which take a third of a second for a step, are left to whoever asks for them by {@code -p
 * tier=scalar}.
 */
public class LargeTrainingStep extends StepBenchmark {
    /** Whose kernels. */
    @Param("vector")
    public String tier;

    /** The network and the number of rows, as {@link NetworkShape} reads them. */
    @Param(NetworkShape.LARGE)
    public String network;

    /** How many threads share a step. */
    @Param({"1", "2"})
    public int threads;

    /** For JMH. */
    public LargeTrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, threads);
    }
}
