package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Digits of 28 × 28 pixels on other libraries; the counterpart of {@code EnlargedDigitsLoop}.
 * Libraries that take a minute per training get one for warm-up and one measured; others fit more
 * into the same time.
 */
@OperationsPerInvocation(Task.DIGITS_STEPS)
@Fork(value = 2, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 1, time = 3)
public class PeerEnlargedDigitsLoop extends PeerLoop {
    /** Creates the benchmark; JMH sets its parameters. */
    public PeerEnlargedDigitsLoop() {
        super(Task.ENLARGED_DIGITS);
    }
}
