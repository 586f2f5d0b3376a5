package lanewise.internal.parallel;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that run the phases of training together. The calling thread and up to {@code threads −
 * 1} workers, which an executor runs, claim the parts of a phase one by one.
 *
 * <pre>{@code
 * try (Team.Section _ = team.open()) {
 *     team.run(8, forward);
 *     team.run(8, backward);
 * }
 * }</pre>
 *
 * <p>Part {@code p} of every phase goes to worker {@code p mod threads} if possible, so that the
 * data a thread has written is still in its core's cache when a later phase reads it. The caller
 * never waits for a worker that holds no part, so a busy or rejecting executor costs only speed.
 *
 * <p>Workers join when a section is opened. They spin for up to {@value #AWAKE_NANOS} ns for the
 * next phase, even after the section is closed, then park or leave. A worker that is unparked for
 * each phase is often scheduled on the caller's own processor, where it only gets in the way.
 *
 * <p>Actions of the caller before {@link #run} happen-before the parts, and the parts happen-before
 * its return. In the steady state {@link #run} allocates nothing. Only one thread at a time may use
 * a team, and parts must not use it.
 */
public final class Team {

    /** Time to spin before parking: longer than the gap between two phases or two sections. */
    private static final long AWAKE_NANOS = 1_000_000;

    /**
     * Checks to make, some 20 µs, before each further one yields the processor: the awaited thread
     * may need it.
     */
    private static final int SPINS = 500;

    /** False with a single processor, where a spinning thread keeps the others from working. */
    private static final boolean CAN_SPIN = Runtime.getRuntime().availableProcessors() > 1;

    /** The value of {@link #unclaimed} while no section is open. */
    private static final int CLOSED = -1;

    private final Executor executor;
    private final Worker[] workers;
    private final Section section = new Section();

    /**
     * Number of unclaimed parts of the phase. A thread that decrements it has claimed a part and
     * may read {@link #body} and {@link #parts}, which do not change until the part is done.
     */
    private final AtomicInteger unclaimed = new AtomicInteger(CLOSED);

    /**
     * 1 for each part of the phase that a claiming thread has taken, else 0. Created on demand: its
     * class takes 2 ms to load, which a single thread does not need.
     */
    private AtomicIntegerArray taken;

    /** Number of parts of the phase that are not done. */
    private final AtomicInteger undone = new AtomicInteger();

    private Part body;
    private int parts;
    private Throwable failure;

    private volatile Thread caller;
    private volatile boolean callerSleeps;

    /**
     * Creates a team, without using the executor yet.
     *
     * @param executor runs the workers; each occupies one of its threads while a section is open
     *     and shortly afterwards
     * @param threads number of threads, the caller's included, at least 1; with 1 the executor is
     *     never used
     */
    Team(Executor executor, int threads) {
        Objects.requireNonNull(executor, "executor is null: expected an executor for the workers");
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: expected at least 1");
        }
        this.executor = executor;
        workers = new Worker[threads - 1];
        for (int k = 0; k < workers.length; k++) {
            workers[k] = new Worker(k + 1);
        }
    }

    /**
     * The largest number of threads that work at the same time.
     *
     * @return the number of workers plus 1 for the caller
     */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Submits the workers to the executor. Only the calling thread may {@link #run} phases until it
     * closes the section.
     *
     * @return the section, to be closed
     * @throws IllegalStateException if a section is open
     */
    public Section open() {
        if (caller != null) {
            throw new IllegalStateException(
                    "the team already has an open section: close it before opening another");
        }
        caller = Thread.currentThread();
        unclaimed.set(0);
        boolean called = false;
        try {
            for (Worker worker : workers) {
                worker.call();
            }
            called = true;
        } finally {
            if (!called) {
                section.close();
            }
        }
        return section;
    }

    /**
     * Runs all parts of a phase; outside a section, or with one part, on the calling thread alone.
     * An interrupt does not end it; the interrupt status stays set.
     *
     * @param parts number of parts, at least 0
     * @param body computes a part
     * @throws RuntimeException if a part throws one. It is thrown once every part that was begun
     *     has ended; the others are skipped
     * @throws Error likewise
     */
    public void run(int parts, Part body) {
        if (parts <= 1 || workers.length == 0 || caller == null) {
            for (int part = 0; part < parts; part++) {
                body.compute(part, 0);
            }
            return;
        }
        assert caller == Thread.currentThread() && this.body == null;
        this.body = body;
        this.parts = parts;
        release(parts);
        undone.set(parts);
        unclaimed.set(parts);
        int wanted = parts - 1;
        for (int k = 0; k < workers.length && wanted > 0; k++) {
            if (workers[k].wake()) {
                wanted--;
            }
        }
        claimParts(0);
        awaitOthers();
        this.body = null;
        if (failure != null) {
            rethrow();
        }
    }

    private void release(int parts) {
        if (taken == null || taken.length() < parts) {
            taken = new AtomicIntegerArray(parts);
        } else {
            for (int part = 0; part < parts; part++) {
                taken.setPlain(part, 0);
            }
        }
    }

    /** Takes a part for a worker that has claimed one, so at least one is left. */
    private int take(int worker) {
        int threads = threads();
        for (int first = worker; ; first++) {
            for (int part = first % threads; part < parts; part += threads) {
                if (taken.getPlain(part) == 0 && taken.compareAndSet(part, 0, 1)) {
                    return part;
                }
            }
        }
    }

    private void claimParts(int worker) {
        for (int left = unclaimed.get(); left > 0; left = unclaimed.get()) {
            if (unclaimed.compareAndSet(left, left - 1)) {
                int ended = 1;
                try {
                    body.compute(take(worker), worker);
                } catch (Throwable t) {
                    fail(t);
                    ended += unclaimed.getAndSet(0);
                }
                if (undone.addAndGet(-ended) == 0 && callerSleeps) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }

    private void awaitOthers() {
        long start = System.nanoTime();
        boolean interrupted = false;
        for (int looks = 0; undone.get() > 0; looks++) {
            if (!stayAwake(looks, start)) {
                callerSleeps = true;
                if (undone.get() > 0) {
                    LockSupport.park(this);
                }
                callerSleeps = false;
                interrupted |= Thread.interrupted(); // park returns at once while it is set
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spins or yields once; returns false when it is time to park. */
    private static boolean stayAwake(int looks, long since) {
        if (!CAN_SPIN) {
            return false;
        }
        if (looks < SPINS) {
            Thread.onSpinWait();
            return true;
        }
        Thread.yield();
        return System.nanoTime() - since < AWAKE_NANOS;
    }

    private synchronized void fail(Throwable t) {
        if (failure == null) {
            failure = t;
        } else if (failure != t) {
            failure.addSuppressed(t);
        }
    }

    private synchronized void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(
                "a part threw a checked exception that it does not declare", thrown);
    }

    /** A period during which workers stand by. */
    public final class Section implements AutoCloseable {
        private Section() {}

        /** Releases the workers without waiting for them to leave. */
        @Override
        public void close() {
            unclaimed.set(CLOSED);
            caller = null;
            for (Worker worker : workers) {
                worker.wake();
            }
        }
    }

    /** Claims parts on a thread of the executor. */
    private final class Worker implements Runnable {
        private final int index;

        /**
         * True while the executor has this worker, queued or running, and must not get it again.
         */
        private final AtomicBoolean called = new AtomicBoolean();

        /** True while a thread runs this worker: two would share its memory. */
        private final AtomicBoolean running = new AtomicBoolean();

        /** True during the call of the executor, which may wait for this worker to end. */
        private volatile boolean handedOver;

        private volatile Thread thread;
        private volatile boolean sleeps;

        Worker(int index) {
            this.index = index;
        }

        void call() {
            if (called.compareAndSet(false, true)) {
                boolean accepted = false;
                handedOver = true;
                try {
                    executor.execute(this);
                    accepted = true;
                } catch (RejectedExecutionException e) {
                    // The other threads do the work.
                } finally {
                    handedOver = false;
                    if (!accepted) {
                        called.set(false);
                    }
                }
            }
        }

        @Override
        public void run() {
            // An executor may run a task inside execute(); the caller claims parts anyway.
            if (Thread.currentThread() == caller) {
                called.set(false);
                return;
            }
            do {
                if (!running.compareAndSet(false, true)) { // an executor may run a task twice
                    called.set(false);
                    return;
                }
                try {
                    work();
                } finally {
                    thread = null;
                    running.set(false); // before called: the next run must find this false
                    called.set(false);
                }
                // A section opened in the meantime did not submit this worker again.
            } while (unclaimed.get() != CLOSED
                    && !handedOver
                    && !Thread.currentThread().isInterrupted()
                    && called.compareAndSet(false, true));
        }

        private void work() {
            thread = Thread.currentThread();
            while (awaitParts()) {
                claimParts(index);
            }
        }

        /** Returns true if a phase has begun, though no part may be left; false to leave. */
        private boolean awaitParts() {
            long start = System.nanoTime();
            for (int looks = 0; unclaimed.get() <= 0; looks++) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                if (stayAwake(looks, start)) {
                    continue;
                }
                if (handedOver) {
                    return false;
                }
                sleeps = true;
                if (unclaimed.get() == 0) {
                    LockSupport.park(Team.this);
                }
                sleeps = false;
                if (unclaimed.get() == CLOSED) {
                    return false;
                }
                start = System.nanoTime();
                looks = 0;
            }
            return true;
        }

        /** Unparks this worker if it is parked; returns whether it has joined. */
        boolean wake() {
            Thread joined = thread;
            if (sleeps) {
                LockSupport.unpark(joined);
            }
            return joined != null;
        }
    }
}
