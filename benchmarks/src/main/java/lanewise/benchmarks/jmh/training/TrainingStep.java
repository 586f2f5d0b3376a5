package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/** A training step on one thread. */
public class TrainingStep extends StepBenchmark {
    /** Whose kernels; the scalar ones are the control. */
    @Param({"scalar", "vector"})
    public String tier;

    /** The network and the number of rows, as {@link NetworkShape} reads them. */
    @Param({
        NetworkShape.IRIS,
        NetworkShape.DIGITS,
        NetworkShape.DIGITS_TWOFOLD,
        NetworkShape.MNIST
    })
    public String network;

    /** For JMH. */
    public TrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, 1);
    }
}
