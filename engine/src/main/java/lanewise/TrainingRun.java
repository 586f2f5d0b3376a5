package lanewise;

import lanewise.data.Dataset;
import lanewise.kernel.Kernels;
import lanewise.kernel.Lanes;
import lanewise.random.RandomState;

import java.util.Arrays;

/**
 * A training run: where it stands, and what it has recorded. Made by {@link Trainer#fit}, or by
 * {@link Trainer#start} to be advanced step by step; the steps make no difference to the result.
 *
 * <pre>{@code
 * TrainingRun run = trainer.start(model, data);
 * while (run.iteration() < 5000) {
 *     run.advance(100);
 *     System.out.println(run.loss());
 * }
 * }</pre>
 *
 * <p>A run that a listener or early stopping has stopped can be advanced further, and goes on as if
 * it had not been. A run belongs to one thread at a time.
 */
public final class TrainingRun {
    private static final long MANY_ITERATIONS = 65_536;

    private final Trainer trainer;
    private final Network network;
    private final Batch all;
    private final MiniBatches batches;
    private final Backpropagation backpropagation;
    private final GradientRules rules;
    private final UpdateStep update;
    private final KernelSelection selection;
    private final Team team;
    private final TrainingListener listener;
    private final Patience patience;
    private final History history;

    /** The network's parameters, then padding. */
    private float[] parameters;

    /** Where the next iteration's parameters go. */
    private float[] next;

    private final UpdateShares updateShares;

    /** What each part of the update says of its parameters: 0 if all are finite. */
    private final float[] nonFinite;

    private final Part updatePart = this::updatePart;
    private int iteration;
    private boolean advancing;
    private double gradientDivisor;
    private float loss = Float.NaN;
    private StopReason stopReason = StopReason.ITERATIONS_DONE;
    private long nanos;

    TrainingRun(Trainer trainer, Model start, Dataset data) {
        this.trainer = trainer;
        network = start.network();
        all = TrainingRows.of(network, data, trainer.weights().of(data));
        batches =
                new MiniBatches(
                        all,
                        network.inputs(),
                        trainer.batchSize(),
                        trainer.shuffle() ? new RandomState(trainer.seed()) : null);
        int rows = Math.min(all.rows, trainer.batchSize());
        selection =
                KernelSelection.select(
                        trainer.tier(),
                        (double) trainer.iterations(all.rows) * network.scalarNanos(rows));
        team = Threads.team(trainer, network, rows);
        backpropagation = new Backpropagation(network, batches.largest(), trainer.seed(), team);
        rules = new GradientRules(network, trainer.weightDecay(), trainer.maxGradientNorm());
        parameters = Arrays.copyOf(start.parameters(), Lanes.pad(network.parameterCount()));
        next = new float[parameters.length];
        updateShares = new UpdateShares(team, network.dense());
        nonFinite = new float[updateShares.parts()];
        update = new UpdateStep(trainer.optimizer(), parameters.length, network.weightRanges());
        listener = trainer.listener().orElse(null);
        patience = trainer.earlyStopping().map(rule -> new Patience(network, rule)).orElse(null);
        history = new History(network.loss());
    }

