package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/** Digits of 8 × 8 pixels on other libraries; the counterpart of {@code DigitsLoop}. */
@OperationsPerInvocation(Task.DIGITS_STEPS)
@Fork(value = 2, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class PeerDigitsLoop extends PeerLoop {
    /** Creates the benchmark; JMH sets its parameters. */
    public PeerDigitsLoop() {
        super(Task.DIGITS);
    }
}
