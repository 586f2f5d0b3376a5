package lanewise.internal.parallel;

import java.lang.invoke.VarHandle;

/** Records the thread that changes a run. No other thread may use the run meanwhile. */
public final class RunOwner {

    /**
     * The owning thread; null if there is none. The owner releases the run by writing null, without
     * a call, so that even a stack overflow leaves no owner behind.
     */
    public volatile Thread thread;

    /** Number of times that a thread has become the owner. */
    private volatile int times;

    /**
     * Requires that no thread owns the run.
     *
     * @param caller the calling thread
     * @throws IllegalStateException if a thread does
     */
    public void requireNone(Thread caller) {
        Thread other = thread;
        if (other == caller) {
            throw new IllegalStateException(
                    "a listener advances its own run: return true to continue instead");
        }
        if (other != null) {
            throw notYours(other);
        }
    }

    /**
     * Makes the calling thread the owner.
     *
     * @param caller the calling thread
     * @throws IllegalStateException if a thread already owns the run
     */
    public synchronized void begin(Thread caller) {
        requireNone(caller);
        thread = caller;
        times++;
        VarHandle.storeStoreFence(); // publish the owner before its changes to the run
    }

    /**
     * Requires that the calling thread or no thread owns the run.
     *
     * @throws IllegalStateException if another thread does
     */
    public void require() {
        Thread other = thread;
        if (other != null && other != Thread.currentThread()) {
            throw notYours(other);
        }
    }

    /**
     * Begins a read that takes so long that another thread may become the owner meanwhile.
     *
     * @return the argument for {@link #endReading}
     * @throws IllegalStateException if another thread owns the run
     */
    public int beginReading() {
        int before = times;
        require();
        return before;
    }

    /**
     * Ends a read.
     *
     * @param before result of {@link #beginReading}
     * @throws IllegalStateException if a thread became the owner meanwhile: the values read may be
     *     a mix of two states
     */
    public void endReading(int before) {
        VarHandle.loadLoadFence();
        if (times != before) {
            throw new IllegalStateException(
                    "another thread began to use the run, which belongs to one thread at a time,"
                            + " while it was read: read it before, in a TrainingListener, or after"
                            + " advance has returned");
        }
    }

    private static IllegalStateException notYours(Thread other) {
        return new IllegalStateException(
                "thread "
                        + (other.getName().isEmpty() ? "#" + other.threadId() : other.getName())
                        + " is using the run, which belongs to one thread at a time: wait until"
                        + " advance has returned, read the run in a TrainingListener, or cancel()");
    }
}
