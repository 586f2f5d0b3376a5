package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;

import org.openjdk.jmh.annotations.Param;

/**
 * A training step of one row, four and eight on one thread, beside one of 32. Up to eight rows, the
 * vector kernels compute units instead of samples side by side.
 */
public class SmallBatchStep extends StepBenchmark {
    /** The smallest batch. */
    public static final String ONE_ROW = "64-32-10 x 1";

    /** Tier of the kernels; scalar is the control. */
    @Param({"scalar", "specialised"})
    public String tier;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param({ONE_ROW, "64-32-10 x 4", "64-32-10 x 8", NetworkShape.DIGITS})
    public String network;

    /** Creates the benchmark; JMH sets its parameters. */
    public SmallBatchStep() {}

    @Override
    StepTraining training() {
        return new StepTraining(network, tier, 1);
    }
}
