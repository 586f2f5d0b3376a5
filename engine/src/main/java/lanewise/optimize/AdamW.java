package lanewise.optimize;

/**
 * {@link Adam} with decoupled weight decay: each step also subtracts {@code η·λ·p} from each
 * weight, but not from biases (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR
 * 2019). As in PyTorch's {@code AdamW}, the decay is multiplied by the learning rate and applies to
 * the weights before the step.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new AdamW(0.001, 0.05)).withBatches(32).withEpochs(50);
 * Optimizer warmed = new AdamW(new WarmUp(100, new CosineDecay(0.001, 0, 4900)), 0.05);
 * }</pre>
 *
 * @param learningRate the learning rate η of each step; 0.001 is usual
 * @param beta1 the fraction β1 of the first moment kept in each step, at least 0 and less than 1
 * @param beta2 the fraction β2 of the second moment kept in each step, at least 0 and less than 1
 * @param epsilon the number ε added to the divisor to keep it from zero, above 0
 * @param weightDecay the decay λ, at least 0
 */
public record AdamW(
        Schedule learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {

    /** The usual {@link #weightDecay()}. */
    public static final double DEFAULT_WEIGHT_DECAY = 0.01;

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public AdamW {
        Arguments.requireSchedule(learningRate);
        Arguments.requirePart("beta1", beta1);
        Arguments.requirePart("beta2", beta2);
        Arguments.requirePositive("epsilon", epsilon);
        Arguments.requireNotNegative("weight decay", weightDecay);
    }

    /**
     * AdamW with Adam's usual β1, β2 and ε.
     *
     * @param learningRate the learning rate η of each step
     * @param weightDecay the decay λ, at least 0
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if {@code weightDecay} is out of range
     */
    public AdamW(Schedule learningRate, double weightDecay) {
        this(
                learningRate,
                Adam.DEFAULT_BETA1,
                Adam.DEFAULT_BETA2,
                Adam.DEFAULT_EPSILON,
                weightDecay);
    }

    /**
     * AdamW at a constant learning rate, with Adam's usual β1, β2 and ε.
     *
     * @param learningRate the factor η of the step, finite and above 0
     * @param weightDecay the decay λ, at least 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public AdamW(double learningRate, double weightDecay) {
        this(new Constant(learningRate), weightDecay);
    }

    /**
     * AdamW at a constant learning rate, with the usual λ, β1, β2 and ε.
     *
     * @param learningRate the factor η of the step, finite and above 0
     * @throws IllegalArgumentException if it is out of range
     */
    public AdamW(double learningRate) {
        this(learningRate, DEFAULT_WEIGHT_DECAY);
    }
}
