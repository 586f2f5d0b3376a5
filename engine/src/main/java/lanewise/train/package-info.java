/**
 * Training: a {@link lanewise.train.Trainer} holds the settings, {@link lanewise.train.Trainer#fit}
 * makes a {@link lanewise.train.TrainingRun} that holds the trained model and its history.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(50);
 * TrainingRun run = trainer.fit(start, train);
 * System.out.println(run.epoch()); // prints 50
 * }</pre>
 *
 * <p>Depends on {@code lanewise}, {@code lanewise.data}, {@code lanewise.optimize} and on the
 * engine's internals, which never refer back to it. To follow a batch from {@code fit} to updated
 * parameters, start with {@code TrainingLoop.iterate}.
 *
 * <p>No method takes or returns null.
 */
package lanewise.train;
