package lanewise.optimize;

/**
 * How parameters follow their gradient: the rule of a training step, with its settings. A value;
 * the memory that a rule needs between steps belongs to the training run.
 *
 * <p>In the formulas of the optimizers {@code p} is a parameter, {@code g} its gradient (the mean
 * over the samples of a batch, clipped if so asked), {@code η} the learning rate of the step, which
 * a {@link Schedule} may change; everything else that a formula remembers begins with 0.
 */
public sealed interface Optimizer permits Sgd, Momentum, Nesterov, RmsProp, Adam, AdamW {

    /**
     * The learning rate of each step.
     *
     * @return the schedule
     */
    Schedule learningRate();
}
