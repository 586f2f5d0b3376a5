package lanewise.internal.pass;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.PackedLayer;
import lanewise.internal.kernel.RowKernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.Sweep;

import java.util.List;

/**
 * Computes the outputs of a block of rows, in the layout that suits the network and the number of
 * rows: vector lanes are units, or samples. Both give the same bits, as do the scalar kernels.
 * Belongs to one thread at a time; its working memory grows with the largest block so far.
 */
public final class PredictionPass {

    /**
     * Maximum number of rows of a block: their activations stay in the second-level cache. Sixteen
     * tiles of six rows, and six vectors of samples.
     */
    public static final int BLOCK = GemmWorkspace.MC;

    /** Number of rows from which lanes can be samples: fewer leave lanes empty. */
    private static final int FULL = Lanes.COUNT;

    /** Time of an activation function relative to a product: of a sigmoid with its division. */
    private static final int ACTIVATION = 24;

    /**
     * Lanes that are samples need this much less arithmetic to be faster for row-major rows, which
     * they transpose. Measured on a Zen 5, time of such lanes relative to lanes that are units, for
     * 16, 64 and 1024 rows: 20-48-2 (0.69) 1.4, 0.8, 0.8; 30-64-2 (0.75) 1.9, 1.0, 1.0; 100-100-10
     * (0.86) 1.5, 1.0, 1.1. For 4-2-3 (0.16), such lanes are five times as fast.
     */
    private static final double LESS_FOR_ROWS = 0.6;

    /**
     * The same for feature-major rows, which lanes that are units transpose. Measured on a Zen 5:
     * lanes that are samples are 1.35 times as fast for 64-32-10 (0.91) and 1.3 times for
     * 100-100-10 (0.86).
     */
    private static final double LESS_FOR_COLUMNS = 0.95;

    /** Number of weights of a layer from which lanes that are samples pack them in each call. */
    private static final int LARGE = 40_000;

    private final NetworkPlan network;
    private final float[] parameters;
    private final Kernels scalar;
    private final ActivationFunction[] functions;
    private final int inputs;
    private final int outputs;

    /** Whether lanes are samples in blocks of at least {@link #FULL} row-major rows. */
    private final boolean samplesForRows;

    /** The same for feature-major rows. */
    private final boolean samplesForColumns;

    private final RowPass single;
    private final SampleBlock input = new SampleBlock();

    /** The pass whose lanes are samples; null until needed. */
    private ForwardPass samples;

    /** Null until needed. */
    private float[] scratch;

    /** Inputs in another layout than the caller's. */
    private float[] gathered = {};

    /** Activations of even and odd layers. */
    private float[] even = {};

    private float[] odd = {};

    /** Null until the first block of a large matrix. */
    private GemmWorkspace workspace;

    /**
     * Allocates what one row needs.
     *
     * @param network the network
     * @param parameters its parameters
     * @param scalar the scalar kernels
     */
    public PredictionPass(NetworkPlan network, float[] parameters, Kernels scalar) {
        this(
                network,
                parameters,
                scalar,
                samplesForRows(network),
                samplesForRows(network) || share(network) < LESS_FOR_COLUMNS && !isLarge(network));
    }

    private PredictionPass(
            NetworkPlan network,
            float[] parameters,
            Kernels scalar,
            boolean samplesForRows,
            boolean samplesForColumns) {
        this.network = network;
        this.parameters = parameters;
        this.scalar = scalar;
        this.samplesForRows = samplesForRows;
        this.samplesForColumns = samplesForColumns;
        functions = network.functions();
        inputs = network.inputs();
        outputs = network.outputs();
        single = new RowPass(network, scalar);
    }

    /**
     * Returns a pass over another network in the layouts of this one.
     *
     * @param other a network with as many layers
     * @param itsParameters its parameters
     */
    public PredictionPass over(NetworkPlan other, float[] itsParameters) {
        return new PredictionPass(other, itsParameters, scalar, samplesForRows, samplesForColumns);
    }

    /** The arithmetic of lanes that are samples, relative to lanes that are units, with padding. */
    private static double share(NetworkPlan network) {
        double lanesOfUnits = 0;
        double lanesOfSamples = 0;
        for (Dense layer : network.dense()) {
            double terms = layer.inputs() + ACTIVATION;
            lanesOfUnits += terms * Lanes.pad(layer.outputs());
            lanesOfSamples += terms * layer.outputs();
        }
        return lanesOfSamples / lanesOfUnits;
    }

