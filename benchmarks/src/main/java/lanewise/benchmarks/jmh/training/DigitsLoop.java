package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Param;

/** Training on digits of 8 × 8 pixels. */
public class DigitsLoop extends TaskBenchmark {
    /** The implementation; the textbook is the control. */
    @Param({IrisTraining.TEXTBOOK, "scalar", "vector", "specialised"})
    public String implementation;

    /** Creates the benchmark; JMH sets its parameters. */
    public DigitsLoop() {
        super(Task.DIGITS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
