package lanewise;

import lanewise.kernel.ActivationFunction;
import lanewise.kernel.Dense;
import lanewise.kernel.Kernels;
import lanewise.kernel.Workspace;
import lanewise.profile.PhaseTimes;

/**
 * Takes a block of rows through all layers, and holds what each layer made of them. Belongs to one
 * thread at a time, which may share the work of a layer with a {@link Team}.
 */
final class ForwardPass implements Part {

    /** What is kept of a block beside the activations. */
    private enum Keep {
        /** Nothing: for prediction. */
        OUTPUTS,
        /** The last layer's weighted sums if the loss is computed from them. */
        LOSS,
        /** Also those weighted sums from which slopes are computed: for training. */
        SLOPES
    }

    /** The layers; of recurrent ones what their inputs contribute. */
    final Dense[] layers;

    /** What brings recurrent layers to rest; null at the others. */
    final FixedPoint[] fixedPoints;

    final ActivationFunction[] functions;

    /** The weighted sums of each layer (units × n); the activations' array where not needed. */
    final float[][] sums;

    /** The activations of each layer (units × n). */
    final float[][] activations;

    /** What each layer hands to the next: the activations, or those that dropout left. */
    final float[][] outputs;

    private final Dropout dropout;
    private final Team team;
    private final Workspace[] workspaces;

    private Kernels kernels;
    private float[] parameters;
    private float[] x;
    private int xOffset;
    private int ldx;
    private int n;
    private int layer;
    private int parts;

    /** Null if nobody wants to know. */
    private PhaseTimes times;

    /** For prediction. */
    static ForwardPass forOutputs(Network network, int block) {
        return alone(network, block, Keep.OUTPUTS);
    }

    /** For measuring the loss. */
    static ForwardPass forLoss(Network network, int block) {
        return alone(network, block, Keep.LOSS);
    }

    /**
     * For training.
     *
     * @param network the network
     * @param block the most samples of a block
     * @param dropout what is dropped
     * @param team who shares the work
     * @param workspaces one for each worker of the team
     */
    static ForwardPass forTraining(
            Network network, int block, Dropout dropout, Team team, Workspace[] workspaces) {
        return new ForwardPass(network, block, Keep.SLOPES, dropout, team, workspaces);
    }

    private static ForwardPass alone(Network network, int block, Keep keep) {
        Workspace[] one = {new Workspace(network.dense(), block)};
        return new ForwardPass(network, block, keep, Dropout.NONE, Threads.alone(), one);
    }

    private ForwardPass(
            Network network,
            int block,
            Keep keep,
            Dropout dropout,
            Team team,
            Workspace[] workspaces) {
        layers = network.dense().toArray(new Dense[0]);
        fixedPoints = new FixedPoint[layers.length];
        functions = network.functions();
        activations = new float[layers.length][];
        sums = new float[layers.length][];
        outputs = new float[layers.length][];
        this.dropout = dropout;
        this.team = team;
        this.workspaces = workspaces;
        boolean lossFromSums = network.loss() != Loss.MEAN_SQUARED_ERROR;
        for (int l = 0; l < layers.length; l++) {
            int size = size(layers[l].outputs(), block);
            if (network.layers().get(l).recurrence().isPresent()) {
                fixedPoints[l] = new FixedPoint(network, l, block, team, workspaces);
                layers[l] = fixedPoints[l].inputs();
            }
            activations[l] = new float[size];
            boolean last = l == layers.length - 1;
            boolean sumsNeeded =
                    keep == Keep.SLOPES && functions[l].slopeFromSums()
                            || keep != Keep.OUTPUTS && last && lossFromSums;
            sums[l] = sumsNeeded ? new float[size] : activations[l];
            outputs[l] = dropout.has(l) ? new float[size] : activations[l];
        }
    }

    private static int size(int units, int samples) {
        long size = (long) units * samples;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    units
                            + " units for "
                            + samples
                            + " rows at once are more than one array can hold: make the layer"
                            + " smaller");
        }
        return (int) size;
    }

    /** Begins a batch. */
    void begin() {
        for (FixedPoint fixedPoint : fixedPoints) {
            if (fixedPoint != null) {
                fixedPoint.begin();
            }
        }
    }

    /**
     * Takes a block forward.
     *
     * @param with who computes
     * @param theta the network's parameters
     * @param features holds the block's inputs
     * @param offset index of input 0 of sample 0
     * @param ld distance between rows of features
     * @param samples the number of samples, a multiple of 16; any with scalar kernels
     * @param rows how many of them are no padding
     * @param iteration decides what dropout drops
     * @param firstSample the block's first sample in its batch
     * @return the activations of the last layer (outputs × samples)
     * @throws UnsettledException if a recurrent layer does not come to rest
     */
    float[] run(
            Kernels with,
            float[] theta,
            float[] features,
            int offset,
            int ld,
            int samples,
            int rows,
            long iteration,
            int firstSample) {
        kernels = with;
        parameters = theta;
        x = features;
        xOffset = offset;
        ldx = ld;
        n = samples;
        for (layer = 0; layer < layers.length; layer++) {
            Dense dense = layers[layer];
            if (fixedPoints[layer] != null) {
                fixedPoints[layer].forward(
                        kernels,
                        parameters,
                        x,
                        xOffset,
                        ldx,
                        n,
                        rows,
                        sums[layer],
                        activations[layer]);
            } else {
                parts = Shares.of(team, dense, n, dense.outputs());
                team.run(parts, this);
            }
            if (functions[layer] == ActivationFunction.SOFTMAX) {
                kernels.activations().softmax(sums[layer], activations[layer], dense.outputs(), n);
            }
            if (dropout.has(layer)) {
                dropout.drop(
                        kernels.dropout(),
                        layer,
                        iteration,
                        firstSample,
                        activations[layer],
                        outputs[layer],
                        dense.outputs(),
                        n);
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.FORWARD, layer);
            }
            x = outputs[layer];
            xOffset = 0;
            ldx = n;
        }
        return activations[layers.length - 1];
    }

    /** The forward phase of some units of a layer. */
    @Override
    public void run(int part, int worker) {
        Dense dense = layers[layer];
        kernels.dense()
                .forward(
                        dense,
                        functions[layer],
                        Shares.begin(dense.outputs(), parts, part),
                        Shares.begin(dense.outputs(), parts, part + 1),
                        parameters,
                        x,
                        xOffset,
                        ldx,
                        sums[layer],
                        activations[layer],
                        n,
                        workspaces[worker]);
    }

    /** Says where to write how long layers take; null for nowhere. */
    void time(PhaseTimes to) {
        times = to;
    }

    /** The most samples of a block. */
    int samples() {
        return activations[0].length / layers[0].outputs();
    }

    /** Whether dropout is between a layer's activations and outputs. */
    boolean drops(int l) {
        return dropout.has(l);
    }

    /** Makes deltas of a layer's outputs those of its activations. */
    void undrop(int l, long iteration, int firstSample, float[] delta, int samples) {
        dropout.delta(
                kernels.dropout(), l, iteration, firstSample, delta, layers[l].outputs(), samples);
    }

    /** From what the slope of a layer's activation is computed. */
    float[] slopeSource(int l) {
        return functions[l].slopeFromSums() ? sums[l] : activations[l];
    }
}
