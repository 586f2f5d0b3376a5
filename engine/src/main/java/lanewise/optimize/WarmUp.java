package lanewise.optimize;

import java.util.Objects;

/**
 * A rate that rises in a straight line, then follows another schedule from its beginning: in the
 * first {@code iterations} the rate is {@code (iteration + 1) / iterations} of the first rate of
 * that schedule (Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017,
 * section 2.2).
 *
 * <pre>{@code
 * Schedule schedule = new WarmUp(100, new Constant(0.01)); // 0.0001, 0.0002, … 0.01, 0.01, …
 * Trainer trainer = Trainer.of(new Adam(schedule)).withIterations(5000);
 * System.out.println(schedule.rate(0) + " " + schedule.rate(99)); // prints 1.0E-4 0.01
 * }</pre>
 *
 * @param iterations how many iterations the rise takes, at least 1
 * @param then what follows
 */
public record WarmUp(long iterations, Schedule then) implements Schedule {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code iterations} is out of range
     * @throws NullPointerException if {@code then} is null
     */
    public WarmUp {
        Arguments.requireIterations("iterations of warm-up:", iterations);
        Objects.requireNonNull(
                then, "then is null: expected the schedule after the warm-up, such as a Constant");
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        return iteration < iterations
                ? then.rate(0) * (iteration + 1) / iterations
                : then.rate(iteration - iterations);
    }
}
