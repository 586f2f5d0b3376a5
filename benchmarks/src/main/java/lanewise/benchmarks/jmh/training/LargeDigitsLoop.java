package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Training on digits of 28 × 28 pixels with two large hidden layers. */
// A training takes half a second.
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 2, time = 2)
public class LargeDigitsLoop extends TaskBenchmark {
    /**
     * The implementation; others, which take seconds to minutes, with {@code -p
     * implementation=scalar}.
     */
    @Param("vector")
    public String implementation;

    /** Creates the benchmark; JMH sets its parameters. */
    public LargeDigitsLoop() {
        super(Task.TWO_LARGE_LAYERS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
