package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Param;

/** Learning to read digits of 8 × 8 pixels. */
public class DigitsLoop extends TaskBenchmark {
    /** Who trains; the textbook is the control. */
    @Param({IrisTraining.TEXTBOOK, "scalar", "vector", "specialised"})
    public String implementation;

    /** For JMH. */
    public DigitsLoop() {
        super(Task.DIGITS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
