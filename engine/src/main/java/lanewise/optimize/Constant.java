package lanewise.optimize;

/**
 * The same rate in every iteration.
 *
 * <pre>{@code
 * Optimizer optimizer = new Momentum(new Constant(0.01), 0.9);
 * System.out.println(optimizer.equals(new Momentum(0.01, 0.9))); // prints true
 * }</pre>
 *
 * @param rate the learning rate, finite and above 0
 */
public record Constant(double rate) implements Schedule {

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if the rate is out of range
     */
    public Constant {
        Arguments.requirePositive("learning rate", rate);
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        return rate;
    }
}
