package lanewise.benchmarks.jmh.latency;

import lanewise.Predictor;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

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
 * Predictions of one row to many from and into the caller's row-major buffers, on the kernels that
 * a predictor moves to by itself. With {@code -prof gc} JMH shows that nothing is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class PredictRows {
    /** The network, such as 64-32-10. */
    @Param({"4-2-3", "64-32-10", "784-128-10", "100-256-256-2", "784-512-512-10"})
    public String network;

    /** Number of rows of a call. */
    @Param({"1", "4", "16", "64", "1024"})
    public int rows;

    private Prediction prediction;
    private Predictor predictor;
    private float[] features;
    private float[] outputs;

    /** Creates the benchmark; JMH sets its parameters. */
    public PredictRows() {}

    /** Prepares the buffers. */
    @Setup
    public void prepare() {
        prediction = Prediction.of(network, rows);
        predictor = prediction.model().predictor();
        int inputs = prediction.features().features();
        features = new float[rows * inputs];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(prediction.features().row(r), 0, features, r * inputs, inputs);
        }
        outputs = new float[rows * prediction.model().network().outputs()];
    }

    /**
     * Predicts the rows.
     *
     * @return their outputs
     */
    @Benchmark
    public Object predict() {
        if (rows == 1) {
            predictor.predict(features, outputs);
        } else {
            predictor.predict(features, rows, outputs);
        }
        return outputs;
    }

    /** Checks the last answers. */
    @TearDown
    public void verify() {
        int width = outputs.length / rows;
        FeatureMatrix answers = new FeatureMatrix(rows, width);
        for (int k = 0; k < outputs.length; k++) {
            answers.set(k / width, k % width, outputs[k]);
        }
        prediction.verify("Lanewise", answers);
    }
}
