package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.EngineThread;
import lanewise.internal.profile.Recorder;
import lanewise.internal.profile.WarmUpEvent;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Warms up kernels for a run on a daemon thread, and offers those it has measured to be faster than
 * the run's. A JVM has at most one such thread. It ends when all candidates are measured, when the
 * run ends or has not been advanced for a while, or when a candidate has not become faster within
 * {@value #LIMIT_NANOS} ns; so its time is bounded in any case.
 */
final class KernelWarmUp implements Runnable {

    /** Minimum speed-up: less is within measurement noise. */
    private static final double MARGIN = 1.1;

    /** Time without improvement, in ns, after which code counts as compiled. */
    private static final long STEADY_NANOS = 10_000_000;

    /** Longest trial of a candidate, in ns: even on a busy machine, C2 is done long before. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

    /** Time, in ns, after which a candidate that is still too slow is compared again. */
    private static final long ROUND_NANOS = 500_000_000;

    /** Longest wait for the run to be advanced again, in ns. */
    private static final long IDLE_NANOS = 50_000_000;

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private final double estimate;
    private final boolean repeatable;

    /** Suppliers of the trials; null once the thread has ended. */
    private List<Supplier<Trial>> contenders;

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
     * @param contenders supplies, on this thread, suppliers of the trials: first of the kernels to
     *     beat, then of the candidates. A candidate's supplier throws an IllegalStateException with
     *     the reason if its kernels are unavailable
     * @param estimate estimated duration of an iteration on the kernels to beat, in ns
     * @param repeatable whether that is short enough to be measured; else the estimate is used
     * @return the warm-up; null while another is in progress, or if memory is short
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
            // No memory for arrays or a thread: the run itself needs neither.
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
            // The run continues on its kernels.
            concluded = true; // first: there may be no memory left for the message
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
            double toBeat = estimate; // until there is something to compare with
            double nanos;
            boolean faster;
            do {
                nanos = stable(trial, toBeat);
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
                finding = comparison(trial, nanos, best, toBeat, best != first || repeatable);
            }
            if (faster) {
                best = trial;
                offer = new Offer(trial.tier, trial.kernels);
            }
        }
        concluded = true;
    }

    /**
     * The time to beat. For the first kernels the estimate counts, too: if the run waits, they may
     * not be compiled yet.
     */
    private double toBeat(Trial best, boolean first) {
        if (!first) {
            return stable(best, 0);
        }
        return repeatable ? Math.min(estimate, stable(best, 0)) : estimate;
    }

    /** The minimum time of a round, which ends once it is short enough and stable. */
    private double stable(Trial trial, double toBeat) {
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
                measured ? "at" : "taken for",
                others / 1e3);
    }

    private boolean over() {
        return cancelled || !advancing && System.nanoTime() - idleSince > IDLE_NANOS;
    }

    /** The fastest kernels so far, if faster than those the run started with; else null. */
    Offer offer() {
        return offer;
    }

    /** The result so far, in one line. */
    String finding() {
        return finding;
    }

    /** Whether all candidates have been measured. */
    boolean concluded() {
        return concluded;
    }

    /** Whether the thread has ended, all candidates measured or not. */
    boolean ended() {
        return ended;
    }

    /** Resumes after {@link #pause}. */
    void resume() {
        advancing = true;
    }

    /** Pauses while the run is not being advanced. */
    void pause() {
        idleSince = System.nanoTime();
        advancing = false;
    }

    /** Ends the thread after its current iteration. */
    void cancel() {
        cancelled = true;
    }
}
