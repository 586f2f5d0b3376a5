package lanewise.select;

/** Counts trials, and estimates the time that is left by their work. Not thread-safe. */
final class TrialClock {
    private final int total;
    private final long start = System.nanoTime();
    private int done;
    private double workLeft;
    private double workDone;

    /**
     * Starts the clock.
     *
     * @param total number of all trials
     * @param work their work, in any unit
     */
    TrialClock(int total, double work) {
        this.total = total;
        workLeft = work;
    }

    /** Counts a trial of the journal. */
    void restored(double work) {
        done++;
        workLeft -= work;
    }

    /** Counts a trial that has been trained. */
    void trained(double work) {
        restored(work);
        workDone += work;
    }

    int total() {
        return total;
    }

    int done() {
        return done;
    }

    double elapsedSeconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The time that is left if it takes as long as before, after at least one trial. */
    double remainingSeconds() {
        return done == total ? 0 : Math.max(0, elapsedSeconds() * workLeft / workDone);
    }
}
