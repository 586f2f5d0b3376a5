package lanewise.benchmarks.jmh.latency;

import lanewise.Predictor;
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
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * The distribution of the latency of single rows, one after the other. The clock takes some 25 ns,
 * so that the smallest networks look slower than in {@link PredictRows}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class PredictTail {
    /** The network, such as 64-32-10. */
    @Param({"4-2-3", "64-32-10", "784-128-10", "784-512-512-10"})
    public String network;

    private Predictor predictor;
    private float[] row;
    private float[] outputs;

    /** Creates the benchmark; JMH sets its parameters. */
    public PredictTail() {}

    /** Prepares the buffers. */
    @Setup
    public void prepare() {
        Prediction prediction = Prediction.of(network, 1);
        predictor = prediction.model().predictor();
        row = prediction.features().row(0);
        outputs = new float[prediction.model().network().outputs()];
    }

    /**
     * Predicts a row.
     *
     * @return its outputs
     */
    @Benchmark
    public float[] row() {
        predictor.predict(row, outputs);
        return outputs;
    }
}
