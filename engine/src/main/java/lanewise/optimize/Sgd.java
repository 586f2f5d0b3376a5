package lanewise.optimize;

/**
 * Gradient descent, stochastic if batches are smaller than the data: {@code p ← p − η·g} (Robbins
 * and Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22, 1951).
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new Sgd(0.1)).withBatches(32).withEpochs(50);
 * Optimizer falling = new Sgd(new CosineDecay(0.1, 0.001, 5000));
 * }</pre>
 *
 * @param learningRate the learning rate η of each step
 */
public record Sgd(Schedule learningRate) implements Optimizer {

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     */
    public Sgd {
        Arguments.requireSchedule(learningRate);
    }

    /**
     * Gradient descent at a constant learning rate.
     *
     * @param learningRate the factor η of the gradient, finite and above 0
     * @throws IllegalArgumentException if it is out of range
     */
    public Sgd(double learningRate) {
        this(new Constant(learningRate));
    }
}
