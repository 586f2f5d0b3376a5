package lanewise.benchmarks.jmh.training;

import lanewise.Model;
import lanewise.Tier;
import lanewise.benchmarks.workload.NetworkShape;
import lanewise.data.Dataset;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.Locale;

/**
 * Training steps of one network on the engine's public interface: forward, backward, SGD update,
 * full batch, no history.
 */
public final class StepTraining {
    /** Small enough that no run diverges, large enough that the loss falls in a few steps. */
    static final double LEARNING_RATE = 0.1;

    private static final int LEARNED = 10;

    /** Largest difference of two updates, as a share of the layer's largest. */
    private static final double TOLERANCE = 0.05;

    private final String tier;
    private final NetworkShape shape;
    private final Trainer trainer;
    private final Model start;
    private final Dataset data;

    /**
     * Creates a training.
     *
     * @param network the network and its rows, in the syntax of {@link NetworkShape#parse}
     * @param tier the tier of the kernels
     * @param threads number of threads
     */
    public StepTraining(String network, String tier, int threads) {
        this.tier = tier;
        shape = NetworkShape.parse(network);
        trainer = trainer(tier).withThreads(threads);
        start = shape.model();
        data = shape.data();
    }

    /** The fastest tier of a network: specialised kernels are made for up to 128 units. */
    static String fastest(NetworkShape shape) {
        int units = shape.sizes().stream().mapToInt(Integer::intValue).sum();
        return units <= 128 ? "specialised" : "vector";
    }

    private static Trainer trainer(String tier) {
        return Trainer.gradientDescent(LEARNING_RATE, 1)
                .withoutHistory()
                .withTier(Tier.valueOf(tier.toUpperCase(Locale.ROOT)));
    }

    /**
     * Starts a run.
     *
     * @return a run before its first step
     */
    public TrainingRun begin() {
        return trainer.start(start, data);
    }

    /**
     * Checks a step.
     *
     * @throws IllegalStateException if another tier or number of threads is used, a bit of the
     *     first gradient or of the resulting parameters differs from the scalar kernels on one
     *     thread, or the loss does not fall
     */
    public void verify() {
        TrainingRun run = begin();
        run.advance(1);
        if (!run.kernels().startsWith(tier)) {
            throw new IllegalStateException(
                    "the kernels " + run.kernels() + " ran instead of " + tier);
        }
        TrainingRun scalar = trainer("scalar").withThreads(1).start(start, data);
        scalar.advance(1);
        requireSameBits("gradient", scalar.gradient(), run.gradient());
        requireSameBits("parameter", scalar.model().parameters(), run.model().parameters());
        TrainingRun learned = begin(); // the first run keeps its gradients from now on
        learned.advance(LEARNED);
        requireFallingLoss(lossOf(start), lossOf(learned.model()));
    }

    /** The loss by its definition, in double, from the model's predictions. */
    private double lossOf(Model model) {
        var outputs = model.predict(data.features());
        double sum = 0;
        for (int row = 0; row < outputs.samples(); row++) {
            for (int k = 0; k < outputs.features(); k++) {
                double error = (double) outputs.get(row, k) - data.targets().get(row, k);
                sum += error * error;
            }
        }
        return sum / (2.0 * outputs.samples() * outputs.features());
    }

    void requireSameBits(String what, float[] scalar, float[] actual) {
        for (int k = 0; k < scalar.length; k++) {
            if (Float.floatToRawIntBits(actual[k]) != Float.floatToRawIntBits(scalar[k])) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "%s step of %s: %s %d is %s, the scalar kernels' is %s",
                                tier,
                                shape,
                                what,
                                k,
                                actual[k],
                                scalar[k]));
            }
        }
    }

    /**
     * Compares the updates of all parameters.
     *
     * @param expected the parameters after some steps in C
     * @param actual the engine's after as many
     * @throws IllegalStateException if an update differs by more than rounding explains
     */
    void requireNear(float[] expected, float[] actual) {
        float[] before = start.parameters();
        int from = 0;
        for (int l = 1; l < shape.sizes().size(); l++) {
            int to = from + (shape.sizes().get(l - 1) + 1) * shape.sizes().get(l);
            double largest = 0;
            for (int k = from; k < to; k++) {
                largest = Math.max(largest, Math.abs(expected[k] - before[k]));
            }
            for (int k = from; k < to; k++) {
                if (!(Math.abs(actual[k] - expected[k]) <= TOLERANCE * largest)) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "%s steps of %s: parameter %d is %s, that of C is %s, before"
                                            + " %s",
                                    tier,
                                    shape,
                                    k,
                                    actual[k],
                                    expected[k],
                                    before[k]));
                }
            }
            from = to;
        }
    }

    void requireFallingLoss(double first, double last) {
        if (!(last < first)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s steps of %s: the loss was %s and is %s after %d steps: expected less",
                            tier,
                            shape,
                            first,
                            last,
                            LEARNED));
        }
    }
}
