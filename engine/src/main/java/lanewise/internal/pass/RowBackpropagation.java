package lanewise.internal.pass;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;

/**
 * The gradient of a batch of a few rows by vector kernels whose lanes are units or inputs. Only the
 * loss, whose work is small, is computed with lanes of samples, as in larger batches.
 */
public final class RowBackpropagation implements Part {

    /** Distance between the units of the last layer where lanes are samples. */
    private static final int COLUMNS = Lanes.COUNT;

    /** Cost of transposing a batch and its outputs, in products of a vector. */
    private static final int OVERHEAD = 16;

    private final NetworkPlan network;
    private final Dense[] layers;
    private final ActivationFunction[] functions;
    private final Dropout dropout;
    private final Team team;

    /** The features (rows × inputs). */
    private final float[] features;

    /** Weighted sums of each layer (rows × units); the activations' array where not needed. */
    private final float[][] sums;

    /** Activations of each layer (rows × units). */
    private final float[][] activations;

    /** What the next layer reads (rows × units). */
    private final float[][] outputs;

    /** Deltas of each layer (rows × units). */
    private final float[][] deltas;

    // The last layer with lanes of samples (units × 16).
    private final float[] lastSums;
    private final float[] lastActivations;
    private final float[] lastDeltas;

    /** Working memory of each thread. */
    private final float[][] scratch;

    private final float[] gradient;

    // The batch under way, for the threads that share it.
    private Kernels kernels;
    private float[] parameters;
    private Batch batch;
    private boolean backward;
    private int layer;
    private int parts;
    private int backwardParts;

    /** Phase timings; null when not profiling. */
    private PhaseTimes times;

    /**
     * Allocates the working memory.
     *
     * @param network the network, without recurrent layers
     * @param dropout the dropout masks
     * @param gradient receives the gradient, laid out like the parameters
     * @param team threads that share the work
     */
    RowBackpropagation(NetworkPlan network, Dropout dropout, float[] gradient, Team team) {
        this.network = network;
        this.dropout = dropout;
        this.gradient = gradient;
        this.team = team;
        layers = network.dense().toArray(new Dense[0]);
        functions = network.functions();
        features = new float[FewRowKernels.MAX_ROWS * Lanes.pad(network.inputs())];
        sums = new float[layers.length][];
        activations = new float[layers.length][];
        outputs = new float[layers.length][];
        deltas = new float[layers.length][];
        int widest = 0;
        int last = layers.length - 1;
        for (int l = 0; l <= last; l++) {
            int size = FewRowKernels.MAX_ROWS * Lanes.pad(layers[l].outputs());
            activations[l] = new float[size];
            boolean sumsNeeded = l == last || functions[l].derivativeFromSums();
            sums[l] = sumsNeeded ? new float[size] : activations[l];
            outputs[l] = dropout.has(l) ? new float[size] : activations[l];
            deltas[l] = new float[size];
            if (l > 0) { // the errors of the features are not needed
                widest = Math.max(widest, layers[l].outputs());
            }
        }
        lastSums = new float[network.outputs() * COLUMNS];
        lastActivations = new float[network.outputs() * COLUMNS];
        lastDeltas = new float[network.outputs() * COLUMNS];
        scratch = new float[team.threads()][FewRowKernels.scratch(widest)];
    }

    /**
     * Whether a network is trained without padding. It is if no batch exceeds {@link
     * FewRowKernels#MAX_ROWS} and lanes of units are faster, as measured for networks from 4-2-3 to
     * 100-8-2. With lanes of units, each row takes a vector of units for each input, at half the
     * cost if rows share the loads of weights. With lanes of samples, sixteen rows take a vector
     * for each weight.
     *
     * @param network the network
     * @param rows number of rows of the largest batch
     */
    public static boolean suits(NetworkPlan network, int rows) {
        if (rows > FewRowKernels.MAX_ROWS || network.recurrent()) {
            return false;
        }
        long unitVectors = 0;
        long sampleVectors = 0;
        for (Dense dense : network.dense()) {
            if (dense.sumsInOrder()) {
                return true;
            }
            unitVectors += (long) dense.inputs() * Lanes.pad(dense.outputs()) / Lanes.COUNT;
            sampleVectors += (long) dense.inputs() * dense.outputs();
        }
        return rows * unitVectors / 2 + OVERHEAD <= sampleVectors;
    }

    /**
     * Number of rows that an iteration takes the time of.
     *
     * @param network the network
     * @param rows number of rows of the largest batch
     * @return {@code rows}, or more where a few rows are computed with padding
     */
    public static int paidRows(NetworkPlan network, int rows) {
        return suits(network, rows) ? rows : Math.max(rows, Lanes.COUNT);
    }

    /** Records the time of each phase in {@code to} from now on; null turns it off. */
    void time(PhaseTimes to) {
        times = to;
    }

