package lanewise;

import lanewise.kernel.ActivationFunction;
import lanewise.kernel.Block;
import lanewise.kernel.Dense;
import lanewise.kernel.Kernels;
import lanewise.kernel.Lanes;
import lanewise.kernel.Workspace;
import lanewise.profile.PhaseTimes;

import java.util.Arrays;

/**
 * The gradient of a batch by backpropagation (Rumelhart, Hinton and Williams, "Learning
 * representations by back-propagating errors", Nature 323, 1986): the rows go forward through the
 * layers and the error goes backward. In a recurrent layer both go round until they are at rest:
 * {@link Recurrence} has the papers.
 *
 * <p>Rows are taken in blocks whose activations stay in the cache. The gradient is summed block by
 * block, so that the length of a block, which depends on the network and the size of the batch
 * alone, is part of what is computed.
 *
 * <p>Holds all working memory: a batch allocates nothing.
 */
final class Backpropagation implements Part {

    private static final int CACHED_FLOATS = 8192;
    private static final int MIN_BLOCK = 128;
    private static final int MAX_BLOCK = 1024;

    private final Network network;
    private final int block;
    private final ForwardPass forward;
    private final Dense[] layers;
    private final float[][] deltas;
    private final Team team;
    private final Workspace[] workspaces;
    private final float[] scratch = new float[Kernels.SCRATCH];

    /** Sums over all rows, laid out like the parameters, then padding. */
    private final float[] gradient;

    /** The parameters that are 0 and stay 0. */
    private final int[] absent;

    /** What specialised kernels work on: the arrays of this class. */
    private final Block stagesBlock;

    private Kernels kernels;
    private float[] parameters;
    private Batch batch;
    private long iteration;
    private int from;
    private int n;

    /** The samples of the block that are no padding. */
    private int count;

    private int layer;
    private int parts;
    private int backwardParts;
    private double lossSum;
    private int hits;

    /** Null if nobody wants to know. */
    private PhaseTimes times;

    /**
     * Makes room.
     *
     * @param network the network
     * @param largest the samples of the largest batch, with padding
     * @param seed decides what dropout drops
     * @param team who shares the work
     */
    Backpropagation(Network network, int largest, long seed, Team team) {
        this.network = network;
        this.team = team;
        block = Math.min(blockLength(network), largest);
        workspaces = new Workspace[team.threads()];
        for (int worker = 0; worker < workspaces.length; worker++) {
            workspaces[worker] = new Workspace(network.dense(), block);
        }
        forward =
                ForwardPass.forTraining(
                        network, block, Dropout.of(network, seed), team, workspaces);
        layers = forward.layers;
        deltas = new float[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            deltas[l] = new float[layers[l].outputs() * block];
        }
        gradient = new float[Lanes.pad(network.parameterCount())];
        absent = network.absent();
        stagesBlock = new Block(forward.sums, forward.activations, deltas, gradient, workspaces[0]);
    }

    /**
     * Computes the gradient of a batch.
     *
     * @param with who computes
     * @param theta the parameters
     * @param rows the batch
     * @param before the number of iterations before this one
     * @param measure whether to measure loss and hits
     * @throws UnsettledException if a recurrent layer does not come to rest
     */
    void run(Kernels with, float[] theta, Batch rows, long before, boolean measure) {
        kernels = with;
        parameters = theta;
        batch = rows;
        iteration = before;
        lossSum = 0;
        hits = 0;
        if (with.stages() != null) {
            runStages(measure);
            return;
        }
        forward.begin();
        for (from = 0; from < rows.ld; from += n) {
            n = Math.min(block, rows.ld - from);
            count = Math.min(n, rows.rows - from);
            float[] a = forward.run(with, theta, rows.x, from, rows.ld, n, count, iteration, from);
            if (measure) {
                measure(a);
            }
            backward(a);
        }
        for (int parameter : absent) {
            gradient[parameter] = 0f;
        }
    }

    /** Says where to write how long phases take; null for nowhere. */
    void time(PhaseTimes to) {
        times = to;
        forward.time(to);
    }

    private void runStages(boolean measure) {
        Arrays.fill(gradient, 0f);
        for (from = 0; from < batch.ld; from += n) {
            n = Math.min(block, batch.ld - from);
            stagesBlock.set(parameters, batch.x, from, batch.ld, n, batch.targets);
            if (times == null) {
                kernels.stages().run(stagesBlock, measure);
            } else {
                kernels.stages().run(stagesBlock, measure, times);
            }
            if (measure) {
                lossSum += stagesBlock.loss();
                hits += stagesBlock.hits();
            }
        }
    }

    private void measure(float[] a) {
        lossSum +=
                kernels.losses()
                        .sum(
                                network.loss().function(),
                                batch.targets,
                                from,
                                forward.sums[layers.length - 1],
                                a,
                                n,
                                scratch);
        hits += kernels.losses().hits(batch.targets, from, a, n);
    }

