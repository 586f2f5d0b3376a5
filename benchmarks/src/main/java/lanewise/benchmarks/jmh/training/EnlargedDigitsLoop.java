package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Training on digits of 28 × 28 pixels. */
// The textbook takes seconds for a training; the vector kernels take as long until C2 is done.
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 2, time = 2)
public class EnlargedDigitsLoop extends TaskBenchmark {
    /** The implementation; the textbook is the control. */
    @Param({IrisTraining.TEXTBOOK, "scalar", "vector"})
    public String implementation;

    /** Creates the benchmark; JMH sets its parameters. */
    public EnlargedDigitsLoop() {
        super(Task.ENLARGED_DIGITS);
    }

    @Override
    String implementation() {
        return implementation;
    }
}