    /**
     * Takes a batch forward.
     *
     * @param with the kernels
     * @param theta the parameters
     * @param rows the batch
     * @param iteration selects the dropout masks
     */
    void forward(Kernels with, float[] theta, Batch rows, long iteration) {
        kernels = with;
        parameters = theta;
        batch = rows;
        backward = false;
        assert batch.first() == 0; // windows have more rows
        toRows(batch.x, batch.ld, network.inputs(), features);
        for (layer = 0; layer < layers.length; layer++) {
            Dense dense = layers[layer];
            parts = Shares.of(team, dense, batch.rows, dense.outputs());
            team.run(parts, this);
            kernels.fewRows()
                    .activations(
                            dense, functions[layer], sums[layer], activations[layer], batch.rows);
            if (dropout.has(layer)) {
                dropout.dropRows(
                        kernels.fewRows(),
                        layer,
                        iteration,
                        activations[layer],
                        outputs[layer],
                        dense.outputs(),
                        batch.rows);
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.FORWARD, layer);
            }
        }
        int last = layers.length - 1;
        toColumns(activations[last], lastActivations);
    }

    /** The activations of the last layer, with lanes of samples (units × 16). */
    float[] outputs() {
        return lastActivations;
    }

    /** The weighted sums of the last layer, with lanes of samples (units × 16). */
    float[] outputSums() {
        toColumns(sums[layers.length - 1], lastSums);
        return lastSums;
    }

    /** Receives the deltas of the last layer, with lanes of samples (units × 16). */
    float[] outputDeltas() {
        return lastDeltas;
    }

    /** Number of samples, with padding, of the arrays with lanes of samples. */
    int columns() {
        return COLUMNS;
    }

    /** Computes the gradient from the deltas of the last layer. */
    void backward(long iteration) {
        backward = true;
        int last = layers.length - 1;
        toRows(lastDeltas, COLUMNS, network.outputs(), deltas[last]);
        if (times != null) {
            times.end(PhaseTimes.Phase.LOSS, last);
        }
        for (layer = last; layer >= 0; layer--) {
            Dense dense = layers[layer];
            parts = Shares.of(team, dense, batch.rows, dense.inputs());
            backwardParts = layer == 0 ? 0 : parts;
            team.run(backwardParts + parts, this);
            if (layer > 0) {
                toDeltas(layer - 1, iteration);
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.BACKWARD, layer);
            }
        }
    }

    /** Turns the errors of a layer's outputs into those of its weighted sums. */
    private void toDeltas(int l, long iteration) {
        int units = layers[l].outputs();
        if (dropout.has(l)) {
            dropout.dropRows(
                    kernels.fewRows(), l, iteration, deltas[l], deltas[l], units, batch.rows);
        }
        kernels.activations()
                .multiplyByDerivative(
                        functions[l],
                        deltas[l],
                        functions[l].derivativeFromSums() ? sums[l] : activations[l],
                        0,
                        batch.rows * Lanes.pad(units));
    }

    /** Computes some units of the current layer, or some of its gradient. */
    @Override
    public void compute(int part, int worker) {
        Dense dense = layers[layer];
        boolean first = layer == 0;
        float[] x = first ? features : outputs[layer - 1];
        int rows = batch.rows;
        if (!backward) {
            int from = Shares.begin(dense.outputs(), parts, part);
            int to = Shares.begin(dense.outputs(), parts, part + 1);
            kernels.fewRows().forward(dense, from, to, parameters, x, rows, sums[layer]);
        } else if (part < backwardParts) {
            int from = Shares.begin(dense.inputs(), parts, part);
            int to = Shares.begin(dense.inputs(), parts, part + 1);
            kernels.fewRows()
                    .backward(
                            dense,
                            from,
                            to,
                            parameters,
                            deltas[layer],
                            rows,
                            deltas[layer - 1],
                            scratch[worker]);
        } else {
            int share = part - backwardParts;
            kernels.fewRows()
                    .gradient(
                            dense,
                            Shares.begin(dense.inputs(), parts, share),
                            Shares.begin(dense.inputs(), parts, share + 1),
                            x,
                            deltas[layer],
                            rows,
                            gradient,
                            scratch[worker]);
        }
    }

    private void toColumns(float[] from, float[] to) {
        int stride = Lanes.pad(network.outputs());
        for (int j = 0; j < network.outputs(); j++) {
            for (int r = 0; r < batch.rows; r++) {
                to[j * COLUMNS + r] = from[r * stride + j];
            }
        }
    }

    private void toRows(float[] from, int ld, int units, float[] to) {
        int stride = Lanes.pad(units);
        for (int r = 0; r < batch.rows; r++) {
            for (int j = 0; j < units; j++) {
                to[r * stride + j] = from[j * ld + r];
            }
        }
    }

    /** Whether all sums and activations of a layer are finite. */
    boolean finite(int l) {
        int units = layers[l].outputs();
        int stride = Lanes.pad(units);
        for (int r = 0; r < batch.rows; r++) {
            for (int k = r * stride; k < r * stride + units; k++) {
                if (!Float.isFinite(sums[l][k]) || !Float.isFinite(activations[l][k])) {
                    return false;
                }
            }
        }
        return true;
    }
}
