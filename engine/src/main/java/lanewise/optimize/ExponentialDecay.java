package lanewise.optimize;

/**
 * A rate that falls by the same factor in each iteration: {@code rate · factor^iteration},
 * PyTorch's {@code ExponentialLR}.
 *
 * <pre>{@code
 * Schedule aTenthAfter1000 = new ExponentialDecay(0.1, Math.pow(0.1, 1.0 / 1000));
 * Trainer trainer = Trainer.of(new Sgd(aTenthAfter1000)).withIterations(1000);
 * System.out.println(new ExponentialDecay(0.5, 0.5).rate(3)); // prints 0.0625
 * }</pre>
 *
 * @param rate the first learning rate, finite and above 0
 * @param factor the multiplier applied after each iteration, above 0 and at most 1
 */
public record ExponentialDecay(double rate, double factor) implements Schedule {

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public ExponentialDecay {
        Arguments.requirePositive("learning rate", rate);
        Arguments.requireFactor(factor);
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        return rate * Power.of(factor, iteration);
    }
}
