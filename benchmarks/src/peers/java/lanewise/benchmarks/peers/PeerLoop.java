package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskReference;
import lanewise.benchmarks.workload.Training;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;

import java.util.concurrent.TimeUnit;

/**
 * A whole training on another library, on one thread. An invocation is the training from its start,
 * including the construction of the network; the figure is the time of one step. Some take minutes
 * for the large tasks, so the result of the last measured training is checked, without a separate
 * training for the check.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS)
public abstract class PeerLoop {
    /** The library. */
    @Param public Peer peer;

    private final Task task;
    private Training training;
    private Training.Trained trained;

    PeerLoop(Task task) {
        this.task = task;
    }

    /** Prepares the training. */
    @Setup
    public void prepare() {
        training = peer.training(task);
    }

    /** Checks the result of the last training. */
    @TearDown
    public void verify() {
        TaskReference.of(task).verify(peer.title(), trained);
    }

    /**
     * Trains once.
     *
     * @return the result
     */
    @Benchmark
    public Object train() {
        trained = training.train();
        return trained;
    }
}
