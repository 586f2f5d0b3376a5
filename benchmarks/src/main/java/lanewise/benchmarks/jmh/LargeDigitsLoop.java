package lanewise.benchmarks.jmh;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Param;

/** Learning to read digits of 28 × 28 pixels with two large hidden layers. */
public class LargeDigitsLoop extends TaskBenchmark {
    /**
     * Who trains; others, which take seconds to minutes for it, by {@code -p
     * implementation=scalar}.
     */
    @Param("vector")
    public String implementation;

    /** For JMH. */
    public LargeDigitsLoop() {
        super(Task.TWO_LARGE_LAYERS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
