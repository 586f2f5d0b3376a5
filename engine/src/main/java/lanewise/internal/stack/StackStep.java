package lanewise.internal.stack;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.stack.StackKernels;
import lanewise.internal.kernel.stack.StackLayer;
import lanewise.internal.pass.GradientStep;
import lanewise.internal.pass.RowSource;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.plan.NetworkPlan;

/**
 * Training steps of up to sixteen models of one network side by side, each on a batch of its own:
 * see {@link StackKernels}. Each model gets the bits of its own {@link GradientStep}.
 *
 * <p>Models may come and go between steps. The results of the place of a missing one are ignored.
 *
 * <p>Holds all working memory: a step allocates nothing.
 */
public final class StackStep {

    /** Number of places. */
    public static final int MODELS = Lanes.COUNT;

    /**
     * The number of parameters that are updated at a time: their gradients, 16 KiB, stay in the
     * first-level cache. A stack needs little more memory than the parameters.
     */
    private static final int PART = 256;

    private final NetworkPlan network;
    private final Dense[] layers;
    private final ActivationFunction[] functions;
    private final Kernels kernels;
    private final StackKernels stack;
    private final StackLayer[] products;
    private final StackBatch batch;
    private final StackUpdate update;
    private final StackLoss losses;
    private final StackedModel[] models = new StackedModel[MODELS];

    private final float[] parameters;

    /** The gradient of all parameters, or of a part at a time. */
    private final float[] gradient;

    /** Whether the whole gradient is computed before the parameters are updated. */
    private final boolean whole;

    // Stacked matrices of each layer (units × rows).
    private final float[][] sums;
    private final float[][] activations;
    private final float[][] outputs;
    private final float[][] deltas;

    private final int[] keys = new int[MODELS];
    private final float[] scratch = new float[StackKernels.SCRATCH];

    /**
     * Allocates the working memory, without models.
     *
     * @param kernels the kernels of single models, for elementwise operations
     * @param stack the kernels of several models
     * @param network the network of all models, without recurrent layers
     * @param largest number of rows of the largest batch of all models, at most {@link
     *     StackKernels#MAX_ROWS}
     * @param source the rows of all models
     * @param settings settings of one model; those of the others have optimizers of the same kind,
     *     and a penalty and a limit only if these have them
     */
    public StackStep(
            Kernels kernels,
            StackKernels stack,
            NetworkPlan network,
            int largest,
            RowSource source,
            StepSettings settings) {
        this.kernels = kernels;
        this.stack = stack;
        this.network = network;
        layers = network.dense().toArray(new Dense[0]);
        functions = network.functions();
        batch = new StackBatch(source, network, largest);
        int rows = batch.rows();
        int size = network.parameterCount() * MODELS;
        parameters = new float[size];
        update = new StackUpdate(stack, network, settings);
        whole = update.clips() || network.parameterCount() <= PART;
        gradient = new float[whole ? size : largestPart() * MODELS];
        losses = new StackLoss(network, rows);
        sums = new float[layers.length][];
        activations = new float[layers.length][];
        outputs = new float[layers.length][];
        deltas = new float[layers.length][];
        products = new StackLayer[layers.length];
        boolean lossFromSums = network.loss().fromSums();
        for (int l = 0; l < layers.length; l++) {
            products[l] = stack.layer(layers[l], rows);
            int floats = layers[l].outputs() * rows * MODELS;
            activations[l] = new float[floats];
            boolean last = l == layers.length - 1;
            boolean sumsNeeded = functions[l].derivativeFromSums() || last && lossFromSums;
            sums[l] = sumsNeeded ? new float[floats] : activations[l];
            boolean drops = network.layers().get(l).dropout() > 0;
            outputs[l] = drops ? new float[floats] : activations[l];
            deltas[l] = new float[floats];
        }
    }

    /** The number of parameters of a part of the gradient. */
    private int largestPart() {
        int largest = 0;
        for (Dense layer : layers) {
            int weights = Math.min(layer.inputs(), inputsOfPart(layer)) * layer.outputs();
            largest = Math.max(largest, weights);
        }
        return largest;
    }

    /** The number of inputs whose weights are updated at a time: even, for kernels take two. */
    private static int inputsOfPart(Dense layer) {
        return Math.max(2, PART / layer.outputs() & -2);
    }

    /**
     * Whether models of a network can be trained side by side.
     *
     * @param network the network
     * @param rows number of rows of the largest batch
     */
    public static boolean supports(NetworkPlan network, int rows) {
        return !network.recurrent() && rows <= StackKernels.MAX_ROWS;
    }

    /**
     * The number of models from which training them side by side is faster than one by one, as
     * measured on an AVX2 machine for networks from 4-2-3 to 64-32-10. Wider vectors lower it.
     *
     * @param network the network
     * @param rows number of rows of the largest batch
     * @return at least 1; more than {@link #MODELS} if it never is
     */
    public static int breakEven(NetworkPlan network, int rows) {
        if (rows > Lanes.COUNT) {
            return MODELS + 1;
        }
        for (Dense layer : network.dense()) {
            if (layer.sumsInOrder()) { // single models fill vectors with units
                return rows > FewRowKernels.MAX_ROWS ? MODELS + 1 : 8 + rows / 2;
            }
        }
        return 2 + rows / 2;
    }

