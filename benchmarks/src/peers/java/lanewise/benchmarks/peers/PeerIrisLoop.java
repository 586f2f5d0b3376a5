package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.Task;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/** The reference workload by other libraries, as {@code IrisLoop} without history is ours. */
@OperationsPerInvocation(IrisData.ITERATIONS)
@Fork(value = 2, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class PeerIrisLoop extends PeerLoop {
    /** For JMH. */
    public PeerIrisLoop() {
        super(Task.IRIS);
    }
}
