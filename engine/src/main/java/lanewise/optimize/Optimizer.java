package lanewise.optimize;

/**
 * The update rule of a training step, with its settings. An optimizer is a value; its state between
 * steps belongs to the training run.
 *
 * <p>In the formulas of the optimizers, {@code p} is a parameter, {@code g} its gradient (the mean
 * over the samples of a batch, optionally clipped) and {@code η} the learning rate of the step, as
 * given by a {@link Schedule}. All other state starts at 0.
 *
 * <pre>{@code
 * List<Optimizer> candidates = List.of(new Sgd(0.1), new Momentum(0.1, 0.9), new Adam(0.01));
 * for (Optimizer optimizer : candidates) {
 *     TrainingRun run = trainer.withOptimizer(optimizer).fit(start, train);
 *     System.out.println(optimizer + ": " + ConfusionMatrix.of(run.model(), test).accuracy());
 * }
 * }</pre>
 */
public sealed interface Optimizer permits Sgd, Momentum, Nesterov, RmsProp, Adam, AdamW {

    /**
     * The learning rate of each step.
     *
     * @return the schedule
     */
    Schedule learningRate();
}
