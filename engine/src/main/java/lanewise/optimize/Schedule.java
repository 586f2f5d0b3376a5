package lanewise.optimize;

/**
 * The learning rate of each iteration. A schedule depends only on the iteration number, so a
 * resumed run continues with the same rates. Equal schedules give bit-identical rates on any
 * machine.
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
     * Returns the learning rate of an iteration.
     *
     * @param iteration the iteration, counted from 0
     * @return the rate, at least 0
     * @throws IllegalArgumentException if {@code iteration} is negative
     */
    double rate(long iteration);
}
