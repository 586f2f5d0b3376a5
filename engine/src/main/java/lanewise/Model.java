package lanewise;

import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.Dense;
import lanewise.internal.plan.ModelAccess;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.plan.Outputs;
import lanewise.internal.text.OneLine;
import lanewise.internal.tier.PredictionKernels;
import lanewise.random.RandomState;
import lanewise.recurrent.Sweep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A network with its parameters. Immutable and thread-safe.
 *
 * <pre>{@code
 * float[] outputs = model.predict(5.1f, 3.5f, 1.4f, 0.2f);
 * int[] classes = model.classify(test.features());
 * System.out.println(model.classNames().get(classes[0])); // prints virginica
 * System.out.println(Model.of(model.network(), model.parameters()).weights(0).length); // prints 32
 * }</pre>
 */
public final class Model {
    private final Network network;
    private final NetworkPlan plan;
    private final float[] parameters;
    private final List<String> classNames;

    /** Shared by all predictors; null until the first one. */
    private volatile PredictionKernels kernels;

    static {
        ModelAccess.register(new Access());
    }

    /** Takes ownership of the array. */
    private Model(Network network, NetworkPlan plan, float[] parameters, List<String> classNames) {
        this.network = network;
        this.plan = plan;
        this.parameters = parameters;
        this.classNames = classNames;
    }

    /**
     * Creates a model from its parameters.
     *
     * @param network the shape
     * @param parameters weights and biases in the layout of {@link Network}; copied
     * @return the model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of parameters differs from the network's, one
     *     is NaN or infinite, or the weight of a connection missing from a wiring is not 0
     */
    public static Model of(Network network, float... parameters) {
        Objects.requireNonNull(network, "network is null: expected the shape of the model");
        Objects.requireNonNull(
                parameters, "parameters is null: expected the network's weights and biases");
        if (parameters.length != network.parameterCount()) {
            throw new IllegalArgumentException(
                    parameters.length
                            + " parameters for a network "
                            + network
                            + " of "
                            + network.parameterCount()
                            + ": expected weights, then biases, layer by layer");
        }
        float[] copy = parameters.clone();
        for (int k = 0; k < copy.length; k++) {
            if (!Float.isFinite(copy[k])) {
                throw new IllegalArgumentException(
                        "parameter " + k + " is " + copy[k] + ": expected finite numbers");
            }
        }
        NetworkPlan plan = network.plan();
        for (int k : plan.maskedParameters()) {
            if (copy[k] != 0f) {
                throw new IllegalArgumentException(
                        "parameter "
                                + k
                                + " is "
                                + copy[k]
                                + ", but its connection is missing from the layer's wiring: expected"
                                + " 0");
            }
        }
        return new Model(network, plan, copy, List.of());
    }

    /**
     * Creates a model to start training from. Weights are drawn from a normal distribution around
     * 0, layer by layer in row-major order, and rounded to float, like NumPy's {@code
     * normal(scale=scale, size=(inputs, units))}; biases are 0.
     *
     * @param network the shape
     * @param scale the standard deviation, 0 to a sixteenth of the largest float
     * @param random the random number generator
     * @return the model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code scale} is out of range
     */
    public static Model normal(Network network, double scale, RandomState random) {
        return initialize(network, Initializer.normal(scale), random);
    }

    /**
     * Creates a model to start training from. Weights are drawn layer by layer in row-major order
     * and rounded to float; biases are 0.
     *
     * @param network the shape
     * @param initializer distribution of the weights
     * @param random the random number generator
     * @return the model
     * @throws NullPointerException if an argument is null
     */
    public static Model initialize(Network network, Initializer initializer, RandomState random) {
        Objects.requireNonNull(network, "network is null: expected the shape of the model");
        Objects.requireNonNull(
                initializer, "initializer is null: expected one such as Initializer.heNormal()");
        Objects.requireNonNull(
                random, "random is null: expected a generator such as new RandomState(10)");
        NetworkPlan plan = network.plan();
        float[] parameters = new float[plan.parameterCount()];
        initializer.fill(plan.dense(), parameters, random);
        for (int k : plan.maskedParameters()) {
            parameters[k] = 0f;
        }
        return new Model(network, plan, parameters, List.of());
    }

