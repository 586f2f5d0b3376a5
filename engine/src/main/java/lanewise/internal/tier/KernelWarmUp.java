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
 * Warms up kernels for a run on a daemon thread, and offers those that it has measured to be faster
 * than the run's. A JVM has one of these threads at a time. It ends when all candidates are judged,
 * when the run ends, when nobody has advanced the run for a while, or when a candidate has not
 * become faster in {@value #LIMIT_NANOS} ns: whatever becomes of the run, it is bounded.
 */
final class KernelWarmUp implements Runnable {

    /** How much faster kernels have to be: less is within the noise of measuring. */
    private static final double MARGIN = 1.1;

    /** A time that has not fallen for so long is what compiled code takes. */
    private static final long STEADY_NANOS = 10_000_000;

    /** C2 has long compiled by then what it will compile, on a busy machine too. */
    private static final long LIMIT_NANOS = 20_000_000_000L;

    /** After which a contender that is too slow yet is compared anew. */
    private static final long ROUND_NANOS = 500_000_000;

    /** Waiting for the run to be advanced further. */
    private static final long IDLE_NANOS = 50_000_000;

    private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

    private final double estimate;
    private final boolean repeatable;

    /** What the thread works on; let go when it ends. */
    private List<Supplier<Trial>> contenders;

    private volatile boolean cancelled;
    private volatile boolean advancing = true;
    private volatile long idleSince;
    private volatile Offer offer;
    private volatile String finding = "others were still warming up";
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
     * @param contenders says what makes the trials of the kernels to beat, then of those that may
     *     be faster, which throws an IllegalStateException that says why where kernels cannot be
     *     had; asked for on this thread if there will be a warm-up
     * @param estimate about how long an iteration takes the first, in ns
     * @param repeatable whether that is short enough to be measured; else the estimate has to do
     * @return the warm-up, or null while another is under way or there is no memory for one
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
            // Neither arrays nor a thread to spare: the run itself needs none of them.
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
            // The run goes on with what it has.
            concluded = true; // first: no memory may be left for the line
            finding = "others failed to warm up: " + e;
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
                nanos = settled(trial, toBeat);
                // Those to beat may have become faster in the meantime, too.
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
     * What to be faster than. Of the first the estimate counts as well: it may not have been
     * compiled, if the run waits.
     */
    private double toBeat(Trial best, boolean first) {
        if (!first) {
            return settled(best, 0);
        }
        return repeatable ? Math.min(estimate, settled(best, 0)) : estimate;
    }

    /** The least time of a round, which ends when it is short enough and falls no more. */
    private double settled(Trial trial, double toBeat) {
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

    /** The fastest so far, if it is faster than what the run started with. */
    Offer offer() {
        return offer;
    }

    /** What came of it so far, in a line. */
    String finding() {
        return finding;
    }

    /** Whether nothing more is to be learned. */
    boolean concluded() {
        return concluded;
    }

    /** Whether the thread has done its work, all or not. */
    boolean ended() {
        return ended;
    }

    /** Says that the run is being advanced. */
    void resume() {
        advancing = true;
    }

    /** Says that the run is not being advanced for now. */
    void pause() {
        idleSince = System.nanoTime();
        advancing = false;
    }

    /** Ends the thread after the iteration that it is in. */
    void cancel() {
        cancelled = true;
    }
}
