package lanewise.train;

import lanewise.internal.parallel.EngineThread;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.tier.GroupKernels;
import lanewise.internal.tier.SharedKernels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One call of {@link TrainingGroup#fit}: threads that take requests, the longest first. */
final class GroupRun {
    private final List<TrainingRequest> requests;
    private final int threads;
    private final GroupListener listener;

    /** Receives each result on the thread that trained the model. */
    private final GroupListener each;

    private final GroupKernels kernels = new GroupKernels();

    /** Indices of the requests in the order in which they are begun. */
    private final int[] order;

    // Guarded by this object, but for reading of the reason.
    private int begun;
    private final List<SharedRows> rows = new ArrayList<>();
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
            GroupListener each) {
        this.requests = requests;
        this.threads = threads;
        this.listener = listener;
        this.each = each;
        for (TrainingRequest request : requests) {
            kernels.add(plan(request), nanos(request));
        }
        order =
                IntStream.range(0, requests.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -nanos(requests.get(k))))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private static NetworkPlan plan(TrainingRequest request) {
        return Models.plan(request.shape());
    }

    /** Estimated scalar time of a request, in ns. */
    private static double nanos(TrainingRequest request) {
        int batch = Math.min(request.rowCount(), request.trainer().batchSize());
        return request.iterations() * plan(request).scalarNanos(batch);
    }

    /**
     * Trains all models on the calling thread and others.
     *
     * @return the reason why the group was stopped; empty if it was not
     */
    Optional<StopReason> fit() {
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
    void stop(StopReason reason) {
        synchronized (this) {
            if (stopped == null) {
                stopped = reason;
            }
            for (TrainingRun run : running) {
                run.cancel();
            }
        }
    }

    /** Takes requests until there are no more. */
    private void work() {
        try {
            int index;
            while ((index = next()) >= 0) {
                TrainingResult result = train(requests.get(index));
                if (result != null) {
                    done(index, result);
                }
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failure = failure == null ? e : failure;
            }
            stop(StopReason.CANCELLED);
        }
    }

    private synchronized int next() {
        return stopped == null && begun < order.length ? order[begun++] : -1;
    }

    /** Trains a model; null if the group is stopped before. */
    private TrainingResult train(TrainingRequest request) {
        SharedKernels shared = kernels.of(plan(request));
        shared.addAhead(-nanos(request));
        Trainer trainer = limited(request.trainer());
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
        return TrainingResult.of(
                run, reason == StopReason.CANCELLED ? stopped : reason, divergence);
    }

    /** A trainer with as many threads as there are for each model. */
    private Trainer limited(Trainer trainer) {
        int each = threads / requests.size();
        if (each <= 1) {
            return trainer.withThreads(1);
        }
        return trainer.threads() > each ? trainer.withThreads(each) : trainer;
    }

    private synchronized RunRows rows(TrainingRequest request) {
        for (SharedRows known : rows) {
            if (known.request.sharesRows(request)) {
                RunRows same = known.rows;
                return new RunRows(same.source(), request.chosen(), same.classNames());
            }
        }
        RunRows prepared = RunRows.of(request);
        rows.add(new SharedRows(request, prepared));
        return prepared;
    }

    private void done(int index, TrainingResult result) {
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
