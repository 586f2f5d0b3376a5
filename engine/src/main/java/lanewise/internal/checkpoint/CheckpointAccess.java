package lanewise.internal.checkpoint;

import java.util.List;

/**
 * Gives {@code lanewise.io} the content of a checkpoint, which its public API does not show. {@code
 * lanewise.train.Checkpoint} registers itself when it is initialized; this package lies below it
 * and therefore cannot name its types.
 *
 * @param <N> {@code lanewise.Network}
 * @param <C> {@code lanewise.train.Checkpoint}
 */
public abstract class CheckpointAccess<N, C> {
    private static volatile CheckpointAccess<?, ?> registered;

    /** For {@code lanewise.train.Checkpoint}. */
    protected CheckpointAccess() {}

    /** The content of a checkpoint. */
    public abstract RunState state(C checkpoint);

    /** Makes a checkpoint of its content. */
    public abstract C checkpoint(N network, List<String> classNames, RunState state);

    /** Registers the implementation. */
    public static void register(CheckpointAccess<?, ?> access) {
        registered = access;
    }

    /** The implementation; valid once the class of checkpoints is initialized. */
    @SuppressWarnings("unchecked") // there is one class of networks and one of checkpoints
    public static <N, C> CheckpointAccess<N, C> get() {
        return (CheckpointAccess<N, C>) registered;
    }
}
