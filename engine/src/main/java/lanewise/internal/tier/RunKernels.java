package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.math.FusedMultiplyAdd;
import lanewise.internal.pass.StepState;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Selects the kernels of a run, and records which kernels computed the iterations done, and why.
 */
public final class RunKernels {

    /**
     * Estimated scalar time, in ns, above which warming up faster kernels on another processor pays
     * off. The warm-up takes about as long.
     */
    private static final double PAYS_NANOS = 1e9;

    /**
     * The same threshold for each thread, that of the warm-up included, if there are not enough
     * processors for these and C2. The run then waits: on two processors, runs of 3 s finish in two
     * thirds of the time if they idle instead of taking processor time from C2, groups in half.
     */
    private static final double PAYS_NANOS_CROWDED = 7.5e8;

    /**
     * The same threshold with a single processor: the run then loses the time of the warm-up, some
     * 1.5 s, and must gain several times that to be reliably faster.
     */
    private static final double PAYS_NANOS_ALONE = 6e9;

    /** The same threshold once kernels have been compiled and measured faster in this JVM. */
    private static final double PAYS_NANOS_WARM = 2e8;

    /** Share of the planned work that runs of a group which may end early are expected to do. */
    private static final double LIKELY_SHARE = 0.5;

    /** The longest time to wait for compiled kernels, in ns. */
    static final long LONGEST_WAIT_NANOS = 4_000_000_000L;

    /** Time of an iteration, in ns, above which scalar kernels are estimated, not measured. */
    private static final double LONG_ITERATION_NANOS = 5e6;

    private static volatile boolean warm;

    /** Estimated scalar time of all runs of this JVM that count, in ns. Guarded by the class. */
    private static double pastNanos;

    /** Estimated scalar time, in ns, above which vector kernels pay off for stacks now. */
    static double paysNanos() {
        double cold =
                Runtime.getRuntime().availableProcessors() > 1 ? PAYS_NANOS : PAYS_NANOS_ALONE;
        return warm ? Math.min(PAYS_NANOS_WARM, cold) : cold;
    }

