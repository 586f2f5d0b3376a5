package lanewise.internal.pass;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;
import lanewise.internal.parallel.Threads;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.recurrent.FixedPoint;
import lanewise.recurrent.Sweep;

import java.util.List;

/**
 * Takes a block of samples forward through all layers and keeps what each layer computed. Belongs
 * to one thread at a time, which may share the work of a layer with a {@link Team}.
 */
public final class ForwardPass implements Part {

    /** What is kept of a block beside the activations. */
    private enum Keep {
        /** Nothing: for prediction. */
        OUTPUTS,
        /** The last layer's weighted sums, if the loss is computed from them. */
        LOSS,
        /** Also the weighted sums that derivatives are computed from: for training. */
        DERIVATIVES
    }

    /** The layers; of recurrent ones, the weights from the inputs. */
    final Dense[] layers;

    /** Solvers of the recurrent layers; null at the others. */
    final FixedPoint[] fixedPoints;

    final ActivationFunction[] functions;

    /** Weighted sums of each layer (units × n); the activations' array where not needed. */
    final float[][] sums;

    /** Activations of each layer (units × n). */
    final float[][] activations;

    /** What the next layer reads (units × n): the activations, after dropout if there is any. */
    final float[][] outputs;

    private final Dropout dropout;
    private final Team team;
    private final Workspace[] workspaces;

    /** What the current layer reads. */
    private final SampleBlock input = new SampleBlock();

    // Arguments of the phase under way, for the threads that share it.
    private Kernels kernels;
    private float[] parameters;
    private int layer;
    private int parts;

    /** Phase timings; null when not profiling. */
    private PhaseTimes times;

    /** A pass for prediction, on the calling thread alone. */
    public static ForwardPass forOutputs(NetworkPlan network, int block) {
        return alone(network, block, Keep.OUTPUTS);
    }

    /** A pass for measuring the loss, on the calling thread alone. */
    static ForwardPass forLoss(NetworkPlan network, int block) {
        return alone(network, block, Keep.LOSS);
    }

    /**
     * A pass for training.
     *
     * @param network the network
     * @param block largest number of samples of a block
     * @param dropout the dropout masks
     * @param team threads that share the work
     * @param workspaces one for each thread of the team
     */
    static ForwardPass forTraining(
            NetworkPlan network, int block, Dropout dropout, Team team, Workspace[] workspaces) {
        return new ForwardPass(network, block, Keep.DERIVATIVES, dropout, team, workspaces);
    }

    private static ForwardPass alone(NetworkPlan network, int block, Keep keep) {
        Workspace[] one = {new Workspace(network.dense(), block)};
        return new ForwardPass(network, block, keep, Dropout.NONE, Threads.alone(), one);
    }

    private ForwardPass(
            NetworkPlan network,
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
        boolean lossFromSums = network.loss().fromSums();
        for (int l = 0; l < layers.length; l++) {
            int size = size(layers[l].outputs(), block);
            if (network.layers().get(l).recurrent()) {
                fixedPoints[l] = new FixedPoint(network, l, block, team, workspaces);
                layers[l] = fixedPoints[l].inputs();
            }
            activations[l] = new float[size];
            boolean last = l == layers.length - 1;
            boolean sumsNeeded =
                    keep == Keep.DERIVATIVES && functions[l].derivativeFromSums()
                            || keep != Keep.OUTPUTS && last && lossFromSums;
            sums[l] = sumsNeeded ? new float[size] : activations[l];
            outputs[l] = dropout.has(l) ? new float[size] : activations[l];
        }
    }

    /** The size of an array of activations. */
    static int size(int units, int samples) {
        long size = (long) units * samples;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    units
                            + " units times "
                            + samples
                            + " rows exceed the largest array: make the layer smaller");
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
     * @param with the kernels
     * @param theta the network's parameters
     * @param block the block's inputs
     * @param iteration selects the dropout masks
     * @param firstSample index of the block's first sample in its batch, selects the masks too
     * @return the activations of the last layer (outputs × n)
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public float[] forward(
            Kernels with, float[] theta, SampleBlock block, long iteration, int firstSample) {
        kernels = with;
        parameters = theta;
        int n = block.n;
        input.set(block.x, block.offset, block.ld, n, block.rows);
        for (layer = 0; layer < layers.length; layer++) {
            int units = layers[layer].outputs();
            if (fixedPoints[layer] != null) {
                fixedPoints[layer].forward(
                        kernels, parameters, input, sums[layer], activations[layer]);
            } else {
                parts = Shares.of(team, layers[layer], n, units);
                team.run(parts, this);
            }
            if (functions[layer] == ActivationFunction.SOFTMAX) {
                kernels.activations().softmax(sums[layer], activations[layer], units, n);
            }
            if (dropout.has(layer)) {
                dropout.drop(
                        kernels.dropout(),
                        layer,
                        iteration,
                        firstSample,
                        activations[layer],
                        outputs[layer],
                        units,
                        n);
            }
            if (times != null) {
                times.end(PhaseTimes.Phase.FORWARD, layer);
            }
            input.set(outputs[layer], 0, n, n, block.rows);
        }
        return activations[layers.length - 1];
    }

    /** Computes some units of the current layer. */
    @Override
    public void compute(int part, int worker) {
        Dense dense = layers[layer];
        kernels.dense()
                .forward(
                        dense,
                        functions[layer],
                        Shares.begin(dense.outputs(), parts, part),
                        Shares.begin(dense.outputs(), parts, part + 1),
                        parameters,
                        input.x,
                        input.offset,
                        input.ld,
                        sums[layer],
                        activations[layer],
                        input.n,
                        workspaces[worker]);
    }

    /** Records the time of each layer in {@code to} from now on; null turns it off. */
    void time(PhaseTimes to) {
        times = to;
    }

    /**
     * Adds a line for each forward sweep of a recurrent layer to a list.
     *
     * @param l index of a recurrent layer
     * @param to the list; null turns it off
     */
    public void trace(int l, List<Sweep> to) {
        fixedPoints[l].trace(to);
    }

    /** The largest number of samples of a block. */
    public int samples() {
        return activations[0].length / layers[0].outputs();
    }

    /** Whether dropout lies between a layer's activations and outputs. */
    boolean drops(int l) {
        return dropout.has(l);
    }

    /** Turns errors of a layer's outputs into those of its activations. */
    void backwardDropout(int l, long iteration, int firstSample, float[] delta, int samples) {
        dropout.backward(
                kernels.dropout(), l, iteration, firstSample, delta, layers[l].outputs(), samples);
    }

    /** The values that the derivative of a layer's activation function is computed from. */
    float[] derivativeSource(int l) {
        return functions[l].derivativeFromSums() ? sums[l] : activations[l];
    }
}
