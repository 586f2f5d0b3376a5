package lanewise.internal.pass;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.recurrent.Convergence;

import java.util.Arrays;

/**
 * The gradient of a batch by backpropagation (Rumelhart, Hinton and Williams, "Learning
 * representations by back-propagating errors", Nature 323, 1986): the rows go forward through the
 * layers and the error backward. In a recurrent layer both iterate to a fixed point: {@link
 * lanewise.recurrent.Recurrence} has the papers.
 *
 * <p>Rows are processed in blocks whose activations stay in the cache. The gradient is summed block
 * by block, so its bits depend on the length of a block, which only the network and the size of the
 * batch determine. Small batches are processed by {@link RowBackpropagation}, or by scalar kernels
 * without padding.
 *
 * <p>Holds all working memory: a batch allocates nothing.
 */
public final class Backpropagation implements Part {

    private static final int CACHED_FLOATS = 8192;
    private static final int MIN_BLOCK = 128;
    private static final int MAX_BLOCK = 1024;

    private final NetworkPlan network;
    private final int block;
    private final ForwardPass forward;
    private final Dense[] layers;
    private final float[][] deltas;
    private final Team team;
    private final Workspace[] workspaces;
    private final float[] scratch = new float[Kernels.SCRATCH];

    /**
     * Processes small batches on vector kernels; null if {@link RowBackpropagation#suits} is false.
     */
    private final RowBackpropagation few;

    /** Sums over all rows, laid out like the parameters, then padding. */
    private final float[] gradient;

    /** Indices of masked parameters, whose gradient is 0. */
    private final int[] masked;

    /** The arrays of this class, for specialised kernels. */
    private final Block wholeBlock;

    private final SampleBlock input = new SampleBlock();

    // The batch and block under way, for the threads that share them.
    private Kernels kernels;
    private float[] parameters;
    private Batch batch;
    private long iteration;

    /** Whether {@link #few} processed the batch. */
    private boolean byRows;

    /** Receives the sums of the layers' gradients. */
    private float[] sums;

    private Gemm.Epilogue epilogue;

    /** Index of the block's first sample in the batch. */
    private int from;

    /** Number of samples of the block, with padding. */
    private int n;

    private int layer;
    private int parts;
    private int backwardParts;
    private double lossSum;
    private int hits;

    /** Phase timings; null when not profiling. */
    private PhaseTimes times;

    /**
     * Allocates the working memory.
     *
     * @param network the network
     * @param largest number of rows of the largest batch
     * @param seed seed of the dropout masks
     * @param team threads that share the work
     */
    Backpropagation(NetworkPlan network, int largest, long seed, Team team) {
        this.network = network;
        this.team = team;
        block = Math.min(blockLength(network), Lanes.pad(largest));
        workspaces = new Workspace[team.threads()];
        for (int worker = 0; worker < workspaces.length; worker++) {
            workspaces[worker] = new Workspace(network.dense(), block);
        }
        Dropout dropout = Dropout.of(network, seed);
        forward = ForwardPass.forTraining(network, block, dropout, team, workspaces);
        layers = forward.layers;
        deltas = new float[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            deltas[l] = new float[layers[l].outputs() * block];
        }
        gradient = new float[Lanes.pad(network.parameterCount())];
        masked = network.maskedParameters();
        wholeBlock = new Block(forward.sums, forward.activations, deltas, gradient, workspaces[0]);
        few =
                RowBackpropagation.suits(network, largest)
                        ? new RowBackpropagation(network, dropout, gradient, team)
                        : null;
    }

    /**
     * Computes the gradient of a batch, and its loss if measured.
     *
     * @param with the kernels
     * @param theta the parameters
     * @param rows the batch
     * @param before number of iterations before this one
     * @param measure whether to measure loss and correct predictions
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    void backpropagate(Kernels with, float[] theta, Batch rows, long before, boolean measure) {
        backpropagate(with, theta, rows, before, measure, gradient, null);
    }

    /**
     * Computes the gradient of a batch in an array other than {@link #gradient}, if {@link
     * #byLayers}.
     *
     * @param into receives the sums, laid out like the parameters
     * @param update applied to ranges of the sums over the whole batch, each sum once; null for
     *     none
     */
    void backpropagate(
            Kernels with,
            float[] theta,
            Batch rows,
            long before,
            boolean measure,
            float[] into,
            Gemm.Epilogue update) {
        assert into == gradient && update == null || byLayers(with);
        kernels = with;
        sums = into;
        epilogue = update;
        parameters = theta;
        batch = rows;
        iteration = before;
        lossSum = 0;
        hits = 0;
        byRows = few != null && with.fewRows() != null;
        if (byRows) {
            runRows(measure);
        } else if (few != null) {
            runSamples(measure);
        } else if (with.iteration() != null) {
            runWhole(measure);
        } else {
            runLayers(measure);
        }
    }

