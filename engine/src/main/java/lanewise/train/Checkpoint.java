package lanewise.train;

import lanewise.Model;
import lanewise.Network;
import lanewise.internal.checkpoint.CheckpointAccess;
import lanewise.internal.checkpoint.RunState;

import java.util.List;

/**
 * The state of a training run: the model, and everything else that later iterations depend on
 * besides the trainer and the data. That is the optimizer's memory, the order of rows in
 * mini-batches and the state of the random numbers behind it, the progress of early stopping, and
 * the history. A run resumed from a checkpoint, in this JVM or another, computes the same bits as
 * if it had never stopped. Immutable and thread-safe.
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
public final class Checkpoint {
    private final Network network;
    private final List<String> classNames;
    private final RunState state;

    static {
        CheckpointAccess.register(new Access());
    }

    Checkpoint(Network network, List<String> classNames, RunState state) {
        this.network = network;
        this.classNames = classNames;
        this.state = state;
    }

    /**
     * The model of the run, as {@link TrainingRun#model} returns it: with early stopping the model
     * of the epoch with the smallest loss on the validation rows, else the current one.
     *
     * @return the model
     */
    public Model model() {
        return Models.of(network, state.bestParameters(), classNames);
    }

    /**
     * The model that the next iteration begins with.
     *
     * @return the model
     */
    public Model current() {
        return Models.of(network, state.parameters(), classNames);
    }

    /**
     * The number of iterations done.
     *
     * @return at least 0
     */
    public int iteration() {
        return state.iteration();
    }

    Network network() {
        return network;
    }

    RunState state() {
        return state;
    }

    /**
     * Names network and iteration.
     *
     * @return such as {@code Checkpoint[4-2-3, iteration=100]}
     */
    @Override
    public String toString() {
        return "Checkpoint[" + network + ", iteration=" + iteration() + "]";
    }

    private static final class Access extends CheckpointAccess<Network, Checkpoint> {
        @Override
        public RunState state(Checkpoint checkpoint) {
            return checkpoint.state;
        }

        @Override
        public Checkpoint checkpoint(Network network, List<String> classNames, RunState state) {
            return new Checkpoint(network, classNames, state);
        }
    }
}
