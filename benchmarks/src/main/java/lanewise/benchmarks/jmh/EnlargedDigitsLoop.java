package lanewise.benchmarks.jmh;

import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Param;

/** Learning to read digits of 28 × 28 pixels. */
public class EnlargedDigitsLoop extends TaskBenchmark {
    /** Who trains; the textbook is the control. */
    @Param({IrisTraining.TEXTBOOK, "scalar", "vector"})
    public String implementation;

    /** For JMH. */
    public EnlargedDigitsLoop() {
        super(Task.ENLARGED_DIGITS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
