package lanewise.benchmarks.workload;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A network of sigmoid layers with biases and its number of rows, written {@code 64-32-10 x 32}.
 *
 * @param sizes the number of inputs, then the units of each layer
 * @param rows the number of rows
 */
public record NetworkShape(List<Integer> sizes, int rows) {
    /** One hidden layer, as for digits of 8 × 8 pixels. */
    public static final String DIGITS = "64-32-10 x 32";

    /** {@link #DIGITS} with twice the rows: a control, expected to take about twice as long. */
    public static final String DIGITS_TWOFOLD = "64-32-10 x 64";

    /** Iris with a larger hidden layer, as in scikit-learn's tutorials. */
    public static final String IRIS = "4-16-3 x 130";

    /** {@link #IRIS} with ten times the rows. */
    public static final String IRIS_TENFOLD = "4-16-3 x 1300";

    /** {@link #IRIS} with a hundred times the rows. */
    public static final String IRIS_HUNDREDFOLD = "4-16-3 x 13000";

    /** One hidden layer, as for digits of 28 × 28 pixels. */
    public static final String MNIST = "784-128-10 x 64";

    /** Two large hidden layers, the usual MNIST network of benchmarks. */
    public static final String LARGE = "784-512-512-10 x 128";

    /** Number of rows in a batch of predictions. */
    public static final int PREDICTED_ROWS = 1024;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5}(?:-\\d{1,5})+) x (\\d{1,6})");

    /** Copies its arguments. */
    public NetworkShape {
        sizes = List.copyOf(sizes);
    }

    /**
     * Parses a shape.
     *
     * @param text such as {@code 64-32-10 x 32}
     * @return the shape
     * @throws IllegalArgumentException if it is malformed
     */
    public static NetworkShape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "network \""
                            + text
                            + "\": expected inputs-units-…-outputs x rows, such as \""
                            + DIGITS
                            + "\"");
        }
        return new NetworkShape(
                Arrays.stream(matcher.group(1).split("-")).map(Integer::valueOf).toList(),
                Integer.parseInt(matcher.group(2)));
    }

    /**
     * The floating-point operations of the matrix products of one training step: forward and
     * gradient in each layer, backward in all but the first. Activations, slopes, biases and the
     * update are not counted.
     *
     * @return multiplications plus additions
     */
    public double stepFlops() {
        double flops = 0;
        for (int layer = 1; layer < sizes.size(); layer++) {
            double product = 2.0 * rows * sizes.get(layer - 1) * sizes.get(layer);
            flops += (layer == 1 ? 2 : 3) * product;
        }
        return flops;
    }

    /**
     * A model with start weights, the same in each call.
     *
     * @return the model
     */
    public Model model() {
        Layer[] layers = sizes.stream().skip(1).map(Layer::sigmoid).toArray(Layer[]::new);
        return Model.normal(Network.of(sizes.getFirst(), layers), 0.1, new RandomState(3));
    }

    /**
     * Features between −1 and 1 and targets between 0.1 and 0.9, the same in each call.
     *
     * @return the data
     */
    public Dataset data() {
        Random random = new Random(20);
        return Dataset.of(
                matrix(random, sizes.getFirst(), 0f, 1f),
                matrix(random, sizes.getLast(), 0.5f, 0.4f));
    }

    private FeatureMatrix matrix(Random random, int columns, float centre, float radius) {
        FeatureMatrix matrix = new FeatureMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix.set(row, column, centre + radius * (2 * random.nextFloat() - 1));
            }
        }
        return matrix;
    }

    @Override
    public String toString() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("-")) + " x " + rows;
    }
}
