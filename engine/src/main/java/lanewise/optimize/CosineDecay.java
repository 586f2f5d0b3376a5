package lanewise.optimize;

/**
 * A rate that falls along half a cosine wave and then stays at the minimum: {@code minimum + (rate
 * − minimum) · (1 + cos(π · t)) / 2} with {@code t = min(iteration / iterations, 1)} (Loshchilov
 * and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, equation 5,
 * without restarts). Up to the minimum it equals PyTorch's {@code CosineAnnealingLR}, which rises
 * again afterwards.
 *
 * <pre>{@code
 * Schedule schedule = new CosineDecay(0.01, 0, 5000);
 * Trainer trainer = Trainer.of(new Adam(schedule)).withIterations(5000);
 * System.out.println(schedule.rate(0) + " " + schedule.rate(5000)); // prints 0.01 0.0
 * }</pre>
 *
 * @param rate the first learning rate, finite and above 0
 * @param minimum the last learning rate, from 0 to {@code rate}
 * @param iterations the number of iterations until the minimum, at least 1
 */
public record CosineDecay(double rate, double minimum, long iterations) implements Schedule {

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public CosineDecay {
        Arguments.requirePositive("learning rate", rate);
        if (!(minimum >= 0) || minimum > rate) {
            throw new IllegalArgumentException(
                    "minimum "
                            + minimum
                            + " of a rate that starts at "
                            + rate
                            + ": expected 0 to "
                            + rate);
        }
        Arguments.requireIterations("iterations until the minimum:", iterations);
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        if (iteration >= iterations) {
            return minimum;
        }
        double t = (double) iteration / iterations;
        double part = t > 0.5 ? squareOfSine(1 - t) : 1 - squareOfSine(t);
        return minimum + (rate - minimum) * part;
    }

    /**
     * Computes {@code sin²(π/2 · t) = (1 − cos(π · t)) / 2} for {@code 0 ≤ t ≤ ½} by its Taylor
     * series, which is exact to within a rounding error in this range. {@code StrictMath} allocates
     * until it is compiled; {@code Math} may differ between machines.
     */
    private static double squareOfSine(double t) {
        double x = Math.PI / 2 * t;
        double sum = 1;
        for (int k = 16; k > 0; k -= 2) {
            sum = 1 - x * x / (k * (k + 1)) * sum;
        }
        return x * sum * (x * sum);
    }
}
