package lanewise;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.kernel.Dense;
import lanewise.kernel.Kernels;
import lanewise.kernel.Lanes;
import lanewise.kernel.Targets;

import java.util.Arrays;

/**
 * Full-batch backpropagation for the mean squared error, in the three phases of Rumelhart, Hinton
 * and Williams ("Learning representations by back-propagating errors", Nature 323, 1986): the rows
 * go forward through the layers, the error goes backward, and the weights move against its
 * gradient.
 *
 * <p>Rows are taken in blocks whose activations stay in the cache. The gradient is summed block by
 * block, so that the length of a block, which depends on the network alone, is part of what is
 * computed.
 *
 * <p>Holds the parameters and all working memory: an iteration allocates nothing.
 */
final class Backpropagation {

    private static final int CACHED_FLOATS = 8192;
    private static final int MIN_BLOCK = 128;
    private static final int MAX_BLOCK = 1024;

    private final Dense[] layers;
    private final float[] x;
    private final int ld;
    private final Targets targets;
    private final double cells;

    private final int block;
    private final float[][] activations;
    private final float[][] deltas;
    private final float[] scratch = new float[Kernels.SCRATCH];

    /** The network's parameters, then padding. */
    private final float[] parameters;

    /**
     * Sums over all rows, laid out like the parameters, then padding: cells times the gradient of
     * the error.
     */
    private final float[] gradient;

    Backpropagation(Network network, float[] start, Dataset data) {
        layers = network.dense().toArray(Dense[]::new);
        x = data.features().array();
        ld = data.features().stride();
        targets = targets(data.targets());
        cells = (double) data.rows() * network.outputs();
        block = Math.min(blockLength(network), ld);
        activations = workspace();
        deltas = workspace();
        parameters = Arrays.copyOf(start, Lanes.pad(start.length));
        gradient = new float[parameters.length];
    }

    /**
     * One iteration.
     *
     * @param kernels who computes
     * @param learningRate the factor η of the gradient
     * @param history where to record error and accuracy before the update, or null
     */
    void iterate(Kernels kernels, double learningRate, History history) {
        Arrays.fill(gradient, 0f);
        double squaredError = 0;
        int hits = 0;
        for (int from = 0; from < ld; from += block) {
            int n = Math.min(block, ld - from);
            forward(kernels, from, n);
            if (history != null) {
                float[] a = activations[layers.length - 1];
                squaredError += kernels.squaredError(targets, from, a, n, scratch);
                hits += kernels.hits(targets, from, a, n);
            }
            backward(kernels, from, n);
        }
        if (history != null) {
            history.record((float) (squaredError / (2 * cells)), hits);
        }
        kernels.update(parameters, gradient, (float) (learningRate / cells), parameters.length);
    }

    private void forward(Kernels kernels, int from, int n) {
        kernels.forward(layers[0], parameters, x, from, ld, activations[0], n);
        for (int l = 1; l < layers.length; l++) {
            kernels.forward(layers[l], parameters, activations[l - 1], 0, n, activations[l], n);
        }
    }

    private void backward(Kernels kernels, int from, int n) {
        int last = layers.length - 1;
        kernels.outputDelta(targets, from, activations[last], deltas[last], n);
        for (int l = last; l > 0; l--) {
            kernels.gradient(layers[l], activations[l - 1], 0, n, deltas[l], n, gradient, scratch);
            kernels.backward(
                    layers[l], parameters, deltas[l], activations[l - 1], deltas[l - 1], n);
        }
        kernels.gradient(layers[0], x, from, ld, deltas[0], n, gradient, scratch);
    }

    /** A copy of the parameters. */
    float[] parameters() {
        return Arrays.copyOf(parameters, layers[layers.length - 1].end());
    }

    /** A copy of the gradient of the error that the last iteration used. */
    float[] gradient() {
        float[] mean = new float[layers[layers.length - 1].end()];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (gradient[k] / cells);
        }
        return mean;
    }

    /**
     * Rows of a block: as many as let everything that the rows need (inputs, activations, deltas,
     * targets) stay in the first-level cache, within limits that keep the cost of calls and of
     * streaming large weights small.
     */
    private static int blockLength(Network network) {
        long floatsPerRow = (long) network.inputs() + network.outputs();
        for (Layer layer : network.layers()) {
            floatsPerRow += 2L * layer.units();
        }
        long rows = CACHED_FLOATS / floatsPerRow / Lanes.COUNT * Lanes.COUNT;
        return Math.clamp(rows, MIN_BLOCK, MAX_BLOCK);
    }

    private float[][] workspace() {
        return Arrays.stream(layers)
                .map(layer -> new float[layer.outputs() * block])
                .toArray(float[][]::new);
    }

    /** Targets with the class of each row by the rule of {@link Kernels#hits}. */
    private static Targets targets(FeatureMatrix y) {
        float[] mask = new float[y.stride()];
        Arrays.fill(mask, 0, y.samples(), 1f);
        float[] classes = new float[y.stride()];
        Arrays.fill(classes, -1f);
        for (int row = 0; row < y.samples(); row++) {
            classes[row] = Outputs.predictedClass(y, row);
        }
        return new Targets(y.features(), y.array(), y.stride(), mask, classes);
    }
}
