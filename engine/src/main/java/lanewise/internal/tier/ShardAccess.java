package lanewise.internal.tier;

/**
 * Gives {@code lanewise.shard} the runs of a trainer whose gradients are sums of shards. {@code
 * lanewise.train.TrainingRun} registers itself when it is initialized; this package lies below it
 * and therefore cannot name its types.
 *
 * @param <T> {@code lanewise.train.Trainer}
 * @param <M> {@code lanewise.Model}
 * @param <D> {@code lanewise.data.Dataset}
 * @param <C> {@code lanewise.train.Checkpoint}
 * @param <R> {@code lanewise.train.TrainingRun}
 */
public abstract class ShardAccess<T, M, D, C, R> {
    private static volatile ShardAccess<?, ?, ?, ?, ?> registered;

    /** For {@code lanewise.train.TrainingRun}. */
    protected ShardAccess() {}

    /** Starts a run on rows of this JVM, as the trainer's {@code start} does. */
    public abstract R start(T trainer, M start, D data, RunShards shards);

    /** Starts a run on rows elsewhere. */
    public abstract R start(T trainer, M start, RunShards shards);

    /** Resumes a run on rows of this JVM, as the trainer's {@code resume} does. */
    public abstract R resume(T trainer, C checkpoint, D data, RunShards shards);

    /** Resumes a run on rows elsewhere. */
    public abstract R resume(T trainer, C checkpoint, RunShards shards);

    /** The current parameters of a run, then padding; not to be changed. */
    public abstract float[] parameters(R run);

    /** Registers the implementation. */
    public static void register(ShardAccess<?, ?, ?, ?, ?> access) {
        registered = access;
    }

    /** The implementation; valid once the class of runs is initialized. */
    @SuppressWarnings("unchecked") // there is one class of each
    public static <T, M, D, C, R> ShardAccess<T, M, D, C, R> get() {
        return (ShardAccess<T, M, D, C, R>) registered;
    }
}