    private static boolean samplesForRows(NetworkPlan network) {
        return network.recurrent() || share(network) < LESS_FOR_ROWS;
    }

    private static boolean isLarge(NetworkPlan network) {
        for (Dense layer : network.dense()) {
            if ((long) layer.inputs() * layer.outputs() >= LARGE) {
                return true;
            }
        }
        return false;
    }

    /**
     * Computes the outputs of row-major rows.
     *
     * @param vector the vector kernels and what they read; null for the scalar kernels
     * @param x holds the rows (rows × inputs)
     * @param offset index of the first feature of the first row
     * @param rows number of rows, 1 to {@link #BLOCK}
     * @param to receives the outputs (rows × outputs)
     * @param toOffset index of the first output of the first row
     * @param firstRow index of the first row in messages of recurrent layers
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void rows(
            VectorNetwork vector,
            float[] x,
            int offset,
            int rows,
            float[] to,
            int toOffset,
            int firstRow) {
        if (rows == 1 && (vector == null || vector.layers.length == 0)) {
            System.arraycopy(single.forward(parameters, x, offset), 0, to, toOffset, outputs);
        } else if (lanesAreSamples(samplesForRows, rows)) {
            int n = Lanes.pad(rows);
            gathered = atLeast(gathered, inputs, n);
            if (vector == null) {
                transpose(x, offset, rows, gathered, n);
            } else {
                RowKernels kernels = vector.kernels.rows();
                kernels.transpose(x, offset, rows, inputs, gathered, n, scratch());
            }
            float[] a = samples(vector, gathered, 0, n, n, rows, firstRow);
            for (int k = 0; k < outputs; k++) {
                for (int r = 0; r < rows; r++) {
                    to[toOffset + r * outputs + k] = a[k * n + r];
                }
            }
        } else if (vector == null) {
            for (int r = 0; r < rows; r++) {
                float[] a = single.forward(parameters, x, offset + r * inputs);
                System.arraycopy(a, 0, to, toOffset + r * outputs, outputs);
            }
        } else {
            float[] a = firstLayer(vector, rows);
            PackedLayer layer = vector.layers[0];
            vector.kernels.rows().forward(layer, functions[0], x, offset, inputs, rows, a);
            a = otherLayers(vector, a, rows);
            int stride = vector.layers[vector.layers.length - 1].stride();
            for (int r = 0; r < rows; r++) {
                System.arraycopy(a, r * stride, to, toOffset + r * outputs, outputs);
            }
        }
    }

    /**
     * Computes the outputs of feature-major rows.
     *
     * @param vector the vector kernels and what they read; null for the scalar kernels
     * @param x the features (inputs × ld)
     * @param offset index of the first feature of the first row
     * @param ld distance between the features of a row; {@code x} has padding up to a multiple of
     *     {@link Lanes#COUNT} rows
     * @param rows number of rows, 1 to {@link #BLOCK}
     * @param to receives the outputs (outputs × ldTo)
     * @param toOffset index of the first output of the first row
     * @param ldTo distance between the outputs of a row
     * @param firstRow index of the first row in messages of recurrent layers
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void columns(
            VectorNetwork vector,
            float[] x,
            int offset,
            int ld,
            int rows,
            float[] to,
            int toOffset,
            int ldTo,
            int firstRow) {
        // One by one, the scalar kernels are faster, except for narrow networks.
        boolean layout = vector == null ? samplesForRows : samplesForColumns;
        if (lanesAreSamples(layout, rows)) {
            int n = Lanes.pad(rows);
            float[] a = samples(vector, x, offset, ld, n, rows, firstRow);
            for (int k = 0; k < outputs; k++) {
                System.arraycopy(a, k * n, to, toOffset + k * ldTo, rows);
            }
        } else if (vector == null) {
            gathered = atLeast(gathered, inputs, 1);
            for (int r = 0; r < rows; r++) {
                gather(x, offset + r, ld, 1, gathered);
                scatter(single.forward(parameters, gathered, 0), 0, 1, to, toOffset + r, ldTo);
            }
        } else {
            float[] a = firstLayer(vector, rows);
            RowKernels kernels = vector.kernels.rows();
            PackedLayer layer = vector.layers[0];
            if (rows < FULL) {
                gathered = atLeast(gathered, inputs, rows);
                gather(x, offset, ld, rows, gathered);
                kernels.forward(layer, functions[0], gathered, 0, inputs, rows, a);
            } else {
                if (workspace == null) {
                    workspace = new GemmWorkspace(BLOCK, 1, inputs);
                }
                kernels.forwardColumns(layer, functions[0], x, offset, ld, rows, a, workspace);
            }
            a = otherLayers(vector, a, rows);
            scatter(a, vector.layers[vector.layers.length - 1].stride(), rows, to, toOffset, ldTo);
        }
    }

    /**
     * Returns whether all features are finite.
     *
     * @param vector the vector kernels; null for plain Java
     * @param x holds the features
     * @param from index of the first
     * @param count their number
     */
    public static boolean areFinite(VectorNetwork vector, float[] x, int from, int count) {
        if (vector != null) {
            return vector.kernels.rows().areFinite(x, from, count);
        }
        for (int k = from; k < from + count; k++) {
            if (!Float.isFinite(x[k])) {
                return false;
            }
        }
        return true;
    }

