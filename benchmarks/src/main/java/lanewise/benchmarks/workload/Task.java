package lanewise.benchmarks.workload;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A training for every implementation, from given start weights on given data: layers of sigmoid
 * units, mean squared error over rows and outputs, {@code Σ(a − y)² / (2 · rows · outputs)}, and
 * plain gradient descent, {@code w −= η · gradient}. Batches cycle through the training rows in
 * order, without shuffling, so that all implementations see the same.
 *
 * <p>{@code src-test-data/reference/generate_tasks.py} is the same in NumPy.
 */
public enum Task {
    /** The tutorial's: all rows at once, no biases. */
    IRIS(List.of(4, 2, 3), false, 130, 0.1, IrisData.ITERATIONS),

    /** Handwritten digits of 8 × 8 pixels. */
    DIGITS(List.of(64, 32, 10), true, 32, 20, Task.DIGITS_STEPS),

    /** The same digits enlarged to 28 × 28 pixels, MNIST's size. */
    ENLARGED_DIGITS(List.of(784, 128, 10), true, 64, 8, Task.DIGITS_STEPS),

    /** The enlarged digits for a network with two large hidden layers. */
    TWO_LARGE_LAYERS(List.of(784, 512, 512, 10), true, 128, 2.5, Task.DIGITS_STEPS);

    /** Number of steps of a training on digits: from 5 to 20 passes over the training rows. */
    public static final int DIGITS_STEPS = 220;

    /** Leaves 1408 training rows, a multiple of all batch sizes. */
    private static final int TEST_DIGITS = 389;

    private static final int SMALL_WIDTH = 8;
    private static final int LARGE_WIDTH = 28;
    private static final long SPLIT_SEED = 4;
    private static final long WEIGHT_SEED = IrisData.WEIGHT_SEED;

    private final List<Integer> sizes;
    private final boolean biases;
    private final int batch;
    private final double learningRate;
    private final int steps;

    Task(List<Integer> sizes, boolean biases, int batch, double learningRate, int steps) {
        this.sizes = sizes;
        this.biases = biases;
        this.batch = batch;
        this.learningRate = learningRate;
        this.steps = steps;
    }

    /**
     * The network.
     *
     * @return the number of inputs, then the units of each layer
     */
    public List<Integer> sizes() {
        return sizes;
    }

    /**
     * Returns whether the units have biases, which start at 0.
     *
     * @return true for all but iris
     */
    public boolean biases() {
        return biases;
    }

    /**
     * The number of rows per step.
     *
     * @return a divisor of the number of training rows
     */
    public int batch() {
        return batch;
    }

    /**
     * The learning rate.
     *
     * @return η
     */
    public double learningRate() {
        return learningRate;
    }

    /**
     * The number of steps of a training.
     *
     * @return the number of updates
     */
    public int steps() {
        return steps;
    }

    /**
     * The start weights.
     *
     * @return the same weights in each call
     */
    public Model start() {
        Layer[] layers =
                sizes.stream()
                        .skip(1)
                        .map(Layer::sigmoid)
                        .map(layer -> biases ? layer : layer.withoutBias())
                        .toArray(Layer[]::new);
        return Model.initialize(
                Network.of(sizes.getFirst(), layers),
                this == IRIS
                        ? Initializer.normal(IrisData.WEIGHT_SCALE)
                        : Initializer.glorotUniform(),
                new RandomState(WEIGHT_SEED));
    }

    /**
     * The training and test rows.
     *
     * @return the same rows in the same order in each call; targets are one-hot
     */
    public TaskData data() {
        if (this == IRIS) {
            IrisData iris = IrisData.read();
            return new TaskData(iris.train(), iris.test());
        }
        Dataset digits = new BundledFile("digits.csv.gz").dataset();
        TrainTestSplit split =
                TrainTestSplit.of(digits, new TestSize.Count(TEST_DIGITS), SPLIT_SEED);
        return new TaskData(images(split.train()), images(split.test()));
    }

    private Dataset images(Dataset digits) {
        boolean enlarged = sizes.getFirst() == LARGE_WIDTH * LARGE_WIDTH;
        FeatureMatrix images = new FeatureMatrix(digits.rows(), sizes.getFirst());
        for (int row = 0; row < digits.rows(); row++) {
            for (int pixel = 0; pixel < sizes.getFirst(); pixel++) {
                double ink =
                        enlarged
                                ? enlargedPixel(
                                        digits.features(),
                                        row,
                                        pixel / LARGE_WIDTH,
                                        pixel % LARGE_WIDTH)
                                : digits.features().get(row, pixel);
                // 0 to 16 become −1 to 1.
                images.set(row, pixel, (float) (ink / 8 - 1));
            }
        }
        return Dataset.of(images, digits.targets());
    }

    /** Bilinear interpolation with corners on corners. */
    private static double enlargedPixel(FeatureMatrix images, int row, int y, int x) {
        double shrink = (SMALL_WIDTH - 1) / (double) (LARGE_WIDTH - 1);
        int top = Math.min((int) (y * shrink), SMALL_WIDTH - 2);
        int left = Math.min((int) (x * shrink), SMALL_WIDTH - 2);
        double down = y * shrink - top;
        double right = x * shrink - left;
        int pixel = top * SMALL_WIDTH + left;
        double above = images.get(row, pixel) * (1 - right) + images.get(row, pixel + 1) * right;
        double below =
                images.get(row, pixel + SMALL_WIDTH) * (1 - right)
                        + images.get(row, pixel + SMALL_WIDTH + 1) * right;
        return above * (1 - down) + below * down;
    }

    /**
     * Finds a task by name.
     *
     * @param name such as {@code digits}
     * @return the task
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Task named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "task \""
                                                + name
                                                + "\": expected one of "
                                                + Arrays.toString(values())));
    }

    /**
     * The network and the rows of a step.
     *
     * @return such as {@code 64-32-10 x 32}
     */
    public String shape() {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("-")) + " x " + batch;
    }

    /** Its name in lower case with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
