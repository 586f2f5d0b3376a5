package lanewise.optimize;

/**
 * RMSProp. It divides each gradient by a running mean of its size: {@code s ← ρ·s + (1−ρ)·g²},
 * {@code p ← p − η·g/(√s + ε)} (Tieleman and Hinton, "Lecture 6.5: RMSProp", Coursera, 2012), with
 * ε outside the root and the defaults of PyTorch's {@code RMSprop}.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new RmsProp(0.001)).withBatches(32).withEpochs(50);
 * Optimizer shorterMemory = new RmsProp(new Constant(0.001), 0.9, 1e-8);
 * }</pre>
 *
 * @param learningRate the learning rate η of each step
 * @param rho the fraction ρ of the mean kept in each step, at least 0 and less than 1
 * @param epsilon the number ε added to the divisor to keep it from zero, above 0
 */
public record RmsProp(Schedule learningRate, double rho, double epsilon) implements Optimizer {

    /** The usual {@link #rho()}. */
    public static final double DEFAULT_RHO = 0.99;

    /** The usual {@link #epsilon()}. */
    public static final double DEFAULT_EPSILON = 1e-8;

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public RmsProp {
        Arguments.requireSchedule(learningRate);
        Arguments.requirePart("rho", rho);
        Arguments.requirePositive("epsilon", epsilon);
    }

    /**
     * RMSProp with the usual ρ and ε.
     *
     * @param learningRate the learning rate η of each step
     * @throws NullPointerException if {@code learningRate} is null
     */
    public RmsProp(Schedule learningRate) {
        this(learningRate, DEFAULT_RHO, DEFAULT_EPSILON);
    }

    /**
     * RMSProp at a constant learning rate, with the usual ρ and ε.
     *
     * @param learningRate the factor η of the step, finite and above 0
     * @throws IllegalArgumentException if it is out of range
     */
    public RmsProp(double learningRate) {
        this(new Constant(learningRate));
    }
}