    /**
     * The shape.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * The names of the classes that the model predicts. Training on a data set with classes sets
     * them. Training, early stopping and metrics then match the classes of a data set by name, so
     * that other files may have their classes in another order or lack some.
     *
     * @return the names in the order of the outputs, for one output those of 0 and 1; empty if the
     *     classes have no names, and are matched by index
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Returns this model with other class names.
     *
     * @param names a name for each class, in the order of the outputs, for one output those of 0
     *     and 1; or empty, to match classes by index
     * @return the model, with the same parameters
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if the number of names is not the number of classes, or a
     *     name occurs twice
     */
    public Model withClassNames(List<String> names) {
        Objects.requireNonNull(names, "names is null: expected a name for each class");
        if (names.equals(classNames)) {
            return this;
        }
        int classes = plan.outputs() == 1 ? 2 : plan.outputs();
        if (!names.isEmpty() && names.size() != classes) {
            throw new IllegalArgumentException(
                    names.size()
                            + " class names for the network "
                            + network
                            + ": expected "
                            + classes
                            + ", or none");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null) {
                throw new NullPointerException(
                        "name of class " + seen.size() + " is null: expected a name");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "class name \""
                                + OneLine.of(OneLine.cut(name))
                                + "\" occurs twice: expected unique names");
            }
        }
        return new Model(network, plan, parameters, List.copyOf(names));
    }

    /**
     * All parameters, in the layout of {@link Network}.
     *
     * @return a new array
     */
    public float[] parameters() {
        return parameters.clone();
    }

    /**
     * The weights of a layer.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @return a new array, inputs × units, row-major; for a recurrent layer (inputs + units) ×
     *     units, the recurrent weights last
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public float[] weights(int layer) {
        Dense dense = dense(layer);
        return Arrays.copyOfRange(
                parameters, dense.weights(), dense.weights() + dense.inputs() * dense.outputs());
    }

    /**
     * The biases of a layer.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @return a new array with one bias per unit; empty for a layer without biases
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public float[] biases(int layer) {
        Dense dense = dense(layer);
        return dense.hasBias()
                ? Arrays.copyOfRange(parameters, dense.biases(), dense.biases() + dense.outputs())
                : new float[0];
    }

    /**
     * The outputs for many rows. An output is infinite or NaN if a weighted sum overflows, as with
     * features of 1e38.
     *
     * @param features rows × inputs
     * @return rows × outputs
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public FeatureMatrix predict(FeatureMatrix features) {
        Objects.requireNonNull(features, "features is null: expected rows to predict");
        plan.requireInputs(features.features());
        FeatureMatrix outputs = new FeatureMatrix(features.samples(), network.outputs());
        predictor().predict(features, outputs);
        return outputs;
    }

    /**
     * The outputs for one row.
     *
     * @param features one value per input
     * @return one value per output
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs,
     *     or a feature is NaN or infinite
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public float[] predict(float... features) {
        float[] outputs = new float[network.outputs()];
        predictor().predict(features, outputs);
        return outputs;
    }

    /**
     * Traces how a recurrent layer converges: its forward sweeps, until the last row has converged.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @param features rows × inputs
     * @return one element per sweep, at least one
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs,
     *     or {@code layer} is not a recurrent layer of the network
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public List<Sweep> sweeps(int layer, FeatureMatrix features) {
        plan.requireRecurrent(layer);
        Objects.requireNonNull(features, "features is null: expected rows to trace");
        plan.requireInputs(features.features());
        return predictor(Tier.SCALAR).sweeps(layer, features);
    }

    /**
     * A predictor for one thread that writes to buffers of the caller. It moves to the fastest tier
     * after enough work: {@link Tier#AUTO}.
     *
     * @return a new predictor
     */
    public Predictor predictor() {
        return predictor(Tier.AUTO);
    }

    /**
     * A predictor for one thread that writes to buffers of the caller.
     *
     * @param tier kernels of the predictions
     * @return a new predictor
     * @throws NullPointerException if {@code tier} is null
     * @throws IllegalStateException if the tier cannot run on this machine, or is {@link
     *     Tier#SPECIALISED}, which is for training
     */
    public Predictor predictor(Tier tier) {
        Objects.requireNonNull(tier, "tier is null: expected one of Tier's values, such as AUTO");
        return new Predictor(plan, parameters, classNames, kernels(), tier);
    }

    private PredictionKernels kernels() {
        PredictionKernels ready = kernels;
        if (ready == null) {
            synchronized (this) {
                ready = kernels;
                if (ready == null) {
                    double nanosPerRow = plan.scalarNanos(1) / Predictor.PASSES_PER_ITERATION;
                    ready = new PredictionKernels(plan, parameters, nanosPerRow);
                    kernels = ready;
                }
            }
        }
        return ready;
    }

    /**
     * The predicted classes of many rows: for each row the index of the largest output, the first
     * if several are equal; for a network with one output, 1 if it exceeds ½, else 0.
     *
     * @param features rows × inputs
     * @return the class of each row
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int[] classify(FeatureMatrix features) {
        return Outputs.predictedClasses(predict(features));
    }

    /**
     * A fingerprint of the parameters. Models of the same network have equal fingerprints if and
     * only if their parameters have equal bits.
     *
     * @return the SHA-256 of the parameters' bits in little-endian order, as 64 hexadecimal digits
     */
    public String parametersSha256() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            ByteBuffer buffer =
                    ByteBuffer.allocate(Float.BYTES * 1024).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < parameters.length; from += 1024) {
                int count = Math.min(1024, parameters.length - from);
                buffer.clear().asFloatBuffer().put(parameters, from, count);
                sha256.update(buffer.limit(count * Float.BYTES));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "SHA-256 is missing, although every Java platform must have it", e);
        }
    }

    private Dense dense(int layer) {
        List<Dense> layers = plan.dense();
        if (layer < 0 || layer >= layers.size()) {
            throw new IndexOutOfBoundsException(
                    "layer "
                            + layer
                            + " of a network "
                            + network
                            + ": expected 0 to "
                            + (layers.size() - 1));
        }
        return layers.get(layer);
    }

    private static final class Access extends ModelAccess<Network, Model> {
        @Override
        public NetworkPlan plan(Model model) {
            return model.plan;
        }

        @Override
        public Model model(Network network, float[] parameters, List<String> classNames) {
            return new Model(network, network.plan(), parameters, classNames);
        }
    }
}
