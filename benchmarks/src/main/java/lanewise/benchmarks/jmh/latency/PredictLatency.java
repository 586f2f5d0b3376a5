package lanewise.benchmarks.jmh.latency;

import lanewise.Model;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.benchmarks.workload.NetworkShape;
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

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Prediction into the caller's buffers by the vector kernels. With {@code -prof gc} JMH shows that
 * nothing is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class PredictLatency {
    /**
     * Tolerance of an output: the sigmoid's error and the roundings of sums of a hundred terms,
     * with a derivative of at most ¼ in each layer.
     */
    private static final double TOLERANCE = 2e-6;

    /** The network, such as 64-32-10. */
    @Param({"4-2-3", "64-32-10"})
    public String network;

    private Model model;
    private Predictor predictor;
    private FeatureMatrix features;
    private FeatureMatrix outputs;
    private float[] row;
    private float[] rowOutputs;

    /** Creates the benchmark; JMH sets its parameters. */
    public PredictLatency() {}

    /** Prepares the buffers and checks the outputs of each row. */
    @Setup
    @TearDown
    public void prepare() {
        NetworkShape shape = NetworkShape.parse(network + " x " + NetworkShape.PREDICTED_ROWS);
        model = shape.model();
        features = shape.data().features();
        outputs = new FeatureMatrix(NetworkShape.PREDICTED_ROWS, model.network().outputs());
        rowOutputs = new float[model.network().outputs()];
        predictor = model.predictor(Tier.VECTOR);
        batch();
        for (int s = 0; s < NetworkShape.PREDICTED_ROWS; s++) {
            row = features.row(s);
            row();
            verify(s, exact(row));
        }
    }

    /**
     * Predicts one row.
     *
     * @return its outputs
     */
    @Benchmark
    public float[] row() {
        predictor.predict(row, rowOutputs);
        return rowOutputs;
    }

    /**
     * Predicts {@value NetworkShape#PREDICTED_ROWS} rows.
     *
     * @return their outputs
     */
    @Benchmark
    public FeatureMatrix batch() {
        predictor.predict(features, outputs);
        return outputs;
    }

    private void verify(int sample, double[] exact) {
        for (int k = 0; k < exact.length; k++) {
            float alone = rowOutputs[k];
            float amongOthers = outputs.get(sample, k);
            if (Float.floatToRawIntBits(alone) != Float.floatToRawIntBits(amongOthers)
                    || !(Math.abs(alone - exact[k]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%s: output %d of row %d is %s alone and %s among others: expected %s",
                                network,
                                k,
                                sample,
                                alone,
                                amongOthers,
                                exact[k]));
            }
        }
    }

    /** The model's equation in double. */
    private double[] exact(float[] inputs) {
        double[] x = new double[inputs.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = inputs[i];
        }
        for (int layer = 0; layer < model.network().layers().size(); layer++) {
            float[] weights = model.weights(layer);
            float[] biases = model.biases(layer);
            double[] a = new double[biases.length];
            for (int j = 0; j < a.length; j++) {
                double sum = biases[j];
                for (int i = 0; i < x.length; i++) {
                    sum += (double) weights[i * a.length + j] * x[i];
                }
                a[j] = 1 / (1 + Math.exp(-sum));
            }
            x = a;
        }
        return x;
    }
}
