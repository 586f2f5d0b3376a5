package lanewise.optimize;

/**
 * Adam. It divides a running mean of each gradient by a running mean of its size: {@code m ← β1·m +
 * (1−β1)·g}, {@code v ← β2·v + (1−β2)·g²}, {@code p ← p − η·m̂/(√v̂ + ε)} with {@code m̂ =
 * m/(1−β1ᵗ)} and {@code v̂ = v/(1−β2ᵗ)} in step {@code t} = 1, 2, … (Kingma and Ba, "Adam: A Method
 * for Stochastic Optimization", ICLR 2015, algorithm 1).
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new Adam(0.001)).withBatches(32).withEpochs(50);
 * Optimizer falling = new Adam(new ExponentialDecay(0.01, 0.999), 0.9, 0.99, 1e-7);
 * }</pre>
 *
 * @param learningRate the learning rate η of each step; 0.001 is usual
 * @param beta1 the fraction β1 of the first moment kept in each step, at least 0 and less than 1
 * @param beta2 the fraction β2 of the second moment kept in each step, at least 0 and less than 1
 * @param epsilon the number ε added to the divisor to keep it from zero, above 0
 */
public record Adam(Schedule learningRate, double beta1, double beta2, double epsilon)
        implements Optimizer {

    /** The usual {@link #beta1()}. */
    public static final double DEFAULT_BETA1 = 0.9;

    /** The usual {@link #beta2()}. */
    public static final double DEFAULT_BETA2 = 0.999;

    /** The usual {@link #epsilon()}. */
    public static final double DEFAULT_EPSILON = 1e-8;

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public Adam {
        Arguments.requireSchedule(learningRate);
        Arguments.requirePart("beta1", beta1);
        Arguments.requirePart("beta2", beta2);
        Arguments.requirePositive("epsilon", epsilon);
    }

    /**
     * Adam with the usual β1, β2 and ε.
     *
     * @param learningRate the learning rate η of each step
     * @throws NullPointerException if {@code learningRate} is null
     */
    public Adam(Schedule learningRate) {
        this(learningRate, DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON);
    }

    /**
     * Adam at a constant learning rate, with the usual β1, β2 and ε.
     *
     * @param learningRate the factor η of the step, finite and above 0
     * @throws IllegalArgumentException if it is out of range
     */
    public Adam(double learningRate) {
        this(new Constant(learningRate));
    }
}
