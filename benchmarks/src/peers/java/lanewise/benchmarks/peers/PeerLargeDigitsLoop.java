package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Digits with two large hidden layers on other libraries; the counterpart of {@code
 * LargeDigitsLoop}. One fork, as some take minutes per training.
 */
@OperationsPerInvocation(Task.DIGITS_STEPS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 1, time = 3)
public class PeerLargeDigitsLoop extends PeerLoop {
    /** Creates the benchmark; JMH sets its parameters. */
    public PeerLargeDigitsLoop() {
        super(Task.TWO_LARGE_LAYERS);
    }
}
