package lanewise.train;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains many models: restarts, the settings of a search, the folds of a cross-validation. Each
 * model gets the bits that {@link Trainer#fit} alone would give it, with any number of threads and
 * in any company. Together they take less time:
 *
 * <ul>
 *   <li>The total work decides which kernels pay off, and they are warmed up once, where models
 *       trained one by one might each be too short for any but the scalar kernels.
 *   <li>Threads work on different models, each on one thread, while there are models enough.
 *   <li>Requests on the same data set share its rows in memory.
 * </ul>
 *
 * <pre>{@code
 * List<TrainingRequest> restarts = new ArrayList<>();
 * for (int seed = 0; seed < 20; seed++) {
 *     Model from = Model.normal(network, 0.5, new RandomState(seed));
 *     restarts.add(TrainingRequest.of(from, trainer.withoutHistory(), train));
 * }
 * List<TrainingResult> results = TrainingGroup.of(restarts).fit();
 * }</pre>
 *
 * <p>A training that diverges ends with that result and affects no other. Listeners of the
 * requests' trainers are called on the thread that trains the model.
 *
 * <p>Immutable but for {@link #cancel}, and thread-safe.
 */
public final class TrainingGroup {
    private final List<TrainingRequest> requests;
    private final int threads;
    private final GroupListener listener;

    /** Whether models are trained side by side wherever they can be, faster or not. */
    private final boolean stacked;

    // Guarded by this object.
    private GroupRun running;
    private boolean cancelled;

    private TrainingGroup(
            List<TrainingRequest> requests, int threads, GroupListener listener, boolean stacked) {
        this.requests = requests;
        this.threads = threads;
        this.listener = listener;
        this.stacked = stacked;
    }

    /** This group with models side by side wherever they can be, faster or not: for tests. */
    TrainingGroup stacked() {
        return new TrainingGroup(requests, threads, listener, true);
    }

    /**
     * Creates a group that uses a thread for each processor.
     *
     * @param requests the models to train
     * @return the group
     * @throws NullPointerException if the list or a request is null
     */
    public static TrainingGroup of(List<TrainingRequest> requests) {
        Objects.requireNonNull(requests, "requests is null: expected the models to train");
        int index = 0;
        for (TrainingRequest request : requests) {
            Objects.requireNonNull(
                    request, "request " + index + " is null: expected a model to train");
            index++;
        }
        return new TrainingGroup(
                List.copyOf(requests), Runtime.getRuntime().availableProcessors(), null, false);
    }

    /**
     * Returns this group with another number of threads: the caller's and the engine's own.
     *
     * @param threads number of threads, the caller's included, 1 to 1024
     * @return the group
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public TrainingGroup withThreads(int threads) {
        Trainer.requireThreads(threads);
        return new TrainingGroup(requests, threads, listener, stacked);
    }

    /**
     * Returns this group with a listener, which can stop it.
     *
     * @param listener called when a model's training has ended
     * @return the group
     * @throws NullPointerException if {@code listener} is null
     */
    public TrainingGroup withListener(GroupListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a group listener");
        return new TrainingGroup(requests, threads, listener, stacked);
    }

    /**
     * Trains all models. If the listener returns false, {@link #cancel} is called, or the calling
     * thread is interrupted, in which case its interrupt status stays set, all trainings stop
     * before their next iteration, and those not begun are not: their results state the reason.
     *
     * @return a result for each request, in the order of the requests
     * @throws IllegalStateException if a trainer's tier cannot run on this machine
     */
    public List<TrainingResult> fit() {
        TrainingResult[] results = new TrainingResult[requests.size()];
        Optional<StopReason> stopped =
                fitEach(
                        (index, result) -> {
                            results[index] = result;
                            return true;
                        });
        for (int k = 0; k < results.length; k++) {
            if (results[k] == null) {
                results[k] = TrainingResult.notBegun(requests.get(k), stopped.orElseThrow());
            }
        }
        return Arrays.asList(results);
    }

    /**
     * Trains all models as {@link #fit} does, passes each result on and holds none of them, so that
     * many models need the memory of those in training only. Trainings that are not begun have no
     * result.
     *
     * @param each called when a model's training has ended, before the listener of the group, on
     *     the thread that trained it: by several threads at the same time
     * @return the reason why the group was stopped; empty if it was not
     * @throws NullPointerException if {@code each} is null
     * @throws IllegalStateException if a trainer's tier cannot run on this machine
     */
    public Optional<StopReason> fitEach(GroupListener each) {
        Objects.requireNonNull(each, "each is null: expected a listener for the results");
        GroupRun run = new GroupRun(requests, threads, listener, each, stacked);
        synchronized (this) {
            running = run;
            if (cancelled) {
                run.stop(StopReason.CANCELLED);
                cancelled = false;
            }
        }
        try {
            return run.fit();
        } finally {
            synchronized (this) {
                running = running == run ? null : running;
            }
        }
    }

    /**
     * Stops the latest call of {@link #fit} or {@link #fitEach} or, if none is running, the next
     * one. Any thread may call this. Returns at once.
     */
    public synchronized void cancel() {
        if (running == null) {
            cancelled = true;
        } else {
            running.stop(StopReason.CANCELLED);
        }
    }
}
