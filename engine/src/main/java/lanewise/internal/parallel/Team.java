package lanewise.internal.parallel;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread and its helpers, who do the phases of training together: the parts of a phase are
 * claimed one by one, by the calling thread and by up to {@code threads − 1} workers that an
 * executor runs.
 *
 * <pre>{@code
 * try (Team.Section _ = team.open()) {
 *     team.run(8, forward);
 *     team.run(8, backward);
 * }
 * }</pre>
 *
 * <p>Part {@code p} of every phase is, if possible, worker {@code p mod threads}'s, so that what a
 * thread has written is still in the cache of its core when a later phase wants it. The caller
 * never waits for a worker that holds no part, so that a busy or refusing executor costs speed and
 * nothing else.
 *
 * <p>Workers join when a section is opened. They wait for the next phase awake for {@value
 * #AWAKE_NANOS} ns, also when the section has been closed, then they go to sleep or leave: a worker
 * that is woken for each phase is often put on the caller's own processor, where it only gets in
 * the way.
 *
 * <p>What the caller did before {@link #run} happens-before the parts, and the parts happen-before
 * its return. In the steady state {@link #run} allocates nothing. One thread at a time may use a
 * team, and parts must not.
 */
public final class Team {

    /** How long to wait awake: longer than what lies between two phases, also of two sections. */
    private static final long AWAKE_NANOS = 1_000_000;

    /**
     * How often to look for what is awaited, some 20 µs, before each further look lets another
     * thread go first: it may be the one waited for, on the same processor.
     */
    private static final int SPINS = 500;

    /** With one processor, whoever waits awake keeps the others from working. */
    private static final boolean CAN_SPIN = Runtime.getRuntime().availableProcessors() > 1;

    /** The value of {@link #unclaimed} while no section is open. */
    private static final int CLOSED = -1;

    private final Executor executor;
    private final Worker[] workers;
    private final Section section = new Section();

    /**
     * How many parts of the phase nobody has claimed yet. Whoever lowers it has claimed a part and
     * may read {@link #body} and {@link #parts}, which stay as they are until the part is done.
     */
    private final AtomicInteger unclaimed = new AtomicInteger(CLOSED);

    /**
     * 1 for each part of the phase that has been taken by one who had claimed a part. Not made for
     * a thread alone: its class takes 2 ms to load.
     */
    private AtomicIntegerArray taken;

    /** How many parts of the phase are not done. */
    private final AtomicInteger undone = new AtomicInteger();

    private Part body;
    private int parts;
    private Throwable failure;

    private volatile Thread caller;
    private volatile boolean callerSleeps;

    /**
     * Makes a team. It does not touch the executor yet.
     *
     * @param executor runs the workers; each occupies one of its threads while a section is open,
     *     and a moment longer
     * @param threads the caller and its workers, at least 1; with 1 the executor is never touched
     */
    Team(Executor executor, int threads) {
        Objects.requireNonNull(executor, "executor is null: expected who runs the workers");
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
     * How many threads work at most.
     *
     * @return the caller and its workers
     */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Calls the workers in; the calling thread is the one to {@link #run} phases until it closes
     * the section.
     *
     * @return the section, to be closed
     * @throws IllegalStateException if a section is open
     */
    public Section open() {
        if (caller != null) {
            throw new IllegalStateException(
                    "the team has a section open: expected it to be closed before the next");
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
     * Does all parts of a phase; outside a section, or with one part, on the calling thread alone.
     * An interrupt does not end it and stays set.
     *
     * @param parts how many, at least 0
     * @param body what each part is
     * @throws RuntimeException what a part threw, once every part that was begun has ended; parts
     *     that were not begun are left out
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

    /** The part of one who has claimed a part, so that there is one left. */
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
                interrupted |= Thread.interrupted(); // while it is set, nobody can sleep
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes some time awake, or returns false: it is time to sleep. */
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
                "a part threw an exception that it does not declare", thrown);
    }

    /** The time during which workers stand by. */
    public final class Section implements AutoCloseable {
        private Section() {}

        /** Lets the workers go, without waiting for them to do so. */
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

        /** Whether the executor has this worker, waiting or running: it must not get it twice. */
        private final AtomicBoolean called = new AtomicBoolean();

        /** Whether a thread is this worker: two would work in the same memory. */
        private final AtomicBoolean running = new AtomicBoolean();

        /** Whether the executor is being called: it may wait for this worker to end. */
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
                    // Then the others do the work.
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
            // An executor may run tasks in execute(), where the caller works anyway.
            if (Thread.currentThread() == caller) {
                called.set(false);
                return;
            }
            do {
                if (!running.compareAndSet(false, true)) { // it may run one twice, too
                    called.set(false);
                    return;
                }
                try {
                    work();
                } finally {
                    thread = null;
                    running.set(false); // first: who is called from now on finds the place free
                    called.set(false);
                }
                // A section that was opened in the meantime found this worker called.
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

        /** Returns whether there is work, not whether any is left; else it is time to leave. */
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

        /** Returns whether this worker has joined. */
        boolean wake() {
            Thread joined = thread;
            if (sleeps) {
                LockSupport.unpark(joined);
            }
            return joined != null;
        }
    }
}
