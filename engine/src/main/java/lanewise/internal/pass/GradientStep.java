package lanewise.internal.pass;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.recurrent.Convergence;

/** A gradient by {@link Backpropagation}, then an {@link UpdateStep}. */
public final class GradientStep implements TrainingStep, Part {
    private final StepState start;
    private final NetworkPlan network;
    private final Backpropagation backpropagation;
    private final GradientRules rules;
    private final UpdateStep update;
    private final Team team;
    private final UpdateShares updateShares;

    /** Result of each part of the update: 0 if all its parameters are finite, else NaN. */
    private final float[] nonFinite;

    private Kernels kernels;

    /** The current parameters, then padding. */
    private float[] parameters;

    /** Receives the updated parameters. */
    private float[] next;

    private double divisor;

    /** Phase timings; null when not profiling. */
    private PhaseTimes times;

    /**
     * Allocates the working memory.
     *
     * @param start the state to start from; its arrays become this step's
     * @param largest number of rows of the largest batch
     * @param team threads that share the work
     */
    public GradientStep(StepState start, Integer largest, Team team) {
        this.start = start;
        this.team = team;
        StepSettings settings = start.settings();
        network = start.plan();
        parameters = start.parameters();
        next = new float[parameters.length];
        backpropagation = new Backpropagation(network, largest, settings.seed(), team);
        rules = new GradientRules(network, settings.weightDecay(), settings.maxGradientNorm());
        update = new UpdateStep(settings.optimizer(), start.memory(), network.weightRanges());
        updateShares = new UpdateShares(team, network.dense());
        nonFinite = new float[updateShares.parts()];
    }

    @Override
    public void gradient(Kernels with, Batch batch, long iteration, boolean measure) {
        kernels = with;
        backpropagation.backpropagate(with, parameters, batch, iteration, measure);
        divisor = Backpropagation.divisor(network, batch);
    }

    @Override
    public void time(PhaseTimes to) {
        times = to;
        backpropagation.time(to);
    }

    @Override
    public boolean update(int iteration) {
        float[] gradient = backpropagation.gradient();
        rules.addDecay(kernels.updates(), gradient, parameters, divisor);
        double clip = rules.clip(kernels.updates(), gradient, divisor);
        update.begin(divisor, clip, iteration);
        team.run(nonFinite.length, this);
        if (times != null) {
            times.end(PhaseTimes.Phase.UPDATE, network.layers().size() - 1);
        }
        for (float value : nonFinite) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Updates some parameters. */
    @Override
    public void compute(int part, int worker) {
        nonFinite[part] =
                updateShares.update(
                        part,
                        update,
                        kernels.updates(),
                        parameters,
                        backpropagation.gradient(),
                        next);
    }

    @Override
    public void accept() {
        float[] old = parameters;
        parameters = next;
        next = old;
    }

    @Override
    public float[] parameters() {
        return parameters;
    }

    @Override
    public float[] computed() {
        return next;
    }

    @Override
    public float[] gradientSums() {
        return backpropagation.gradient();
    }

    @Override
    public double lossSum() {
        return backpropagation.lossSum();
    }

    @Override
    public float loss() {
        return backpropagation.loss();
    }

    @Override
    public int hits() {
        return backpropagation.hits();
    }

    @Override
    public int suspectLayer() {
        return backpropagation.suspectLayer();
    }

    @Override
    public float[] meanGradient() {
        float[] mean = new float[network.parameterCount()];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (backpropagation.gradient()[k] / divisor);
        }
        return mean;
    }

    @Override
    public boolean knowsConvergence() {
        return true;
    }

    @Override
    public Convergence convergence(int layer) {
        return backpropagation.convergence(layer);
    }

    @Override
    public StepState state() {
        return new StepState(start.settings(), network, parameters, start.memory());
    }
}
