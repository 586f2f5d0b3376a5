package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Digits of 28 × 28 pixels by other libraries, as {@code EnlargedDigitsLoop} is ours. Those that
 * take a minute for a training get one to warm up and one that counts; others get more into the
 * same time.
 */
@OperationsPerInvocation(Task.DIGITS_STEPS)
@Fork(value = 2, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 1, time = 3)
public class PeerEnlargedDigitsLoop extends PeerLoop {
    /** For JMH. */
    public PeerEnlargedDigitsLoop() {
        super(Task.ENLARGED_DIGITS);
    }
}