    private void backward(float[] a) {
        int last = layers.length - 1;
        outputDelta(a, deltas[last]);
        if (times != null) {
            times.end(PhaseTimes.Phase.LOSS, last);
        }
        for (layer = last; layer >= 0; layer--) {
            Dense dense = layers[layer];
            if (forward.fixedPoints[layer] != null) {
                forward.fixedPoints[layer].backward(
                        kernels, parameters, forward.slopeSource(layer), n, count, deltas[layer]);
            }
            parts = Shares.of(team, dense, n, dense.inputs());
            if (forward.fixedPoints[layer] != null) {
                Dense recurrent = forward.fixedPoints[layer].recurrent();
                parts = Math.max(parts, Shares.of(team, recurrent, n, recurrent.inputs()));
            }
            backwardParts = layer == 0 ? 0 : parts;
            team.run(backwardParts + parts, this);
            if (layer > 0 && forward.drops(layer - 1)) {
                forward.undrop(layer - 1, iteration, from, deltas[layer - 1], n);
                slope(layer - 1, 0, dense.inputs());
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.BACKWARD, layer);
            }
        }
    }

    /**
     * Backward and gradient need the same deltas, and do not need each other. A thread gets both of
     * the same inputs.
     */
    @Override
    public void run(int part, int worker) {
        if (part < backwardParts) {
            backwardPart(part, workspaces[worker]);
        } else {
            gradientPart(part - backwardParts, workspaces[worker]);
        }
    }

    /** Makes what came backward to units of a layer their deltas. */
    private void slope(int l, int begin, int end) {
        kernels.activations()
                .timesSlope(
                        forward.functions[l],
                        deltas[l],
                        forward.slopeSource(l),
                        begin * n,
                        (end - begin) * n);
    }

    /** Where the backward phase begins: the derivative of the loss by the last layer's sums. */
    private void outputDelta(float[] a, float[] delta) {
        int last = layers.length - 1;
        if (network.loss() != Loss.MEAN_SQUARED_ERROR) {
            kernels.losses().delta(batch.targets, from, a, delta, n);
        } else if (forward.functions[last] == ActivationFunction.SIGMOID) {
            kernels.losses().deltaOfSigmoid(batch.targets, from, a, delta, n);
        } else {
            kernels.losses().delta(batch.targets, from, a, delta, n);
            kernels.activations()
                    .timesSlope(
                            forward.functions[last],
                            delta,
                            forward.slopeSource(last),
                            0,
                            network.outputs() * n);
        }
    }

    private void backwardPart(int part, Workspace workspace) {
        Dense dense = layers[layer];
        int begin = Shares.begin(dense.inputs(), parts, part);
        int end = Shares.begin(dense.inputs(), parts, part + 1);
        if (begin == end) {
            return; // there are more parts of the recurrent weights than inputs
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
            slope(layer - 1, begin, end);
        }
    }

    private void gradientPart(int part, Workspace workspace) {
        Dense dense = layers[layer];
        boolean first = layer == 0;
        gradientOf(
                dense,
                part,
                first ? batch.x : forward.outputs[layer - 1],
                first ? from : 0,
                first ? batch.ld : n,
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
                            gradient,
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

    /** What makes a sum over a batch's rows the mean that the loss is. */
    static double divisor(Network network, Batch batch) {
        double terms = batch.weight * network.loss().termsPerRow(network.outputs());
        return terms > 0 ? terms : 1; // of a batch whose rows all weigh nothing, all sums are 0
    }

    /** The loss of the batch that was measured. */
    float loss() {
        return (float) (lossSum / (network.loss().halves() * divisor(network, batch)));
    }

    /** The first layer with a sum or activation that is not finite, else the last. */
    int suspectLayer() {
        for (int l = 0; l < layers.length; l++) {
            for (int k = 0; k < layers[l].outputs() * n; k++) {
                if (!Float.isFinite(forward.sums[l][k])
                        || !Float.isFinite(forward.activations[l][k])) {
                    return l;
                }
            }
        }
        return layers.length - 1;
    }

    /** How a recurrent layer came to rest in the last batch. */
    Settling settling(int l) {
        return forward.fixedPoints[l].settling();
    }

    /** The rows of the measured batch whose class was predicted. */
    int hits() {
        return hits;
    }

    /**
     * Rows of a block: as many as let everything that the rows need (inputs, activations, deltas,
     * targets) stay in the first-level cache, within limits that keep the cost of calls and of
     * streaming large weights small.
     */
    static int blockLength(Network network) {
        long floatsPerRow = (long) network.inputs() + network.outputs();
        for (Layer layer : network.layers()) {
            floatsPerRow += 2L * layer.units();
        }
        long rows = CACHED_FLOATS / floatsPerRow / Lanes.COUNT * Lanes.COUNT;
        return Math.clamp(rows, MIN_BLOCK, MAX_BLOCK);
    }
}
