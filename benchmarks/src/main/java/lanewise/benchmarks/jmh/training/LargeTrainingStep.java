package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/**
 * A training step of a network that is large enough for threads to share it. The scalar kernels,
 * which take a third of a second per step, are available with {@code -p tier=scalar}.
 */
public class LargeTrainingStep extends StepBenchmark {
    /** Tier of the kernels. */
    @Param("vector")
    public String tier;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param(NetworkShape.LARGE)
    public String network;

    /** Number of threads that share a step. */
    @Param({"1", "2"})
    public int threads;

    /** Creates the benchmark; JMH sets its parameters. */
    public LargeTrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, threads);
    }
}
