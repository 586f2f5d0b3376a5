package lanewise.internal.tier;

/**
 * What the runs of a group share that have the same kernels: one warm-up, which pays off for all of
 * them together, and its result. Thread-safe.
 */
public final class SharedKernels {
    private final boolean specialised;
    private final int threads;
    private volatile double aheadNanos;
    private volatile KernelWarmUp warmUp;

    /**
     * Starts without a warm-up.
     *
     * @param specialised whether kernels made for one network pay off; else the vector kernels,
     *     which serve all networks, are warmed up
     * @param threads number of threads of the group
     */
    public SharedKernels(boolean specialised, int threads) {
        this.specialised = specialised;
        this.threads = threads;
    }

    /** Whether kernels made for one network may be warmed up. */
    boolean specialised() {
        return specialised;
    }

    /** Number of threads of the group. */
    int threads() {
        return threads;
    }

    /**
     * Adds to the work of the runs that have not been started.
     *
     * @param nanos estimated scalar time, in ns; negative once a run is started
     */
    public synchronized void addAhead(double nanos) {
        aheadNanos += nanos;
    }

    /** Estimated scalar time of the runs that have not been started, in ns. */
    double aheadNanos() {
        return aheadNanos;
    }

    /** The warm-up; null before it is started. */
    KernelWarmUp warmUp() {
        return warmUp;
    }

    /** Shares a warm-up with all runs from now on; null if it could not be started. */
    void share(KernelWarmUp started) {
        warmUp = started;
    }

    /** Ends the warm-up. */
    public void end() {
        if (warmUp != null) {
            warmUp.cancel();
        }
    }
}
