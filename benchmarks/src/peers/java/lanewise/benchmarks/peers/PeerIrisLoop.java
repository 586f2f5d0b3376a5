package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The reference workload on other libraries; the counterpart of {@code IrisLoop} without history.
 */
@OperationsPerInvocation(IrisData.ITERATIONS)
@Fork(value = 2, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class PeerIrisLoop extends PeerLoop {
    /** Creates the benchmark; JMH sets its parameters. */
    public PeerIrisLoop() {
        super(Task.IRIS);
    }
}
