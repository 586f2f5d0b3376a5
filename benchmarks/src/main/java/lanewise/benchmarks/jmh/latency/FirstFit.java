package lanewise.benchmarks.jmh.latency;

import lanewise.benchmarks.workload.IrisTraining;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The first training in a JVM, on the reference workload with history: of the engine, only the
 * reading of data has run before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class FirstFit {
    private IrisTraining training;

    /** Creates the benchmark; JMH sets its parameters. */
    public FirstFit() {}

    /** Reads the data. */
    @Setup
    public void prepare() {
        training = IrisTraining.of("auto", true);
    }

    /**
     * Trains for the first time.
     *
     * @return the result
     */
    @Benchmark
    public Object fit() {
        return training.train();
    }
}