    /**
     * Adds a model at iteration 0.
     *
     * @param place a free place, 0 to 15
     * @param model the model
     * @param start its parameters
     */
    public void add(int place, StackedModel model, float[] start) {
        assert models[place] == null;
        models[place] = model;
        for (int k = 0; k < start.length; k++) {
            parameters[k * MODELS + place] = start[k];
        }
        update.clear(place);
    }

    /** Removes a model, whose place is free from then on. */
    public void remove(int place) {
        models[place] = null;
        for (int k = place; k < parameters.length; k += MODELS) {
            parameters[k] = 0f;
        }
        update.clear(place);
        batch.clear(place);
    }

    /**
     * Does an iteration of each model. Afterwards {@link StackedModel#diverged} is true for those
     * whose loss or parameters became infinite or NaN; they must be removed, and their parameters
     * are lost.
     *
     * @param measure whether to measure loss and correct predictions
     * @return whether all models succeeded
     */
    public boolean step(boolean measure) {
        batch.next(models, kernels.rows());
        forward();
        boolean sound = true;
        if (measure) {
            int last = layers.length - 1;
            sound = losses.measure(kernels, batch, models, sums[last], activations[last]);
        }
        update.begin(models);
        backward();
        if (update.clips()) {
            update.limitedStep(kernels.updates(), models, parameters, gradient);
        } else if (whole) {
            update.step(parameters, gradient, 0, 0, network.parameterCount());
        }
        return done(sound);
    }

    private boolean done(boolean measured) {
        boolean sound = measured;
        for (int m = 0; m < MODELS; m++) {
            StackedModel model = models[m];
            if (model == null) {
                continue;
            }
            if (!update.isFinite(m)) {
                model.diverged = true;
                sound = false;
            }
            model.iteration++;
        }
        return sound;
    }

    private void forward() {
        int n = batch.rows() * MODELS;
        float[] x = batch.features();
        for (int l = 0; l < layers.length; l++) {
            int units = layers[l].outputs();
            products[l].forward(parameters, x, sums[l]);
            if (functions[l] == ActivationFunction.SOFTMAX) {
                kernels.activations().softmax(sums[l], activations[l], units, n);
            } else {
                kernels.activations()
                        .forward(layers[l], functions[l], sums[l], activations[l], 0, units, n);
            }
            if (outputs[l] != activations[l]) {
                drop(l, activations[l], outputs[l]);
            }
            x = outputs[l];
        }
    }

    /** Applies the dropout masks of all models to activations or errors. */
    private void drop(int l, float[] from, float[] to) {
        for (int m = 0; m < MODELS; m++) {
            keys[m] = models[m] == null ? 0 : models[m].dropoutKey(l);
        }
        double rate = network.layers().get(l).dropout();
        int threshold = DropoutMask.threshold(rate);
        float scale = DropoutMask.scale(rate);
        int units = layers[l].outputs();
        stack.drop(from, to, units, batch.rows(), threshold, scale, keys);
    }

    private void backward() {
        int n = batch.rows() * MODELS;
        int last = layers.length - 1;
        outputDelta(batch.targets(), n);
        for (int l = last; l >= 0; l--) {
            if (l > 0) { // before the layer is updated
                products[l].backward(parameters, deltas[l], deltas[l - 1]);
                if (outputs[l - 1] != activations[l - 1]) {
                    drop(l - 1, deltas[l - 1], deltas[l - 1]);
                }
                multiplyByDerivative(l - 1, n);
            }
            gradient(l);
        }
    }

    /** Computes the gradient of a layer, and updates the layer if that is done in parts. */
    private void gradient(int l) {
        Dense layer = layers[l];
        float[] x = l == 0 ? batch.features() : outputs[l - 1];
        int part = whole ? layer.inputs() : inputsOfPart(layer);
        for (int i = 0; i < layer.inputs(); i += part) {
            int to = Math.min(i + part, layer.inputs());
            int begin = layer.weights() + i * layer.outputs();
            int end = layer.weights() + to * layer.outputs();
            int first = whole ? 0 : begin;
            products[l].gradient(x, deltas[l], batch.counts(), i, to, gradient, first, scratch);
            if (!whole) {
                update.step(parameters, gradient, first, begin, end);
            }
        }
        if (layer.hasBias()) {
            int first = whole ? 0 : layer.biases();
            products[l].biasGradient(deltas[l], gradient, first, scratch);
            if (!whole) {
                update.step(
                        parameters,
                        gradient,
                        first,
                        layer.biases(),
                        layer.biases() + layer.outputs());
            }
        }
    }

    private void outputDelta(Targets targets, int n) {
        int last = layers.length - 1;
        float[] a = activations[last];
        LossFunction loss = network.loss();
        if (loss == LossFunction.SQUARED_ERROR && functions[last] == ActivationFunction.SIGMOID) {
            kernels.losses().deltaOfSigmoid(targets, 0, a, deltas[last], n);
            return;
        }
        kernels.losses().delta(loss, targets, 0, a, deltas[last], n);
        if (!loss.fromSums()) {
            multiplyByDerivative(last, n);
        }
    }

    private void multiplyByDerivative(int l, int n) {
        float[] source = functions[l].derivativeFromSums() ? sums[l] : activations[l];
        int count = layers[l].outputs() * n;
        kernels.activations().multiplyByDerivative(functions[l], deltas[l], source, 0, count);
    }

    /** The parameters of a model, padded, in a new array. */
    public float[] parameters(int place) {
        float[] own = new float[Lanes.pad(network.parameterCount())];
        for (int k = 0; k < network.parameterCount(); k++) {
            own[k] = parameters[k * MODELS + place];
        }
        return own;
    }
}
