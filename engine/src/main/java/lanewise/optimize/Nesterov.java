package lanewise.optimize;

/**
 * Gradient descent with Nesterov's momentum: {@code v ← μ·v + g}, {@code p ← p − η·(g + μ·v)}
 * (Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep
 * learning", ICML 2013, after Nesterov 1983). As in PyTorch's {@code SGD} with {@code
 * nesterov=True}, the stored parameters are those at which the gradient is computed: Sutskever's
 * parameters, one momentum step ahead.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new Nesterov(0.01, 0.9)).withIterations(1000);
 * Optimizer halved = new Nesterov(new StepDecay(0.1, 0.5, 500), 0.9);
 * }</pre>
 *
 * @param learningRate the learning rate η of each step
 * @param momentum the fraction μ of the velocity kept in each step, at least 0 and less than 1; 0.9
 *     is usual
 */
public record Nesterov(Schedule learningRate, double momentum) implements Optimizer {

    /**
     * Validates the settings.
     *
     * @throws NullPointerException if {@code learningRate} is null
     * @throws IllegalArgumentException if {@code momentum} is out of range
     */
    public Nesterov {
        Arguments.requireSchedule(learningRate);
        Arguments.requirePart("momentum", momentum);
    }

    /**
     * Nesterov's momentum at a constant learning rate.
     *
     * @param learningRate the factor η of the step, finite and above 0
     * @param momentum the fraction μ of the velocity kept in each step, at least 0 and less than 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public Nesterov(double learningRate, double momentum) {
        this(new Constant(learningRate), momentum);
    }
}