    /** Whether the gradient of each layer is computed by itself, in networks that do not recur. */
    boolean byLayers(Kernels with) {
        return few == null && with.iteration() == null && !network.recurrent();
    }

    /** Processes a small batch without padding, as the scalar kernels can. */
    private void runSamples(boolean measure) {
        from = 0;
        n = batch.rows;
        runBlock(measure);
    }

    private void runLayers(boolean measure) {
        forward.begin();
        for (from = 0; from < batch.samples; from += n) {
            n = Math.min(block, batch.samples - from);
            runBlock(measure);
        }
        for (int parameter : masked) {
            gradient[parameter] = 0f;
        }
    }

    private void runBlock(boolean measure) {
        input.set(batch.x, first(), batch.ld, n, Math.min(n, batch.rows - from));
        float[] a = forward.forward(kernels, parameters, input, iteration, from);
        float[] delta = deltas[layers.length - 1];
        if (measure) {
            measure(forward.sums[layers.length - 1], a);
        }
        outputDelta(a, forward.derivativeSource(layers.length - 1), delta);
        backward();
    }

    private void runRows(boolean measure) {
        from = 0;
        n = few.columns();
        few.forward(kernels, parameters, batch, iteration);
        float[] a = few.outputs();
        boolean fromSums = forward.functions[layers.length - 1].derivativeFromSums();
        boolean sumsNeeded = fromSums || measure && network.loss().fromSums();
        float[] z = sumsNeeded ? few.outputSums() : a;
        if (measure) {
            measure(z, a);
        }
        outputDelta(a, fromSums ? z : a, few.outputDeltas());
        few.backward(iteration);
    }

    /** Records the time of each phase in {@code to} from now on; null turns it off. */
    void time(PhaseTimes to) {
        times = to;
        forward.time(to);
        if (few != null) {
            few.time(to);
        }
    }

    private void runWhole(boolean measure) {
        Arrays.fill(gradient, 0f);
        for (from = 0; from < batch.samples; from += n) {
            n = Math.min(block, batch.samples - from);
            wholeBlock.set(parameters, batch.x, first(), batch.ld, n, batch.targets);
            if (times == null) {
                kernels.iteration().run(wholeBlock, measure);
            } else {
                kernels.iteration().run(wholeBlock, measure, times);
            }
            if (measure) {
                lossSum += wholeBlock.loss();
                hits += wholeBlock.hits();
            }
        }
    }

    /** Index of the block's first sample in features and targets. */
    private int first() {
        return batch.first() + from;
    }

    private void measure(float[] z, float[] a) {
        lossSum += kernels.losses().sum(network.loss(), batch.targets, first(), z, a, n, scratch);
        hits += kernels.losses().hits(batch.targets, first(), a, n);
    }