    /**
     * Runs more iterations, also beyond the trainer's number, or fewer if a listener or early
     * stopping stops the run. Allocates nothing per iteration.
     *
     * @param iterations how many, at least 0
     * @throws IllegalArgumentException if {@code iterations} is negative
     * @throws IllegalStateException if the run has diverged before, or a listener calls this
     * @throws ArithmeticException if the run comes to more iterations than an int can count
     * @throws DivergenceException if a parameter or the loss becomes infinite or NaN; {@link
     *     #model} is then as it was before that iteration, or with early stopping the best so far
     */
    public void advance(int iterations) {
        if (iterations < 0) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 0");
        }
        if (stopReason == StopReason.DIVERGED) {
            throw new IllegalStateException(
                    "the run has diverged at iteration "
                            + iteration
                            + ": start another from model(), with other settings");
        }
        int end = Math.addExact(iteration, iterations);
        if (advancing) {
            throw new IllegalStateException(
                    "a listener advances its own run: return true to go on instead");
        }
        if (trainer.recordHistory()) {
            history.reserve(foreseeable(end));
        }
        stopReason = StopReason.ITERATIONS_DONE;
        advancing = true;
        long begin = System.nanoTime();
        try (Team.Section _ = team.open()) {
            while (iteration < end && stopReason == StopReason.ITERATIONS_DONE) {
                iterate();
            }
        } finally {
            advancing = false;
            nanos += System.nanoTime() - begin;
        }
    }

    /**
     * How many iterations to make room for: all that the trainer was told of at once, as many short
     * advances then copy nothing; but of a run that may stop early not too many.
     */
    private int foreseeable(int end) {
        return patience == null && listener == null
                ? Math.max(end, trainer.iterations(all.rows))
                : (int) Math.min(end, history.size() + MANY_ITERATIONS);
    }

    private void iterate() {
        Kernels kernels = selection.kernels();
        Batch batch = batches.next(iteration);
        boolean measure = trainer.recordHistory() || listener != null;
        backpropagation.run(kernels, parameters, batch, iteration, measure);
        if (measure) {
            loss = backpropagation.loss();
            if (!Float.isFinite(loss)) {
                diverge(Divergence.ofLoss(network, loss, backpropagation.suspectLayer()), null);
            }
        }
        float[] gradient = backpropagation.gradient();
        double divisor = Backpropagation.divisor(network, batch);
        gradientDivisor = divisor;
        rules.addDecay(kernels.updates(), gradient, parameters, divisor);
        double clip = rules.clip(kernels.updates(), gradient, divisor);
        update.begin(divisor, clip, iteration);
        team.run(nonFinite.length, updatePart);
        if (!allZero(nonFinite)) {
            diverge(null, next);
        }
        float[] old = parameters;
        parameters = next;
        next = old;
        if (trainer.recordHistory()) {
            history.record(loss, backpropagation.hits(), batch.rows);
        }
        iteration++;
        tellOthers(kernels);
    }

    private void updatePart(int part, int worker) {
        nonFinite[part] =
                updateShares.update(
                        part,
                        update,
                        selection.kernels().updates(),
                        parameters,
                        backpropagation.gradient(),
                        next);
    }

    private static boolean allZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void tellOthers(Kernels kernels) {
        boolean epochDone = iteration % batches.perEpoch() == 0;
        if (epochDone && patience != null && patience.isOver(kernels, parameters)) {
            stopReason = StopReason.EARLY_STOPPING;
        }
        if (listener != null) {
            boolean goOn = listener.iterationDone(this);
            goOn &= !epochDone || listener.epochDone(this);
            if (!goOn && stopReason == StopReason.ITERATIONS_DONE) {
                stopReason = StopReason.LISTENER;
            }
        }
    }

    private void diverge(String problem, float[] computed) {
        stopReason = StopReason.DIVERGED;
        String what = problem != null ? problem : Divergence.where(network, computed);
        String message =
                "the training diverged in iteration "
                        + iteration
                        + " (counted from 0): "
                        + what
                        + "; likely cause: "
                        + Divergence.cause(
                                all.x, trainer.optimizer().learningRate().rate(iteration));
        throw new DivergenceException(message, current(), iteration);
    }

    /**
     * The number of iterations done.
     *
     * @return at least 0
     */
    public int iteration() {
        return iteration;
    }

    /**
     * The number of epochs done.
     *
     * @return at least 0
     */
    public int epoch() {
        return iteration / batches.perEpoch();
    }

    /**
     * Why the run does not go on.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        return stopReason;
    }

    /**
     * The loss of the last iteration's rows before its update.
     *
     * @return at least 0; NaN if no iteration has been done or it was not measured, which it is not
     *     in a run without history and listener
     */
    public float loss() {
        return loss;
    }

    /**
     * The loss on the validation rows after the last epoch.
     *
     * @return at least 0; NaN without early stopping, or if no epoch has been done
     */
    public float validationLoss() {
        return patience == null ? Float.NaN : patience.lastLoss();
    }

    /**
     * The model as it is now; with early stopping, as it was after the epoch with the smallest loss
     * on the validation rows.
     *
     * @return a model that does not change when the run advances
     */
    public Model model() {
        return patience != null && patience.best() != null
                ? new Model(network, Arrays.copyOf(patience.best(), network.parameterCount()))
                : current();
    }

    private Model current() {
        return new Model(network, Arrays.copyOf(parameters, network.parameterCount()));
    }

    /**
     * The gradient that the last iteration gave to the optimizer, before it was limited, laid out
     * like the parameters (see {@link Network}): that of the loss plus the penalty.
     *
     * @return a new array
     * @throws IllegalStateException if no iteration has been done
     */
    public float[] gradient() {
        if (iteration == 0) {
            throw new IllegalStateException(
                    "no iteration has been done, so there is no gradient: advance the run first");
        }
        float[] mean = new float[network.parameterCount()];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (backpropagation.gradient()[k] / gradientDivisor);
        }
        return mean;
    }

    /**
     * Loss and accuracy of each iteration; empty in a run without history.
     *
     * @return the history, which grows as the run advances
     */
    public History history() {
        return history;
    }

    /**
     * The kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} and the width in bits
     */
    public String kernels() {
        return selection.kernels().name();
    }

    /**
     * Why these kernels are in use.
     *
     * @return one line
     */
    public String kernelsReason() {
        return selection.reason();
    }

    /**
     * The number of threads that share the work.
     *
     * @return at least 1
     */
    public int threads() {
        return team.threads();
    }

    /**
     * The mean time of an iteration so far, including what the JVM took to compile.
     *
     * @return nanoseconds; NaN if no iteration has been done
     */
    public double nanosPerIteration() {
        return iteration == 0 ? Double.NaN : (double) nanos / iteration;
    }
}
