package lanewise;

import lanewise.state.RunState;

/**
 * Where a training run stands: the model, and all else that the iterations to come depend on beside
 * the trainer and the data, which are what the optimizer remembers, the order of the rows in
 * mini-batches and the state of the random numbers behind it, how long early stopping has waited
 * and for what, and the history. A run that goes on from it, in this JVM or another, comes to the
 * same bits as if it had never stopped. Immutable and thread-safe.
 *
 * <pre>{@code
 * SavedModel.of(run.model()).withCheckpoint(run.checkpoint()).write(file);
 *
 * Checkpoint saved = SavedModel.read(file).checkpoint().orElseThrow();
 * TrainingRun resumed = trainer.resume(saved, train);
 * resumed.advance(resumed.remaining());
 * }</pre>
 *
 * @see TrainingRun#checkpoint
 * @see Trainer#resume
 */
public sealed interface Checkpoint permits RunState {

    /**
     * The model of the run, as {@link TrainingRun#model} gives it: with early stopping that of the
     * epoch with the smallest loss on the validation rows, else the current one.
     *
     * @return the model
     */
    Model model();

    /**
     * The model that the next iteration begins with.
     *
     * @return the model
     */
    Model current();

    /**
     * The number of iterations done.
     *
     * @return at least 0
     */
    int iteration();
}
