package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.EngineThread;
import lanewise.internal.profile.Recorder;
import lanewise.internal.profile.WarmUpEvent;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Warms up kernels for a run on a daemon thread, and offers those that it measures to be faster
 * than the run's. A JVM has at most one such thread at a time. It ends when all candidates are
 * judged, when it is cancelled, or when the run has been idle for {@value #IDLE_NANOS} ns. A
 * candidate has {@value #LIMIT_NANOS} ns to become faster, so the thread's lifetime is bounded.
 */
final class KernelWarmUp implements Runnable {

    /** Least speedup to count as faster: less is within measurement noise. */
    private static final double MARGIN = 1.1;

    /** Period without improvement, in ns, after which a time is that of compiled code. */
    static final long STEADY_NANOS = 10_000_000;

    /** Time limit of a candidate, in ns: even on a busy machine, C2 is done long before. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

    /** Time, in ns, after which a contender that is still too slow is compared again. */
    private static final long ROUND_NANOS = 500_000_000;

    /** Pause of the run, in ns, after which the thread ends. */
    private static final long IDLE_NANOS = 50_000_000;

    /** Share of the estimate that candidates must beat where it cannot be compared with a time. */
    private static final double TRUSTED = 0.75;

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private final double estimate;
    private final boolean repeatable;

    /** Suppliers of the trials; null once the thread has ended, to free their memory. */
    private List<Supplier<Trial>> contenders;

    private final long begun = System.nanoTime();

    /** Number of runs that wait. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean cancelled;
    private volatile boolean advancing = true;
    private volatile long idleSince;
    private volatile Offer offer;
    private volatile String finding = "faster kernels were still warming up";
    private volatile boolean concluded;
    private volatile boolean ended;

    /** Kernels to move to. */
    record Offer(TierChoice tier, Kernels kernels) {}

    private KernelWarmUp(List<Supplier<Trial>> contenders, double estimate, boolean repeatable) {
        this.contenders = contenders;
        this.estimate = estimate;
        this.repeatable = repeatable;
    }

    /**
     * Starts the thread.
     *
     * @param contenders supplies the suppliers of trials: first of the kernels to beat, then of
     *     those that may be faster, which throw an IllegalStateException with the reason if their
     *     kernels are unavailable. Called on the calling thread, and only if a warm-up starts
     * @param estimate estimated time of an iteration on the first kernels, in ns
     * @param repeatable whether that time is short enough to measure; else the estimate is used
     * @return the warm-up; null if another is in progress or memory is too low for one
     */
    static KernelWarmUp start(
            Supplier<List<Supplier<Trial>>> contenders, double estimate, boolean repeatable) {
        if (!UNDER_WAY.compareAndSet(false, true)) {
            return null;
        }
        KernelWarmUp started = null;
        try {
            KernelWarmUp warmUp = new KernelWarmUp(contenders.get(), estimate, repeatable);
            EngineThread.daemon("lanewise-warm-up", warmUp).start();
            started = warmUp;
        } catch (OutOfMemoryError e) {
            // No memory for arrays or a thread: the run itself does not need them.
        } finally {
            if (started == null) {
                UNDER_WAY.set(false);
            }
        }
        return started;
    }

    @Override
    public void run() {
        try {
            judgeAll();
        } catch (RuntimeException | Error e) {
            // The run keeps its kernels.
            concluded = true; // first: memory may be too low to build the message
            finding = "faster kernels failed to warm up: " + e;
        } finally {
            contenders = null;
            ended = true;
            UNDER_WAY.set(false);
        }
    }

    private void judgeAll() {
        Trial first = contenders.getFirst().get();
        Trial best = first;
        for (Supplier<Trial> contender : contenders.subList(1, contenders.size())) {
            Trial trial;
            try {
                trial = contender.get();
            } catch (IllegalStateException e) {
                finding = best == first ? e.getMessage() : finding;
                continue;
            }
            WarmUpEvent event = Recorder.isOn() ? new WarmUpEvent() : null;
            if (event != null) {
                event.begin();
            }
            long begin = System.nanoTime();
            trial.rehearse(this::over);
            double toBeat = upperBound(); // until there is something to compare with
            double nanos;
            boolean faster;
            do {
                nanos = steadyNanos(trial, toBeat);
                // The kernels to beat may have become faster in the meantime.
                toBeat = toBeat(best, best == first);
                faster = nanos * MARGIN < toBeat;
            } while (!faster && System.nanoTime() - begin < LIMIT_NANOS && !over());
            if (over()) {
                return;
            }
            if (event != null) {
                event.kernels = trial.kernels.name();
                event.faster = faster;
                event.nanosPerIteration = nanos;
                event.commit();
            }
            if (faster || best == first) {
                boolean measured = best != first || isMeasured();
                finding = comparison(trial, nanos, best, measured ? toBeat : estimate, measured);
            }
            if (faster) {
                best = trial;
                offer = new Offer(trial.tier, trial.kernels);
            }
        }
        concluded = true;
    }

    /**
     * Time of an iteration to beat, in ns. The first kernels are compiled, and can be measured,
     * only if the run uses them.
     */
    private double toBeat(Trial best, boolean first) {
        if (!first) {
            return steadyNanos(best, 0);
        }
        return isMeasured() ? Math.min(estimate, steadyNanos(best, 0)) : upperBound();
    }

    private double upperBound() {
        return isMeasured() ? estimate : TRUSTED * estimate;
    }

    /** Whether the time of the first kernels is measured, not estimated. */
    private boolean isMeasured() {
        return repeatable && waiting.get() == 0;
    }

    /**
     * Waits for an offer. While the run waits, its kernels are not measured.
     *
     * @param run the run, which may be stopped
     * @param longest the longest time to wait since this warm-up was started, in ns
     * @return the time for which it waited, in ns
     */
    long await(TieredRun run, long longest) {
        long begin = System.nanoTime();
        waiting.incrementAndGet();
        while (offer == null
                && !ended
                && System.nanoTime() - begun < longest
                && !run.stopRequested()) {
            LockSupport.parkNanos(this, 1_000_000);
        }
        waiting.decrementAndGet();
        return System.nanoTime() - begin;
    }

    /**
     * Least time of an iteration in a round, in ns. The round ends once that time is short enough
     * and no longer falls.
     */
    private double steadyNanos(Trial trial, double toBeat) {
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        long improved = begin;
        long now = begin;
        boolean enough = false;
        while (!enough && now - begin < ROUND_NANOS && !over()) {
            double nanos = trial.nanosPerIteration();
            now = System.nanoTime();
            if (nanos < 0.95 * best) {
                improved = now;
            }
            best = Math.min(best, nanos);
            boolean fastEnough = toBeat == 0 || best * MARGIN < toBeat;
            enough = fastEnough && now - improved >= STEADY_NANOS;
        }
        return best;
    }

    private static String comparison(
            Trial a, double nanos, Trial b, double others, boolean measured) {
        return String.format(
                Locale.ROOT,
                "%s measured at %.2f µs per iteration, %s %s %.2f",
                a.kernels.name(),
                nanos / 1e3,
                b.kernels.name(),
                measured ? "at" : "estimated at",
                others / 1e3);
    }

    private boolean over() {
        return cancelled || !advancing && System.nanoTime() - idleSince > IDLE_NANOS;
    }

    /** The fastest kernels so far; null if none beats those of the run. */
    Offer offer() {
        return offer;
    }

    /** The result so far, in one line. */
    String finding() {
        return finding;
    }

    /** Whether the result is final. */
    boolean concluded() {
        return concluded;
    }

    /** Whether the thread has ended, with or without a final result. */
    boolean ended() {
        return ended;
    }

    /** Records that the run is being advanced. */
    void resume() {
        advancing = true;
    }

    /** Records that the run is not being advanced for now. */
    void pause() {
        idleSince = System.nanoTime();
        advancing = false;
    }

    /** Ends the thread after its current measurement. */
    void cancel() {
        cancelled = true;
    }
}
