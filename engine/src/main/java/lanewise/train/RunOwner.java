package lanewise.train;

import java.lang.invoke.VarHandle;

/** The thread that advances a run: nobody else may use the run until it is done. */
final class RunOwner {

    /**
     * Who it is; null if there is none. Its owner ends being it by writing null here, which needs
     * no call: even when the stack has overflowed, nobody stays the owner.
     */
    volatile Thread thread;

    /** How many times there has been one. */
    private volatile int times;

    /**
     * Requires that there is none.
     *
     * @param caller the calling thread
     * @throws IllegalStateException if there is one
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
     * @throws IllegalStateException if there is one
     */
    synchronized void begin(Thread caller) {
        requireNone(caller);
        thread = caller;
        times++;
        VarHandle.storeStoreFence(); // whoever sees what the owner changes sees that there is one
    }

    /**
     * Lets the owner pass and, if there is none, anybody.
     *
     * @throws IllegalStateException if the caller is another thread
     */
    void require() {
        Thread other = thread;
        if (other != null && other != Thread.currentThread()) {
            throw notYours(other);
        }
    }

    /**
     * Begins to read what takes so long that somebody may become the owner meanwhile.
     *
     * @return to be handed to {@link #endReading}
     * @throws IllegalStateException if the caller is another thread than the owner
     */
    int beginReading() {
        int before = times;
        require();
        return before;
    }

    /**
     * Ends it.
     *
     * @throws IllegalStateException if somebody became the owner: what was read may be half of
     *     before and half of after
     */
    void endReading(int before) {
        VarHandle.loadLoadFence();
        if (times != before) {
            throw new IllegalStateException(
                    "another thread began to advance the run, which belongs to one thread at a time,"
                            + " while it was read: read it before, in a TrainingListener, or after"
                            + " advance has returned");
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
