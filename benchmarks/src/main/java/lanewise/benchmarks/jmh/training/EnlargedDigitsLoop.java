package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Learning to read digits of 28 × 28 pixels. */
// The textbook takes seconds for a training, the vector kernels as long until C2 is done.
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 2, time = 2)
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
