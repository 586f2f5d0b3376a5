package lanewise;

import lanewise.kernel.Kernels;
import lanewise.profile.PhaseTimes;

/** A gradient by {@link Backpropagation}, then an {@link UpdateStep}. */
final class GradientStep implements Step, Part {
    private final StepState start;
    private final Network network;
    private final Backpropagation backpropagation;
    private final GradientRules rules;
    private final UpdateStep update;
    private final Team team;
    private final UpdateShares updateShares;

    /** What each part of the update says of its parameters: 0 if all are finite. */
    private final float[] nonFinite;

    private Kernels kernels;

    /** The network's parameters, then padding. */
    private float[] parameters;

    /** Where an update leaves the new parameters. */
    private float[] next;

    private double divisor;

    /** Null if nobody wants to know. */
    private PhaseTimes times;

    /**
     * Prepares steps. For {@link StepClasses}.
     *
     * @param start where they start from; its arrays become this step's
     * @param largest the samples of the largest batch, with padding
     * @param team who shares the work
     */
    GradientStep(StepState start, Integer largest, Team team) {
        this.start = start;
        this.team = team;
        Trainer trainer = start.trainer();
        network = start.network();
        parameters = start.parameters();
        next = new float[parameters.length];
        backpropagation = new Backpropagation(network, largest, trainer.seed(), team);
        rules = new GradientRules(network, trainer.weightDecay(), trainer.maxGradientNorm());
        update = new UpdateStep(trainer.optimizer(), start.memory(), network.weightRanges());
        updateShares = new UpdateShares(team, network.dense());
        nonFinite = new float[updateShares.parts()];
    }

    @Override
    public void gradient(Kernels with, Batch batch, int iteration, boolean measure) {
        kernels = with;
        backpropagation.run(with, parameters, batch, iteration, measure);
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

    /** The update of some parameters. */
    @Override
    public void run(int part, int worker) {
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
    public Settling settling(int layer) {
        return backpropagation.settling(layer);
    }

    @Override
    public StepState state() {
        return new StepState(start.trainer(), network, parameters, start.memory());
    }
}
