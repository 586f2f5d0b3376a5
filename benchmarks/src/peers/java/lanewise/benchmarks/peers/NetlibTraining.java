package lanewise.benchmarks.peers;

import dev.ludovic.netlib.blas.JavaBLAS;

import lanewise.Model;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A task on the sgemm of netlib's VectorBLAS, with plain loops for all else. Matrices are
 * column-major, as in BLAS; a sample is a column.
 */
public final class NetlibTraining implements Training {
    /** Strong reference: a logger that is garbage collected loses its level. */
    private static final Logger LOG = Logger.getLogger("dev.ludovic.netlib.blas");

    private static final JavaBLAS BLAS;

    static {
        LOG.setLevel(Level.WARNING);
        // Otherwise it also loads the machine's BLAS.
        System.setProperty("dev.ludovic.netlib.blas.allowNative", "false");
        BLAS = JavaBLAS.getInstance();
    }

    private final Task task;
    private final Model start;
    private final float[] x;
    private final float[] y;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public NetlibTraining(Task task) {
        this.task = task;
        start = task.start();
        TaskData data = task.data();
        x = samples(data.train().features());
        y = samples(data.train().targets());
    }

    /** One sample after the other: (features, samples), column-major. */
    private static float[] samples(FeatureMatrix matrix) {
        float[] samples = new float[matrix.samples() * matrix.features()];
        for (int k = 0; k < samples.length; k++) {
            samples[k] = matrix.get(k / matrix.features(), k % matrix.features());
        }
        return samples;
    }

    @Override
    public Trained train() {
        Perceptron network = new Perceptron(task.sizes(), start, task.batch());
        float rate = (float) (task.learningRate() / (task.batch() * task.sizes().getLast()));
        int rows = x.length / task.sizes().getFirst();
        for (int step = 0; step < task.steps(); step++) {
            network.step(x, y, step * task.batch() % rows, rate);
        }
        return network;
    }

    /** Layers for a fixed number of samples. */
    private static final class Perceptron implements Trained {
        private final int[] sizes;
        private final int samples;

        /** For each layer, (units, inputs). */
        private final float[][] weights;

        private final float[][] biases;

        /** The inputs, then for each layer, (units, samples). */
        private final float[][] outputs;

        private final float[][] deltas;

        Perceptron(List<Integer> sizes, Model start, int samples) {
            this(
                    sizes.stream().mapToInt(Integer::intValue).toArray(),
                    samples,
                    new float[sizes.size() - 1][],
                    new float[sizes.size() - 1][]);
            for (int layer = 0; layer < weights.length; layer++) {
                weights[layer] = start.weights(layer);
                biases[layer] = start.biases(layer);
            }
        }

        private Perceptron(int[] sizes, int samples, float[][] weights, float[][] biases) {
            this.sizes = sizes;
            this.samples = samples;
            this.weights = weights;
            this.biases = biases;
            outputs = new float[sizes.length][];
            deltas = new float[sizes.length][];
            for (int layer = 0; layer < sizes.length; layer++) {
                outputs[layer] = new float[sizes[layer] * samples];
                deltas[layer] = new float[sizes[layer] * samples];
            }
        }

        void step(float[] x, float[] y, int first, float rate) {
            forward(x, first);
            int last = sizes.length - 1;
            float[] output = outputs[last];
            for (int k = 0; k < output.length; k++) {
                float error = output[k] - y[first * sizes[last] + k];
                deltas[last][k] = error * output[k] * (1 - output[k]);
            }
            for (int layer = last; layer > 0; layer--) {
                backward(layer, rate);
            }
        }

        private void forward(float[] x, int first) {
            System.arraycopy(x, first * sizes[0], outputs[0], 0, outputs[0].length);
            for (int layer = 1; layer < sizes.length; layer++) {
                int units = sizes[layer];
                int inputs = sizes[layer - 1];
                float[] output = outputs[layer];
                BLAS.sgemm(
                        "N",
                        "N",
                        units,
                        samples,
                        inputs,
                        1,
                        weights[layer - 1],
                        units,
                        outputs[layer - 1],
                        inputs,
                        0,
                        output,
                        units);
                float[] bias = biases[layer - 1];
                for (int sample = 0; sample < samples; sample++) {
                    for (int unit = 0; unit < bias.length; unit++) {
                        output[sample * units + unit] += bias[unit];
                    }
                }
                for (int k = 0; k < output.length; k++) {
                    output[k] = 1 / (1 + (float) Math.exp(-output[k]));
                }
            }
        }

        private void backward(int layer, float rate) {
            int units = sizes[layer];
            int inputs = sizes[layer - 1];
            float[] delta = deltas[layer];
            float[] input = outputs[layer - 1];
            if (layer > 1) {
                float[] below = deltas[layer - 1];
                BLAS.sgemm(
                        "T",
                        "N",
                        inputs,
                        samples,
                        units,
                        1,
                        weights[layer - 1],
                        units,
                        delta,
                        units,
                        0,
                        below,
                        inputs);
                for (int k = 0; k < below.length; k++) {
                    below[k] *= input[k] * (1 - input[k]);
                }
            }
            BLAS.sgemm(
                    "N",
                    "T",
                    units,
                    inputs,
                    samples,
                    -rate,
                    delta,
                    units,
                    input,
                    inputs,
                    1,
                    weights[layer - 1],
                    units);
            float[] bias = biases[layer - 1];
            for (int sample = 0; sample < samples; sample++) {
                for (int unit = 0; unit < bias.length; unit++) {
                    bias[unit] -= rate * delta[sample * units + unit];
                }
            }
        }

        @Override
        public String kernels() {
            return "netlib " + BLAS.getClass().getSimpleName();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            Perceptron all = new Perceptron(sizes, features.samples(), weights, biases);
            all.forward(samples(features), 0);
            int last = sizes.length - 1;
            FeatureMatrix predicted = new FeatureMatrix(features.samples(), sizes[last]);
            for (int k = 0; k < all.outputs[last].length; k++) {
                predicted.set(k / sizes[last], k % sizes[last], all.outputs[last][k]);
            }
            return predicted;
        }
    }
}
