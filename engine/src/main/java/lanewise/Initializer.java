package lanewise;

import lanewise.internal.kernel.Dense;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;

/**
 * A distribution of initial weights. Initial biases are 0. Immutable and thread-safe.
 *
 * <p>Weights are drawn layer by layer in row-major order (inputs × units) and rounded to float,
 * with the same values as NumPy's {@code normal(scale=scale, size=(inputs, units))} or {@code
 * uniform(-limit, limit, (inputs, units))}.
 *
 * <p>In the formulas, {@code inputs} and {@code units} are the fan-in and fan-out of a layer. Use a
 * Glorot initializer for sigmoid and tanh, a He initializer for ReLU.
 *
 * <pre>{@code
 * Network network = Network.of(64, Layer.relu(32), Layer.softmax(10));
 * Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
 * System.out.println(Initializer.uniform(0.1)); // prints uniform(0.1)
 * }</pre>
 */
public final class Initializer {

    /** Divisor of the squared scale of a layer. */
    private enum Fan {
        /** None: all layers have the same scale. */
        NONE,
        INPUTS,
        INPUTS_AND_UNITS
    }

    /**
     * Maximum scale of a normal distribution. Deviates of {@link RandomState} stay within 13
     * standard deviations, so all weights are finite.
     */
    private static final double LARGEST_SCALE = Float.MAX_VALUE / 16.0;

    /** Number of weights per call of the random number generator, each of which takes its lock. */
    private static final int DRAWS = 1024;

    private final String name;
    private final boolean uniform;

    /** Scale, or dividend of the squared scale. */
    private final double number;

    private final Fan fan;

    private Initializer(String name, boolean uniform, double number, Fan fan) {
        this.name = name;
        this.uniform = uniform;
        this.number = number;
        this.fan = fan;
    }

    /**
     * The same normal distribution, with mean 0, for all layers.
     *
     * @param scale standard deviation, 0 to a sixteenth of the largest float
     * @return the initializer
     * @throws IllegalArgumentException if {@code scale} is out of range
     */
    public static Initializer normal(double scale) {
        if (!(scale >= 0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException(
                    "scale " + scale + ": expected a finite number of at least 0");
        }
        requireFloats("scale", scale, LARGEST_SCALE);
        return new Initializer("normal(" + scale + ")", false, scale, Fan.NONE);
    }

    /**
     * The same uniform distribution for all layers.
     *
     * @param limit weights lie in [−limit, limit]; 0 to the largest float
     * @return the initializer
     * @throws IllegalArgumentException if {@code limit} is out of range
     */
    public static Initializer uniform(double limit) {
        if (!(limit >= 0) || !Double.isFinite(2 * limit)) {
            throw new IllegalArgumentException(
                    "limit " + limit + ": expected a number of at least 0 whose double is finite");
        }
        requireFloats("limit", limit, Float.MAX_VALUE);
        return new Initializer("uniform(" + limit + ")", true, limit, Fan.NONE);
    }

    private static void requireFloats(String what, double value, double largest) {
        if (value > largest) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + value
                            + ": expected at most "
                            + largest
                            + ", so that all weights are finite floats");
        }
    }

    /**
     * Uniform in ±√(6 / (inputs + units)). X. Glorot and Y. Bengio, "Understanding the difficulty
     * of training deep feedforward neural networks", AISTATS 2010, equation 16.
     *
     * @return the initializer
     */
    public static Initializer glorotUniform() {
        return new Initializer("glorotUniform", true, 6, Fan.INPUTS_AND_UNITS);
    }

    /**
     * Normal with variance 2 / (inputs + units). X. Glorot and Y. Bengio, AISTATS 2010, equation
     * 12.
     *
     * @return the initializer
     */
    public static Initializer glorotNormal() {
        return new Initializer("glorotNormal", false, 2, Fan.INPUTS_AND_UNITS);
    }

    /**
     * Uniform in ±√(6 / inputs), with the variance of {@link #heNormal}.
     *
     * @return the initializer
     */
    public static Initializer heUniform() {
        return new Initializer("heUniform", true, 6, Fan.INPUTS);
    }

    /**
     * Normal with variance 2 / inputs. K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into
     * rectifiers: surpassing human-level performance on ImageNet classification", ICCV 2015,
     * equation 10.
     *
     * @return the initializer
     */
    public static Initializer heNormal() {
        return new Initializer("heNormal", false, 2, Fan.INPUTS);
    }

    /**
     * Normal with variance 1 / inputs. Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient
     * BackProp", in Neural Networks: Tricks of the Trade, Springer 1998, section 4.6.
     *
     * @return the initializer
     */
    public static Initializer lecunNormal() {
        return new Initializer("lecunNormal", false, 1, Fan.INPUTS);
    }

    /**
     * Draws the parameters of a network.
     *
     * @param layers the layers in order
     * @param parameters receives weights and biases
     * @param random the random number generator
     */
    void fill(List<Dense> layers, float[] parameters, RandomState random) {
        for (Dense layer : layers) {
            double layerScale = scale(layer);
            int end = layer.weights() + layer.inputs() * layer.outputs();
            int n;
            for (int from = layer.weights(); from < end; from += n) {
                n = Math.min(DRAWS, end - from);
                double[] weights =
                        uniform
                                ? random.uniform(-layerScale, layerScale, n)
                                : random.normal(0, layerScale, n);
                for (int k = 0; k < n; k++) {
                    parameters[from + k] = (float) weights[k];
                }
            }
            if (layer.hasBias()) {
                Arrays.fill(parameters, layer.biases(), layer.end(), 0f);
            }
        }
    }

    /** The standard deviation, or the limit, of a layer's weights. */
    private double scale(Dense layer) {
        if (fan == Fan.NONE) {
            return number;
        }
        double units = fan == Fan.INPUTS_AND_UNITS ? layer.outputs() : 0;
        return Math.sqrt(number / (layer.inputs() + units));
    }

    /**
     * The name of the initializer.
     *
     * @return such as {@code normal(0.5)} or {@code heNormal}
     */
    @Override
    public String toString() {
        return name;
    }
}