    private boolean lanesAreSamples(boolean layout, int rows) {
        return layout && (rows >= FULL || network.recurrent());
    }

    private float[] samples(
            VectorNetwork vector, float[] x, int offset, int ld, int n, int rows, int firstRow) {
        if (samples == null || samples.samples() < n) {
            samples = ForwardPass.forOutputs(network, n);
        }
        input.set(x, offset, ld, n, rows);
        Kernels kernels = vector == null ? scalar : vector.kernels;
        return samples.forward(kernels, parameters, input, 0, firstRow);
    }

    /** Allocates the activations, if needed, and returns those of the first layer. */
    private float[] firstLayer(VectorNetwork vector, int rows) {
        if (even.length < (long) rows * vector.layers[0].stride()) {
            int widest = 0;
            for (PackedLayer layer : vector.layers) {
                widest = Math.max(widest, layer.stride());
            }
            even = atLeast(even, widest, rows);
            odd = vector.layers.length == 1 ? odd : atLeast(odd, widest, rows);
        }
        return even;
    }

    private float[] otherLayers(VectorNetwork vector, float[] first, int rows) {
        RowKernels kernels = vector.kernels.rows();
        PackedLayer[] layers = vector.layers;
        float[] x = first;
        float[] a = odd;
        for (int l = 1; l < layers.length; l++) {
            kernels.forward(layers[l], functions[l], x, 0, layers[l - 1].stride(), rows, a);
            float[] next = x;
            x = a;
            a = next;
        }
        PackedLayer last = layers[layers.length - 1];
        if (functions[layers.length - 1] == ActivationFunction.SOFTMAX) {
            kernels.softmax(x, last.units(), last.stride(), rows, scratch());
        }
        return x;
    }

    private void transpose(float[] x, int offset, int rows, float[] to, int n) {
        for (int i = 0; i < inputs; i++) {
            int t = i * n;
            for (int r = 0; r < rows; r++) {
                to[t + r] = x[offset + r * inputs + i];
            }
            for (int r = rows; r < n; r++) {
                to[t + r] = 0f;
            }
        }
    }

    private void gather(float[] x, int offset, int ld, int rows, float[] to) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < inputs; i++) {
                to[r * inputs + i] = x[offset + i * ld + r];
            }
        }
    }

    private void scatter(float[] a, int stride, int rows, float[] to, int offset, int ld) {
        for (int k = 0; k < outputs; k++) {
            for (int r = 0; r < rows; r++) {
                to[offset + k * ld + r] = a[r * stride + k];
            }
        }
    }

    private float[] scratch() {
        if (scratch == null) {
            scratch = new float[RowKernels.SCRATCH];
        }
        return scratch;
    }

    private static float[] atLeast(float[] buffer, int width, int rows) {
        int size = ForwardPass.size(width, rows);
        return buffer.length >= size ? buffer : new float[size];
    }

    /**
     * Adds a line for each forward sweep of a recurrent layer to a list.
     *
     * @param layer index of a recurrent layer
     * @param to the list; null turns it off
     */
    public void trace(int layer, List<Sweep> to) {
        if (samples == null) {
            samples = ForwardPass.forOutputs(network, BLOCK);
        }
        samples.trace(layer, to);
    }
}
