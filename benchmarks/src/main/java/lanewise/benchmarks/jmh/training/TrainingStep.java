package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/** A training step on one thread. */
public class TrainingStep extends StepBenchmark {
    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param({
        NetworkShape.IRIS,
        NetworkShape.DIGITS,
        NetworkShape.DIGITS_TWOFOLD,
        NetworkShape.MNIST
    })
    public String network;

    /** Creates the benchmark; JMH sets its parameters. */
    public TrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, 1);
    }
}
