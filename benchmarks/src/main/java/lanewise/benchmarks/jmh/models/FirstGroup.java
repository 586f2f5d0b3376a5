package lanewise.benchmarks.jmh.models;

import lanewise.benchmarks.workload.IrisData;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Restarts of the reference workload as the first group of a JVM, with a thread for each processor:
 * the time includes the warm-up of the kernels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstGroup {
    /** The number of restarts. */
    @Param({"20", "43", "100", "1000"})
    public int restarts;

    private List<TrainingRequest> requests;

    /** Creates the benchmark; JMH sets its parameters. */
    public FirstGroup() {}

    /** Reads the data and draws the initial weights. */
    @Setup
    public void prepare() {
        requests = ManyModelsRestarts.requests(restarts, IrisData.ITERATIONS);
    }

    /**
     * Trains for the first time.
     *
     * @return the results
     */
    @Benchmark
    public Object fit() {
        return TrainingGroup.of(requests).fit();
    }
}
