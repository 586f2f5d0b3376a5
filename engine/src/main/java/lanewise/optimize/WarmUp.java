package lanewise.optimize;

import java.util.Objects;

/**
 * A rate that rises linearly, then follows another schedule from its start: during the first {@code
 * iterations} it is {@code (iteration + 1) / iterations} of that schedule's first rate (Goyal et
 * al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2).
 *
 * <pre>{@code
 * Schedule schedule = new WarmUp(100, new Constant(0.01)); // 0.0001, 0.0002, … 0.01, 0.01, …
 * Trainer trainer = Trainer.of(new Adam(schedule)).withIterations(5000);
 * System.out.println(schedule.rate(0) + " " + schedule.rate(99)); // prints 1.0E-4 0.01
 * }</pre>
 *
 * @param iterations the number of iterations of the rise, at least 1
 * @param then the schedule after the rise
 */
public record WarmUp(long iterations, Schedule then) implements Schedule {

    /**
     * Validates the settings.
     *
     * @throws IllegalArgumentException if {@code iterations} is out of range
     * @throws NullPointerException if {@code then} is null
     */
    public WarmUp {
        Arguments.requireIterations("iterations of warm-up:", iterations);
        Objects.requireNonNull(then, "then must not be null");
    }

    @Override
    public double rate(long iteration) {
        Arguments.requireIteration(iteration);
        return iteration < iterations
                ? then.rate(0) * (iteration + 1) / iterations
                : then.rate(iteration - iterations);
    }
}
