package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.StepState;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Chooses the kernels of a run's iterations, and records which were used and why. */
public final class RunKernels {

    /**
     * Estimated scalar time, in ns, above which warming up faster kernels on another core pays off;
     * the warm-up takes about as long.
     */
    private static final double PAYS_NANOS = 1e9;

    /**
     * The same on one core, where the run pauses while the warm-up works, some 1.5 s, and must gain
     * several times that.
     */
    private static final double PAYS_NANOS_ALONE = 6e9;

    /** The same once faster kernels have been compiled in this JVM. */
    private static final double PAYS_NANOS_WARM = 2e8;

    /**
     * Estimated scalar time, in ns, above which a run waits for the warm-up, for up to a tenth of
     * that time. Where run, warm-up and C2 share two cores, a run of ten million iris iterations
     * ends sooner if it idles than if it slows C2 down.
     */
    private static final double PATIENT_NANOS = 2e10;

    private static final long LONGEST_WAIT_NANOS = 4_000_000_000L;

    /** Duration of an iteration, in ns, above which scalar kernels are not measured. */
    private static final double LONG_ITERATION_NANOS = 5e6;

    private static volatile boolean warm;

    /** Candidate kernels. The supplier may throw, see {@link KernelWarmUp#start}. */
    private record Candidate(TierChoice tier, Supplier<Kernels> kernels) {}

    private final TierChoice tier;
    private final NetworkPlan network;
    private final double nanosPerIteration;
    private final int begun;
    private final int planned;
    private final double paysNanos;
    private final List<KernelUse> past = new ArrayList<>();
    private Kernels kernels;
    private int since;
    private KernelWarmUp warmUp;

    /**
     * Selects the kernels of the first iteration.
     *
     * @param tier the requested tier
     * @param network the network to train
     * @param rows rows of an iteration
     * @param begun number of iterations done before, by another run
     * @param planned expected total number of iterations, {@code begun} included
     * @throws IllegalStateException if the tier is unavailable here
     */
    public RunKernels(TierChoice tier, NetworkPlan network, int rows, int begun, int planned) {
        this.tier = tier;
        this.network = network;
        this.begun = begun;
        this.planned = planned;
        since = begun;
        kernels = KernelSelection.select(tier, network);
        nanosPerIteration = network.scalarNanos(rows);
        paysNanos = Runtime.getRuntime().availableProcessors() > 1 ? PAYS_NANOS : PAYS_NANOS_ALONE;
    }

    /**
     * The kernels to try: only one kind, as compiling two takes twice as long, and specialised
     * kernels have been faster for every network that has them.
     */
    private List<Candidate> candidates() {
        return KernelSelection.specialisedObstacle(network).isEmpty()
                ? List.of(
                        new Candidate(
                                TierChoice.SPECIALISED, () -> checked(TierChoice.SPECIALISED)))
                : List.of(new Candidate(TierChoice.VECTOR, () -> checked(TierChoice.VECTOR)));
    }

    private Kernels checked(TierChoice candidate) {
        if (plannedNanos() >= paysNanos && !KernelProvider.obstacle().isEmpty()) {
            KernelSelection.logOnce(KernelProvider.obstacle());
        }
        return KernelSelection.select(candidate, network);
    }

    /** Estimated scalar time, in ns, of the iterations left when the run was created. */
    private double plannedNanos() {
        return Math.max(0, planned - begun) * nanosPerIteration;
    }

    /** The kernels of the next iteration. */
    public Kernels next() {
        return kernels;
    }

    /**
     * Moves the run to faster kernels if some are ready, or starts warming some up if that pays
     * off. Called between iterations, every few milliseconds.
     *
     * @param run the run
     * @param end number of iterations that the run will reach at least
     */
    public void look(TieredRun run, int end) {
        if (tier != TierChoice.AUTO) {
            return;
        }
        if (run.stopRequested()) {
            cancel();
            return;
        }
        if (warmUp != null && warmUp.ended() && !warmUp.concluded()) {
            warmUp = null;
        }
        if (warmUp == null) {
            if (isWorthIt(end, run.iteration(), run.nanos())) {
                double scalarNanos = (double) (end - run.iteration()) * nanosPerIteration;
                boolean patient = scalarNanos >= PATIENT_NANOS;
                boolean measurable = !patient && nanosPerIteration < LONG_ITERATION_NANOS;
                double estimate = measurable ? nanosPerIteration : nanosPerIteration / 2;
                warmUp = KernelWarmUp.start(() -> contenders(run), estimate, measurable);
                if (warmUp != null && patient) {
                    await(run, Math.min(LONGEST_WAIT_NANOS, (long) (scalarNanos / 10)));
                }
            }
        }
        if (warmUp != null) {
            warmUp.resume();
            KernelWarmUp.Offer offer = warmUp.offer();
            if (offer != null && offer.kernels() != kernels) {
                run.moveTo(offer.tier(), offer.kernels());
                warm = true;
            }
        }
    }

    private void await(TieredRun run, long longest) {
        long begin = System.nanoTime();
        while (warmUp.offer() == null
                && !warmUp.ended()
                && System.nanoTime() - begin < longest
                && !run.stopRequested()) {
            LockSupport.parkNanos(this, 1_000_000);
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
     * Decides by the estimate first; for a run that has exceeded it, by the measured time; for a
     * run beyond its plan, by the time so far, which it may well take again.
     */
    private boolean isWorthIt(int end, int iteration, long nanos) {
        double enough = warm ? Math.min(PAYS_NANOS_WARM, paysNanos) : paysNanos;
        double left = (double) Math.max(planned, end) - iteration;
        if (left * nanosPerIteration >= enough) {
            return true;
        }
        return nanos >= enough && (end > planned || left * nanos / (iteration - begun) >= enough);
    }

    /**
     * Records a move to other kernels.
     *
     * @param others the kernels of the iterations to come
     * @param iteration number of iterations done
     */
    public void movedTo(Kernels others, int iteration) {
        if (iteration > since) {
            past.add(new KernelUse(kernels.name(), iteration - since));
        }
        since = iteration;
        kernels = others;
    }

    /** Pauses the warm-up until the run is advanced again. */
    public void pause() {
        if (warmUp != null) {
            warmUp.pause();
        }
    }

    /** Cancels the warm-up. */
    public void cancel() {
        if (warmUp != null) {
            warmUp.cancel();
        }
    }

    /** The kernels of the iterations done so far. */
    public List<KernelUse> uses(int iteration) {
        List<KernelUse> uses = new ArrayList<>(past);
        if (iteration > since || past.isEmpty()) {
            uses.add(new KernelUse(kernels.name(), iteration - since));
        }
        return List.copyOf(uses);
    }

    /** Why these kernels, in one line. */
    public String reason() {
        if (tier != TierChoice.AUTO) {
            return "as requested";
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
                + time(paysNanos);
    }

    private static String time(double nanos) {
        return nanos < 1e9
                ? Math.round(nanos / 1e6) + " ms"
                : Math.round(nanos / 1e8) / 10.0 + " s";
    }
}
