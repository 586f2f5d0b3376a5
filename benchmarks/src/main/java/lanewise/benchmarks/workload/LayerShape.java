package lanewise.benchmarks.workload;

import lanewise.internal.kernel.Dense;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a layer and its number of samples, written {@code 64-32 x 128}.
 *
 * @param inputs number of inputs
 * @param outputs number of outputs
 * @param samples number of samples, a multiple of 16
 */
public record LayerShape(int inputs, int outputs, int samples) {
    /** Iris, padded. */
    public static final String IRIS = "4-2 x 144";

    public static final String SMALL = "64-32 x 128";

    /**
     * {@link #SMALL} with eight times the samples: a control, expected to take eight times as long.
     */
    public static final String SMALL_EIGHTFOLD = "64-32 x 1024";

    public static final String LARGE = "784-128 x 128";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,6}) x (\\d{1,6})");

    /**
     * Parses a shape.
     *
     * @param text such as {@code 64-32 x 128}
     * @return the shape
     * @throws IllegalArgumentException if it is malformed
     */
    public static LayerShape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "shape \""
                            + text
                            + "\": expected inputs-outputs x samples, such as \""
                            + SMALL
                            + "\"");
        }
        return new LayerShape(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    /**
     * The floating-point operations of one matrix product over this layer: forward, backward and
     * gradient each take as many; activations, derivatives and biases are not counted.
     *
     * @return multiplications plus additions
     */
    public double flops() {
        return 2.0 * inputs * outputs * samples;
    }

    /**
     * The layout of the layer, alone in its parameter array.
     *
     * @return the layout
     */
    public Dense dense() {
        return Dense.first(inputs, outputs, true);
    }

    @Override
    public String toString() {
        return inputs + "-" + outputs + " x " + samples;
    }
}
