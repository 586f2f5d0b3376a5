package lanewise.optimize;

/**
 * Gradient descent with momentum: {@code v ← μ·v + g}, {@code p ← p − η·v} (Polyak, "Some methods
 * of speeding up the convergence of iteration methods", USSR Computational Mathematics and
 * Mathematical Physics 4, 1964). As in PyTorch's {@code SGD}, the velocity sums gradients, so a
 * change of the learning rate takes effect immediately.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new Momentum(0.01, 0.9)).withIterations(1000);
 * Optimizer halved = new Momentum(new StepDecay(0.1, 0.5, 500), 0.9);
 * }</pre>
 *
 * @param learningRate the learning rate η of each step
 * @param momentum the fraction μ of the velocity kept in each step, at least 0 and less than 1; 0.9
 *     is usual
 */
public record Momentum(Schedule learningRate, double momentum) implements Optimizer {

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if {@code momentum} is out of range
     */
    public Momentum {
        Arguments.requireSchedule(learningRate);
        Arguments.requirePart("momentum", momentum);
    }

    /**
     * Momentum at a constant learning rate.
     *
     * @param learningRate the factor η of the velocity, finite and above 0
     * @param momentum the fraction μ of the velocity kept in each step, at least 0 and less than 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public Momentum(double learningRate, double momentum) {
        this(new Constant(learningRate), momentum);
    }
}
