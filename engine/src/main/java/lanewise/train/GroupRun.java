package lanewise.train;

import lanewise.internal.parallel.EngineThread;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.ModelEvent;
import lanewise.internal.profile.Recorder;
import lanewise.internal.stack.StackStep;
import lanewise.internal.tier.GroupKernels;
import lanewise.internal.tier.SharedKernels;
import lanewise.internal.tier.TierChoice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One call of {@link TrainingGroup#fit}. Threads first train models side by side where that is
 * faster, then the others one by one, the longest first.
 */
final class GroupRun {
    private final List<TrainingRequest> requests;
    private final int threads;
    private final GroupListener listener;

    /** Receives each result on the thread that trained the model. */
    private final GroupListener each;

    private final GroupKernels kernels;

    /** Requests to train side by side. */
    private final List<StackClass> stacks = new ArrayList<>();

    /** Indices of the other requests in the order in which they are begun. */
    private final int[] order;

    /** The rows of the requests so far; guarded by itself. */
    private final List<SharedRows> rows = new ArrayList<>();

    // Guarded by this object, but for reading of the reason.
    private int begun;
    private final Deque<Integer> repeated = new ArrayDeque<>();
    private final List<TrainingRun> running = new ArrayList<>();
    private volatile StopReason stopped;
    private Throwable failure;

    /** Serialises the calls of the listener. */
    private final Object listening = new Object();

    /** The rows of a request, which others may share. */
    private record SharedRows(TrainingRequest request, RunRows rows) {}

    GroupRun(
            List<TrainingRequest> requests,
            int threads,
            GroupListener listener,
            GroupListener each,
            boolean alwaysStacked) {
        this.requests = requests;
        this.threads = threads;
        kernels = new GroupKernels(threads);
        this.listener = listener;
        this.each = each;
        for (TrainingRequest request : requests) {
            GroupKernels.require(TierChoice.named(request.trainer().tier().name()), plan(request));
        }
        boolean[] stacked = findStacks(alwaysStacked);
        for (int k = 0; k < stacked.length; k++) {
            if (!stacked[k]) {
                kernels.add(plan(requests.get(k)), nanos(requests.get(k)));
            }
        }
        order =
                IntStream.range(0, requests.size())
                        .filter(k -> !stacked[k])
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -nanos(requests.get(k))))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** Finds the requests to train side by side; returns for each whether it is one of them. */
    private boolean[] findStacks(boolean always) {
        List<StackClass> found = new ArrayList<>();
        for (int k = 0; k < requests.size(); k++) {
            StackClass own = classOf(requests.get(k), found);
            if (own != null) {
                own.add(k, nanos(requests.get(k)));
            }
        }
        boolean[] stacked = new boolean[requests.size()];
        for (StackClass some : found) {
            if (always || some.isFaster()) {
                stacks.add(some);
                some.waiting().forEach(k -> stacked[k] = true);
            }
        }
        return stacked;
    }

    private StackClass classOf(TrainingRequest request, List<StackClass> found) {
        for (StackClass known : found) {
            if (known.accepts(request)) {
                return known;
            }
        }
        StackClass own = StackClass.of(request, threads);
        if (own != null) {
            found.add(own);
        }
        return own;
    }

    private static NetworkPlan plan(TrainingRequest request) {
        return Models.plan(request.shape());
    }

    /** Estimated scalar time of a request, in ns. */
    private static double nanos(TrainingRequest request) {
        NetworkPlan plan = plan(request);
        int rows = RowBackpropagation.paidRows(plan, request.batchRows());
        return request.iterations() * plan.scalarNanos(rows);
    }

    /**
     * Trains all models on the calling thread and others.
     *
     * @return the reason why the group was stopped; empty if it was not
     */
    Optional<StopReason> fit() {
        if (stopRequested()) { // or other threads could train before this one looks
            return Optional.of(stopped);
        }
        List<Thread> others = new ArrayList<>();
        try {
            for (int k = 1; k < Math.min(threads, requests.size()); k++) {
                Thread thread = EngineThread.daemon("lanewise-group-" + k, this::work);
                thread.start();
                others.add(thread);
            }
        } catch (OutOfMemoryError e) {
            // The system cannot start another thread: those that run do all the work.
        }
        work();
        join(others);
        kernels.end();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return Optional.ofNullable(stopped);
    }

    private void join(List<Thread> others) {
        boolean interrupted = false;
        for (Thread thread : others) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop(StopReason.INTERRUPTED);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all runs, and begins no more. */
    synchronized void stop(StopReason reason) {
        if (stopped == null) {
            stopped = reason;
        }
        for (TrainingRun run : running) {
            run.cancel();
        }
    }

    /** Whether the group is to stop; an interrupt of the calling thread stops it. */
    boolean stopRequested() {
        if (Thread.currentThread().isInterrupted()) {
            stop(StopReason.INTERRUPTED);
        }
        return stopped != null;
    }

    /** Why the group was stopped; null if it was not. */
    StopReason stopped() {
        return stopped;
    }

    /** Trains until there are no more requests. */
    private void work() {
        try {
            for (StackClass some : stacks) {
                some.start().await(this::stopRequested);
                int most = share(some);
                if (most > 0) {
                    RunRows all = rows(some.first());
                    new StackRun(this, some, all, GroupKernels.vector()).run(most);
                }
            }
            int index;
            while ((index = next()) >= 0) {
                trainAlone(
                        index,
                        kernels.begin(plan(requests.get(index)), nanos(requests.get(index))));
            }
            while ((index = nextRepeated()) >= 0) {
                trainAlone(index, null);
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failure = failure == null ? e : failure;
            }
            stop(StopReason.CANCELLED);
        }
    }

    /** Number of models that a thread trains side by side, so that all threads have some. */
    private synchronized int share(StackClass some) {
        int waiting = some.waiting().size();
        int each = Math.max(some.breakEven(), Math.ceilDiv(waiting, threads));
        return Math.min(waiting, Math.min(each, StackStep.MODELS));
    }

    /** The next request of a class; negative if there are no more. */
    synchronized int next(StackClass some) {
        Integer index = stopped == null ? some.waiting().poll() : null;
        return index == null ? -1 : index;
    }

    private synchronized int next() {
        return stopped == null && begun < order.length ? order[begun++] : -1;
    }

    private synchronized int nextRepeated() {
        return stopped == null && !repeated.isEmpty() ? repeated.poll() : -1;
    }

    TrainingRequest request(int index) {
        return requests.get(index);
    }

    /** Queues a model that diverged beside others, to be trained alone. */
    synchronized void repeat(int index) {
        repeated.add(index);
    }

    /**
     * Trains a model, unless the group is stopped before.
     *
     * @param shared the kernels that it shares; null for its own
     */
    private void trainAlone(int index, SharedKernels shared) {
        TrainingResult result = resultAlone(requests.get(index), shared);
        if (result != null) { // the run is garbage by now: evaluating needs memory, too
            done(index, result);
        }
    }

    /** Trains a model; null if the group is stopped before. */
    private TrainingResult resultAlone(TrainingRequest request, SharedKernels shared) {
        Trainer trainer = limited(request);
        TrainingRun run = new TrainingRun(trainer, request.start(), rows(request), shared);
        synchronized (this) {
            if (stopped != null) {
                return null;
            }
            running.add(run);
        }
        DivergenceException divergence = null;
        try {
            run.advance(request.iterations());
        } catch (DivergenceException e) {
            divergence = e;
        } finally {
            synchronized (this) {
                running.remove(run);
            }
        }
        StopReason reason = run.stopReason();
        if (reason == StopReason.INTERRUPTED) {
            stop(reason);
        }
        StopReason ofGroup = stopped; // null if a listener cancelled its own run
        boolean byGroup = reason == StopReason.CANCELLED && ofGroup != null;
        return TrainingResult.of(run, byGroup ? ofGroup : reason, divergence);
    }

    /** A trainer with as many threads as there are for each model. */
    private Trainer limited(TrainingRequest request) {
        Trainer trainer = request.trainer();
        int each = Math.max(1, threads / requests.size());
        boolean fits = trainer.threads() > 0 && trainer.threads() <= each;
        if (fits) {
            return trainer;
        }
        int suited =
                trainer.threads() > 0
                        ? trainer.threads()
                        : Threads.suited(plan(request).parameterCount(), request.batchRows())
                                .threads();
        return trainer.withThreads(Math.min(suited, each));
    }

    /** Prepares the rows of a request, or finds them. */
    private RunRows rows(TrainingRequest request) {
        synchronized (rows) {
            RunRows sameData = null;
            for (SharedRows known : rows) {
                if (known.request.sharesRows(request)) {
                    RunRows same = known.rows;
                    return new RunRows(same.source(), request.chosen(), same.classNames());
                }
                sameData = known.request.data() == request.data() ? known.rows : sameData;
            }
            RunRows prepared = RunRows.of(request, sameData);
            rows.add(new SharedRows(request, prepared));
            return prepared;
        }
    }

    private void publish(int index, TrainingResult result) {
        ModelEvent event = new ModelEvent();
        if (event.shouldCommit()) {
            event.index = index;
            event.network = result.model().network().toString();
            event.rows = requests.get(index).rowCount();
            event.iterations = result.iterations();
            event.kernels = result.kernels();
            event.loss = result.loss();
            event.seconds = result.seconds();
            event.stopReason = RunProfile.words(result.stopReason());
            event.commit();
        }
    }

    /** Passes a result on. */
    void done(int index, TrainingResult result) {
        if (Recorder.isOn()) {
            publish(index, result);
        }
        if (!each.modelDone(index, result)) {
            stop(StopReason.CANCELLED);
        }
        if (listener == null) {
            return;
        }
        synchronized (listening) {
            if (!listener.modelDone(index, result)) {
                stop(StopReason.CANCELLED);
            }
        }
    }
}