    private void backward() {
        int last = layers.length - 1;
        if (times != null) {
            times.end(PhaseTimes.Phase.LOSS, last);
        }
        for (layer = last; layer >= 0; layer--) {
            Dense dense = layers[layer];
            if (forward.fixedPoints[layer] != null) {
                forward.fixedPoints[layer].backward(
                        kernels,
                        parameters,
                        forward.derivativeSource(layer),
                        n,
                        input.rows,
                        deltas[layer]);
            }
            parts = Shares.of(team, dense, n, dense.inputs());
            if (forward.fixedPoints[layer] != null) {
                Dense recurrent = forward.fixedPoints[layer].recurrent();
                parts = Math.max(parts, Shares.of(team, recurrent, n, recurrent.inputs()));
            }
            backwardParts = layer == 0 ? 0 : parts;
            team.run(backwardParts + parts, this);
            if (layer > 0 && forward.drops(layer - 1)) {
                forward.backwardDropout(layer - 1, iteration, from, deltas[layer - 1], n);
                multiplyByDerivative(layer - 1, 0, dense.inputs());
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.BACKWARD, layer);
            }
        }
    }

    /**
     * Backward and gradient products of the current layer. They are independent of each other; a
     * thread computes both for its share of the inputs, to reuse the deltas in its cache.
     */
    @Override
    public void compute(int part, int worker) {
        if (part < backwardParts) {
            backwardPart(part, workspaces[worker]);
        } else {
            gradientPart(part - backwardParts, workspaces[worker]);
        }
    }

    /** Multiplies the back-propagated errors of some units by the activation's derivative. */
    private void multiplyByDerivative(int l, int begin, int end) {
        kernels.activations()
                .multiplyByDerivative(
                        forward.functions[l],
                        deltas[l],
                        forward.derivativeSource(l),
                        begin * n,
                        (end - begin) * n);
    }

    /** Begins the backward phase: the derivative of the loss by the last layer's weighted sums. */
    private void outputDelta(float[] a, float[] source, float[] delta) {
        int last = layers.length - 1;
        LossFunction loss = network.loss();
        if (loss == LossFunction.SQUARED_ERROR
                && forward.functions[last] == ActivationFunction.SIGMOID) {
            kernels.losses().deltaOfSigmoid(batch.targets, first(), a, delta, n);
            return;
        }
        kernels.losses().delta(loss, batch.targets, first(), a, delta, n);
        if (!loss.fromSums()) {
            kernels.activations()
                    .multiplyByDerivative(
                            forward.functions[last], delta, source, 0, network.outputs() * n);
        }
    }

    private void backwardPart(int part, Workspace workspace) {
        Dense dense = layers[layer];
        int begin = Shares.begin(dense.inputs(), parts, part);
        int end = Shares.begin(dense.inputs(), parts, part + 1);
        if (begin == end) {
            return; // the recurrent weights have more parts than the layer has inputs
        }
        kernels.dense()
                .backward(
                        dense,
                        begin,
                        end,
                        parameters,
                        deltas[layer],
                        deltas[layer - 1],
                        n,
                        workspace);
        if (!forward.drops(layer - 1)) {
            multiplyByDerivative(layer - 1, begin, end);
        }
    }

    private void gradientPart(int part, Workspace workspace) {
        Dense dense = layers[layer];
        gradientOf(
                dense,
                part,
                layer == 0 ? batch.x : forward.outputs[layer - 1],
                layer == 0 ? first() : 0,
                layer == 0 ? batch.ld : n,
                workspace);
        if (forward.fixedPoints[layer] != null) {
            Dense recurrent = forward.fixedPoints[layer].recurrent();
            gradientOf(recurrent, part, forward.activations[layer], 0, n, workspace);
        }
    }

    private void gradientOf(
            Dense dense, int part, float[] x, int xOffset, int ldx, Workspace workspace) {
        int begin = Shares.begin(dense.inputs(), parts, part);
        int end = Shares.begin(dense.inputs(), parts, part + 1);
        if (begin < end) {
            kernels.dense()
                    .gradient(
                            dense,
                            begin,
                            end,
                            x,
                            xOffset,
                            ldx,
                            deltas[layer],
                            n,
                            from > 0,
                            sums,
                            from + n == batch.samples ? epilogue : null,
                            workspace);
        }
    }

    /**
     * The sum over the batch's rows, laid out like the parameters: {@link #divisor} times the
     * gradient of the loss.
     */
    float[] gradient() {
        return gradient;
    }

    /** The divisor that turns the sum over a batch into the mean loss. */
    static double divisor(NetworkPlan network, Batch batch) {
        return divisor(network, batch.weight);
    }

    /** The divisor that turns the sum over rows of a total weight into the mean loss. */
    static double divisor(NetworkPlan network, double weight) {
        double terms = weight * network.loss().termsPerRow(network.outputs());
        return terms > 0 ? terms : 1; // all sums are 0 if all weights are
    }

    /** The sum of the losses of the measured batch. */
    double lossSum() {
        return lossSum;
    }

    /** The loss of the measured batch. */
    float loss() {
        return (float) (lossSum / (network.loss().factor() * divisor(network, batch)));
    }

    /** The first layer with a sum or activation that is not finite, else the last. */
    int suspectLayer() {
        for (int l = 0; l < layers.length; l++) {
            if (byRows ? !few.finite(l) : !finite(l)) {
                return l;
            }
        }
        return layers.length - 1;
    }

    private boolean finite(int l) {
        for (int k = 0; k < layers[l].outputs() * n; k++) {
            if (!Float.isFinite(forward.sums[l][k]) || !Float.isFinite(forward.activations[l][k])) {
                return false;
            }
        }
        return true;
    }

    /** How a recurrent layer converged in the last batch. */
    Convergence convergence(int l) {
        return forward.fixedPoints[l].convergence();
    }

    /** Number of rows of the measured batch whose class was predicted. */
    int hits() {
        return hits;
    }

    /**
     * Number of rows of a block. Their inputs, activations, deltas and targets stay in the
     * first-level cache, within limits that keep the cost of calls and of streaming large weights
     * small.
     */
    static int blockLength(NetworkPlan network) {
        long floatsPerRow = (long) network.inputs() + network.outputs();
        for (NetworkPlan.Layer layer : network.layers()) {
            floatsPerRow += 2L * layer.units();
        }
        long rows = CACHED_FLOATS / floatsPerRow / Lanes.COUNT * Lanes.COUNT;
        return Math.clamp(rows, MIN_BLOCK, MAX_BLOCK);
    }
}
