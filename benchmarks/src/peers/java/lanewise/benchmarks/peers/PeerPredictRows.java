package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.InferencePeer;
import lanewise.benchmarks.workload.Prediction;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * Predictions of one row to many by another library, on one thread; the counterpart of {@code
 * PredictRows}, with the same weights and rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PeerPredictRows {
    /** The library. */
    @Param public InferencePeer peer;

    /** The network, such as 64-32-10. */
    @Param({"4-2-3", "64-32-10", "784-128-10", "100-256-256-2", "784-512-512-10"})
    public String network;

    /** Number of rows of a call. */
    @Param({"1", "4", "16", "64", "1024"})
    public int rows;

    private Prediction prediction;
    private Inference inference;

    /** Creates the benchmark; JMH sets its parameters. */
    public PeerPredictRows() {}

    /** Gives the weights and the rows to the library. */
    @Setup
    public void prepare() {
        prediction = Prediction.of(network, rows);
        inference = peer.inference(prediction);
    }

    /**
     * Predicts the rows.
     *
     * @return their outputs
     */
    @Benchmark
    public Object predict() {
        return inference.predict();
    }

    /** Checks the last answers. */
    @TearDown
    public void verify() {
        prediction.verify(peer.title(), inference.outputs());
    }
}
