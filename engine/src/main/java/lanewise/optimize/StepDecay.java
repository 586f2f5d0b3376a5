package lanewise.optimize;

/**
 * A rate that falls in steps: {@code rate · factor^⌊iteration / every⌋}, PyTorch's {@code StepLR}.
 *
 * <pre>{@code
 * Schedule halvedEachThousand = new StepDecay(0.1, 0.5, 1000);
 * Trainer trainer = Trainer.of(new Sgd(halvedEachThousand)).withIterations(5000);
 * System.out.println(halvedEachThousand.rate(2999)); // prints 0.025
 * }</pre>
 *
 * @param rate the first learning rate, finite and above 0
 * @param factor the multiplier applied at each step, above 0 and at most 1
 * @param every the number of iterations between steps, at least 1
 */
public record StepDecay(double rate, double factor, long every) implements Schedule {

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public StepDecay {
        Arguments.requirePositive("learning rate", rate);
        Arguments.requireFactor(factor);
        Arguments.requireIterations("iterations between steps:", every);
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        return rate * Power.of(factor, iteration / every);
    }
}
