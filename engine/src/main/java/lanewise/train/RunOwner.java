package lanewise.train;

import java.lang.invoke.VarHandle;

/** Confines a run to the thread that is advancing it, and detects use by other threads. */
final class RunOwner {

    /**
     * The thread advancing the run; null if there is none. It releases the run by writing null here
     * without a call, which works even after a stack overflow.
     */
    volatile Thread thread;

    /** Number of times a thread has begun to advance the run. */
    private volatile int times;

    /**
     * Requires that no thread is advancing the run.
     *
     * @param caller the calling thread
     * @throws IllegalStateException if one is
     */
    void requireNone(Thread caller) {
        Thread other = thread;
        if (other == caller) {
            throw new IllegalStateException(
                    "a listener advances its own run: return true to go on instead");
        }
        if (other != null) {
            throw notYours(other);
        }
    }

    /**
     * Makes the calling thread the owner.
     *
     * @param caller the calling thread
     * @throws IllegalStateException if there is an owner
     */
    synchronized void begin(Thread caller) {
        requireNone(caller);
        thread = caller;
        times++;
        VarHandle.storeStoreFence(); // readers that see the owner's changes also see `times`
    }

    /**
     * Requires that the calling thread is the owner, or that there is none.
     *
     * @throws IllegalStateException if another thread is the owner
     */
    void require() {
        Thread other = thread;
        if (other != null && other != Thread.currentThread()) {
            throw notYours(other);
        }
    }

    /**
     * Begins a read that another thread could overlap by becoming the owner.
     *
     * @return the argument for {@link #endReading}
     * @throws IllegalStateException if another thread is the owner
     */
    int beginReading() {
        int before = times;
        require();
        return before;
    }

    /**
     * Ends a read.
     *
     * @throws IllegalStateException if a thread became the owner meanwhile, so that the values read
     *     may be a mixture
     */
    void endReading(int before) {
        VarHandle.loadLoadFence();
        if (times != before) {
            throw new IllegalStateException(
                    "another thread began to advance the run, which belongs to one thread at a time,"
                            + " while this thread read it: read it before, in a TrainingListener, or"
                            + " after advance has returned");
        }
    }

    private static IllegalStateException notYours(Thread other) {
        return new IllegalStateException(
                "thread "
                        + (other.getName().isEmpty() ? "#" + other.threadId() : other.getName())
                        + " is advancing the run, which belongs to one thread at a time: wait until"
                        + " advance has returned, read the run in a TrainingListener, or cancel()");
    }
}