    /** The threshold of a run while no kernels have been compiled in this JVM. */
    private static double coldThreshold(int threads, boolean waits) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return PAYS_NANOS_ALONE;
        }
        return waits ? PAYS_NANOS_CROWDED * (threads + 1) : PAYS_NANOS;
    }

    /** Adds the work of a run; returns that of the runs before. */
    private static synchronized double addPast(double nanos) {
        double before = pastNanos;
        pastNanos += nanos;
        return before;
    }

    /** Whether processors are missing for the threads that train, the warm-up and C2. */
    static boolean isCrowded(int threads) {
        return threads + 2 > Runtime.getRuntime().availableProcessors();
    }

    /**
     * Kernels that may be the fastest. The supplier may throw as {@link KernelWarmUp#start} allows.
     */
    private record Candidate(TierChoice tier, Supplier<Kernels> kernels) {}

    private final TierChoice tier;
    private final NetworkPlan network;

    /** Kernels that the runs of a group share; null if the run is alone. */
    private final SharedKernels shared;

    private final TierChoice first;
    private final int threads;
    private final double nanosPerIteration;
    private final int begun;
    private final int planned;

    /**
     * Whether the run waits for a warm-up: processors are missing, and its length is known or
     * others of its group gain too.
     */
    private final boolean waits;

    /** Share of the planned work to expect, for the decision to wait. */
    private final double likelyShare;

    /** Estimated scalar time, in ns, above which a warm-up pays off in a cold JVM. */
    private final double threshold;

    /** Estimated scalar time of earlier runs of this JVM, in ns; 0 if this run does not count. */
    private final double earlierNanos;

    private final List<KernelUse> past = new ArrayList<>();
    private Kernels kernels;
    private int since;
    private KernelWarmUp warmUp;

    /**
     * Selects the kernels of the first iteration.
     *
     * @param tier the requested tier
     * @param network the network to train
     * @param rows number of rows per iteration, with those that are padding
     * @param threads number of threads that train the network
     * @param begun number of iterations done before this run was resumed, else 0
     * @param planned expected total number of iterations, those included
     * @param mayEndEarly whether a rule or a listener may end the run before
     * @param group kernels that the runs of a group share; null if the run is alone
     * @throws IllegalStateException if a requested tier cannot run here
     */
    public RunKernels(
            TierChoice tier,
            NetworkPlan network,
            int rows,
            int threads,
            int begun,
            int planned,
            boolean mayEndEarly,
            SharedKernels group) {
        this.tier = tier;
        this.network = network;
        this.threads = group == null ? threads : group.threads();
        shared = tier == TierChoice.AUTO ? group : null;
        this.begun = begun;
        this.planned = planned;
        since = begun;
        warmUp = shared == null ? null : shared.warmUp();
        KernelWarmUp.Offer offer = warmUp == null ? null : warmUp.offer();
        first = offer == null ? tier : offer.tier();
        kernels = offer == null ? KernelSelection.select(tier, network) : offer.kernels();
        nanosPerIteration = network.scalarNanos(rows);
        waits = (!mayEndEarly || shared != null) && isCrowded(this.threads);
        likelyShare = mayEndEarly ? LIKELY_SHARE : 1;
        threshold = coldThreshold(this.threads, waits);
        double work = Math.max(0, planned - begun) * nanosPerIteration;
        earlierNanos = tier == TierChoice.AUTO && counts(work) ? addPast(work) : 0;
    }

    /**
     * The kernels to warm up: the specialised ones if the network supports them, else the vector
     * ones. Compiling both takes twice as long, and the specialised ones were faster for every
     * network that supports them.
     */
    private List<Candidate> candidates() {
        return specialises()
                ? List.of(
                        new Candidate(
                                TierChoice.SPECIALISED, () -> checked(TierChoice.SPECIALISED)))
                : List.of(new Candidate(TierChoice.VECTOR, () -> checked(TierChoice.VECTOR)));
    }

    private boolean specialises() {
        return (shared == null || shared.specialised())
                && KernelSelection.specialisedObstacle(network).isEmpty();
    }

    private Kernels checked(TierChoice candidate) {
        if (plannedNanos() >= threshold && !KernelProvider.obstacle().isEmpty()) {
            KernelSelection.logOnce(KernelProvider.obstacle());
        }
        return KernelSelection.select(candidate, network);
    }

    /**
     * Estimated scalar time of the iterations left when the run was started or resumed, and of the
     * runs of its group that have not been started, in ns.
     */
    private double plannedNanos() {
        return Math.max(0, planned - begun) * nanosPerIteration + aheadNanos();
    }

    private double aheadNanos() {
        return shared == null ? 0 : shared.aheadNanos();
    }

    /** The tier of the first iteration's kernels; AUTO for the scalar ones that may be replaced. */
    public TierChoice first() {
        return first;
    }

    /** The kernels of the next iteration. */
    public Kernels next() {
        return kernels;
    }

    /**
     * Moves the run to faster kernels if some are ready, or starts a warm-up if it will pay off.
     * Call this from time to time, between iterations.
     *
     * @param run the run of these kernels
     * @param end number of iterations that it will do at least
     * @return the time for which it waited for faster kernels, in ns
     */
    public long look(TieredRun run, int end) {
        if (tier != TierChoice.AUTO) {
            return 0;
        }
        if (run.stopRequested()) {
            cancel();
            return 0;
        }
        long waited = 0;
        if (warmUp != null && shared == null && warmUp.ended() && !warmUp.concluded()) {
            warmUp = null;
        }
        double left = (double) (end - run.iteration()) * nanosPerIteration + aheadNanos();
        if (warmUp == null && isWorthIt(end, run.iteration(), run.nanos())) {
            warmUp = start(run);
        }
        if (warmUp != null && waits && left * likelyShare >= threshold) {
            waited = warmUp.await(run, (long) Math.min(LONGEST_WAIT_NANOS, left));
        }
        if (warmUp != null) {
            warmUp.resume();
            KernelWarmUp.Offer offer = warmUp.offer();
            if (offer != null && offer.kernels() != kernels) {
                run.moveTo(offer.tier(), offer.kernels());
                warm = true;
            }
        }
        return waited;
    }

    /** Starts a warm-up, or takes part in that of the group; null if neither is possible now. */
    private KernelWarmUp start(TieredRun run) {
        boolean measurable = nanosPerIteration < LONG_ITERATION_NANOS;
        if (shared == null) {
            return KernelWarmUp.start(() -> contenders(run), nanosPerIteration, measurable);
        }
        synchronized (shared) {
            if (shared.warmUp() == null) {
                shared.share(
                        KernelWarmUp.start(() -> contenders(run), nanosPerIteration, measurable));
            }
            return shared.warmUp();
        }
    }

    private List<Supplier<Trial>> contenders(TieredRun run) {
        StepState state = run.snapshot();
        List<Supplier<Trial>> contenders = new ArrayList<>();
        contenders.add(() -> run.trial(TierChoice.SCALAR, KernelProvider.scalar(), state));
        for (Candidate candidate : candidates()) {
            contenders.add(() -> run.trial(candidate.tier, candidate.kernels.get(), state));
        }
        return contenders;
    }

    /**
     * Uses the estimate first, then the measured time of the run, which may be longer. A run that
     * goes beyond its plan is worth a warm-up if it has taken long enough so far: it may well take
     * as long again. So may a run after others of this JVM, unless it is too short to gain.
     */
    private boolean isWorthIt(int end, int iteration, long nanos) {
        double enough = warm ? Math.min(PAYS_NANOS_WARM, threshold) : threshold;
        double left = (double) Math.max(planned, end) - iteration;
        double work = left * nanosPerIteration;
        if (work + aheadNanos() + (counts(work) ? earlierNanos : 0) >= enough) {
            return true;
        }
        return nanos >= enough && (end > planned || left * nanos / (iteration - begun) >= enough);
    }

    /** Whether work is enough to gain from compiled kernels, as that of a group is together. */
    private boolean counts(double nanos) {
        return shared != null || nanos >= PAYS_NANOS_WARM;
    }

    /**
     * Records that other kernels compute the iterations to come.
     *
     * @param others the other kernels
     * @param iteration number of iterations done
     */
    public void movedTo(Kernels others, int iteration) {
        if (iteration > since) {
            past.add(new KernelUse(kernels.name(), iteration - since));
        }
        since = iteration;
        kernels = others;
    }

    /** Records that the run is not being advanced for now. */
    public void pause() {
        if (warmUp != null && shared == null) {
            warmUp.pause();
        }
    }

    /** Cancels the background work for this run. That of a group goes on until the group ends. */
    public void cancel() {
        if (warmUp != null && shared == null) {
            warmUp.cancel();
        }
    }

    /** The kernels that computed the iterations done, in order. */
    public List<KernelUse> uses(int iteration) {
        List<KernelUse> uses = new ArrayList<>(past);
        if (iteration > since || past.isEmpty()) {
            uses.add(new KernelUse(kernels.name(), iteration - since));
        }
        return List.copyOf(uses);
    }

    /** The reason for these kernels, in one line. */
    public String reason() {
        if (tier != TierChoice.AUTO) {
            return "as requested";
        }
        if (!FusedMultiplyAdd.HARDWARE) {
            return KernelProvider.obstacle();
        }
        if (warmUp != null) {
            String obstacle = KernelSelection.specialisedObstacle(network);
            return obstacle.isEmpty()
                    ? warmUp.finding()
                    : warmUp.finding() + "; no specialised kernels: " + obstacle;
        }
        return "about "
                + time(plannedNanos())
                + " of scalar work; vectors pay from "
                + time(threshold);
    }

    private static String time(double nanos) {
        return nanos < 1e9
                ? Math.round(nanos / 1e6) + " ms"
                : Math.round(nanos / 1e8) / 10.0 + " s";
    }
}
