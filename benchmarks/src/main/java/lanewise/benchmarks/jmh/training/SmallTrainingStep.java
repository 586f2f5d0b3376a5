package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/**
 * A training step of small networks on one thread, by kernels made for the network. With ten and a
 * hundred times the rows it must take ten and a hundred times as long.
 */
public class SmallTrainingStep extends StepBenchmark {
    /** Whose kernels. */
    @Param("specialised")
    public String tier;

    /** The network and the number of rows, as {@link NetworkShape} reads them. */
    @Param({
        NetworkShape.IRIS,
        NetworkShape.IRIS_TENFOLD,
        NetworkShape.IRIS_HUNDREDFOLD,
        NetworkShape.DIGITS
    })
    public String network;

    /** For JMH. */
    public SmallTrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, 1);
    }
}
