package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/**
 * A training step of small networks on one thread, by specialised kernels. Ten and a hundred times
 * the rows must take ten and a hundred times as long.
 */
public class SmallTrainingStep extends StepBenchmark {
    /** Tier of the kernels. */
    @Param("specialised")
    public String tier;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param({
        NetworkShape.IRIS,
        NetworkShape.IRIS_TENFOLD,
        NetworkShape.IRIS_HUNDREDFOLD,
        NetworkShape.DIGITS
    })
    public String network;

    /** Creates the benchmark; JMH sets its parameters. */
    public SmallTrainingStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, 1);
    }
}
