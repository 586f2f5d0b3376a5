package lanewise;

import java.util.concurrent.atomic.AtomicReference;

/** The thread that advances a run: nobody else may use the run until it is done. */
final class Owner {
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    /**
     * Makes the calling thread the owner.
     *
     * @throws IllegalStateException if there is one
     */
    void begin() {
        Thread caller = Thread.currentThread();
        Thread other = thread.compareAndExchange(null, caller);
        if (other == caller) {
            throw new IllegalStateException(
                    "a listener advances its own run: return true to go on instead");
        }
        if (other != null) {
            throw notYours(other);
        }
    }

    /** Nobody is the owner any more. */
    void end() {
        thread.set(null);
    }

    /**
     * Lets the owner pass and, if there is none, anybody.
     *
     * @throws IllegalStateException if the caller is another thread
     */
    void require() {
        Thread other = thread.get();
        if (other != null && other != Thread.currentThread()) {
            throw notYours(other);
        }
    }

    private static IllegalStateException notYours(Thread other) {
        return new IllegalStateException(
                "thread "
                        + other.getName()
                        + " is advancing the run, which belongs to one thread at a time: wait until"
                        + " advance has returned, read the run in a TrainingListener, or cancel()");
    }
}
