package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.StepState;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Which kernels compute the iterations of a run, which have computed those that are done, and why.
 */
public final class RunKernels {

    /**
     * From how much work for the scalar kernels others are worth to be warmed up on another
     * processor, which takes about as long.
     */
    private static final double PAYS_NANOS = 1e9;

    /**
     * The same where there is but one: the run then waits for as long as the warm-up works, some
     * 1.5 s, and has to gain several times that to be surely the faster for it.
     */
    private static final double PAYS_NANOS_ALONE = 6e9;

    /** The same once kernels have been compiled and found faster in this JVM. */
    private static final double PAYS_NANOS_WARM = 2e8;

    /**
     * A run for which the scalar kernels would need so long waits for the warm-up, up to a tenth of
     * the time: where run, warm-up and C2 share two processors, a run of ten million iterations of
     * iris is over sooner if it does nothing than if it keeps C2 from its work.
     */
    private static final double PATIENT_NANOS = 2e10;

    private static final long LONGEST_WAIT_NANOS = 4_000_000_000L;

    /** Iterations of networks so large are not repeated to measure scalar kernels. */
    private static final double LONG_ITERATION_NANOS = 5e6;

    private static volatile boolean warm;

    /**
     * Kernels that may be the fastest. To have them may fail as {@link KernelWarmUp#start} says.
     */
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
     * Before the first iteration.
     *
     * @param tier what the user wants
     * @param network the network to train
     * @param rows the rows of an iteration
     * @param begun how many iterations are done, which others have computed
     * @param planned how many iterations there will probably be with them
     * @throws IllegalStateException if the tier is demanded and cannot run here
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
     * What to try: to compile two sets of kernels takes twice as long, and a network's own have
     * been the faster ones for every network that has them.
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

    /** About how long scalar kernels need for what was left when the run began or was resumed. */
    private double plannedNanos() {
        return Math.max(0, planned - begun) * nanosPerIteration;
    }

    /** The kernels of the next iteration. */
    public Kernels next() {
        return kernels;
    }

    /**
     * Lets the run move over to faster kernels if there are some, or sees to it that some are
     * warmed up where they will pay. To be called between iterations, now and then.
     *
     * @param run whose kernels these are
     * @param end how many iterations it will do at least
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
     * Judges by the estimate first; of a run that has taken longer than that, by its own time, and
     * of one that goes beyond its plan by what it has taken so far: it may well take as long again.
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
     * Says that others will compute the iterations to come.
     *
     * @param others which
     * @param iteration how many iterations are done
     */
    public void movedTo(Kernels others, int iteration) {
        if (iteration > since) {
            past.add(new KernelUse(kernels.name(), iteration - since));
        }
        since = iteration;
        kernels = others;
    }

    /** Says that the run is not being advanced for now. */
    public void pause() {
        if (warmUp != null) {
            warmUp.pause();
        }
    }

    /** Ends what goes on for this run in the background. */
    public void cancel() {
        if (warmUp != null) {
            warmUp.cancel();
        }
    }

    /** Who computed the iterations that are done. */
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
            return "as demanded";
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
