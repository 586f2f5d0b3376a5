package lanewise.internal.pass;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.recurrent.Convergence;

/** A gradient by {@link Backpropagation} and an {@link UpdatePass}. */
public final class GradientStep implements TrainingStep {
    private final NetworkPlan network;
    private final Backpropagation backpropagation;
    private final UpdatePass update;

    private Kernels kernels;
    private Batch batch;
    private long iteration;

    /** The parameters of the latest gradient. */
    private float[] parameters;

    /** Whether the latest sums were updated in place, so that only the parameters are left. */
    private boolean inPlace;

    /** Whether gradients are read, so that their sums are kept from now on. */
    private boolean read;

    /** Phase timings, which tell the gradient from the update; null when not profiling. */
    private PhaseTimes times;

    /**
     * Allocates the working memory.
     *
     * @param start the state to start from; its arrays become this step's
     * @param largest number of rows of the largest batch
     * @param team threads that share the work
     */
    public GradientStep(StepState start, Integer largest, Team team) {
        network = start.plan();
        backpropagation = new Backpropagation(network, largest, start.settings().seed(), team);
        update = new UpdatePass(start, team);
    }

    @Override
    public void gradient(Kernels with, Batch rows, int now, boolean measure) {
        begin(with, rows, now);
        inPlace = update.inPlace() && times == null && !read && backpropagation.byLayers(with);
        if (inPlace) {
            update.beginInPlace(now);
            backpropagation.backpropagate(
                    with, parameters, rows, now, measure, update.computed(), update);
        } else {
            backpropagation.backpropagate(with, parameters, rows, now, measure);
        }
    }

    private void begin(Kernels with, Batch rows, long now) {
        kernels = with;
        batch = rows;
        iteration = now;
        parameters = update.parameters();
        update.begin(with, Backpropagation.divisor(network, rows));
    }

    @Override
    public float[] gradientSums(Kernels with, Batch rows, long stream, boolean measure) {
        begin(with, rows, stream);
        inPlace = false;
        backpropagation.backpropagate(with, parameters, rows, stream, measure);
        return backpropagation.gradient();
    }

    @Override
    public void time(PhaseTimes to) {
        times = to;
        backpropagation.time(to);
    }

    @Override
    public boolean update(int now) {
        if (inPlace) {
            return update.finite();
        }
        boolean finite = update.update(backpropagation.gradient(), now);
        if (times != null) {
            times.end(PhaseTimes.Phase.UPDATE, network.layers().size() - 1);
        }
        return finite;
    }

    @Override
    public void accept() {
        update.accept();
    }

    @Override
    public float[] parameters() {
        return update.parameters();
    }

    @Override
    public float[] computed() {
        return update.computed();
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
        if (inPlace) {
            backpropagation.backpropagate(kernels, parameters, batch, iteration, false);
            update.addDecay(backpropagation.gradient(), parameters);
            inPlace = false;
            read = true;
        }
        return update.mean(backpropagation.gradient());
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
        return update.state();
    }
}
