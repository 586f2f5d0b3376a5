package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Digits with two large hidden layers by other libraries, as {@code LargeDigitsLoop} is ours. One
 * fork, as some take minutes for a training.
 */
@OperationsPerInvocation(Task.DIGITS_STEPS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 1, time = 3)
public class PeerLargeDigitsLoop extends PeerLoop {
    /** For JMH. */
    public PeerLargeDigitsLoop() {
        super(Task.TWO_LARGE_LAYERS);
    }
}
