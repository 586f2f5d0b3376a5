package lanewise.optimize;

/**
 * The learning rate of each iteration. A schedule is a function of the iteration's number alone, so
 * that a run which is continued goes on where it was; equal schedules give the same rates to the
 * bit on any machine.
 *
 * <pre>{@code
 * Schedule schedule = new WarmUp(100, new CosineDecay(0.01, 0, 4900));
 * Trainer trainer = Trainer.of(new Adam(schedule)).withIterations(5000);
 * System.out.println(schedule.rate(99)); // prints 0.01
 * }</pre>
 */
public sealed interface Schedule
        permits Constant, StepDecay, ExponentialDecay, CosineDecay, WarmUp {

    /**
     * The learning rate of an iteration.
     *
     * @param iteration the number of the iteration; the first is 0
     * @return the rate, at least 0
     * @throws IllegalArgumentException if {@code iteration} is negative
     */
    double rate(long iteration);
}
