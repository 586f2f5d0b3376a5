package lanewise.internal.pass;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.recurrent.Convergence;

/** An {@link UpdatePass} by a gradient that is computed elsewhere, such as in shards. */
public final class SumStep implements TrainingStep {
    private final NetworkPlan network;
    private final Sums sums;
    private final UpdatePass update;

    /** The sums, to which the update may add a penalty; then padding. */
    private final float[] gradient;

    private double divisor;
    private PhaseTimes times;

    /** Computes the sums of an iteration's rows. */
    public interface Sums {

        /**
         * Computes the sums. The other methods return the latest.
         *
         * @param kernels the kernels of this iteration
         * @param parameters the parameters, padded as in {@link StepState}
         * @param iteration index of the iteration, from 0
         * @param measure whether to measure loss and correct predictions
         */
        void compute(Kernels kernels, float[] parameters, int iteration, boolean measure);

        /** Records the time of each phase in {@code to} from now on, if possible; null: no more. */
        void time(PhaseTimes to);

        /** The gradient sums, laid out like the parameters. */
        float[] gradient();

        /** Sum of the rows' weights. */
        double weight();

        /** Sum of the rows' losses, if measured. */
        double lossSum();

        /** Number of rows whose class was predicted, if measured. */
        int hits();

        /** Index of the first layer known to have a number that is not finite, else of the last. */
        int suspectLayer();

        /**
         * How a recurrent layer converged.
         *
         * @throws IllegalStateException if that is not known
         */
        Convergence convergence(int layer);
    }

    /**
     * Allocates the working memory.
     *
     * @param start the state to start from; its arrays become this step's
     * @param sums computes the gradients
     * @param team threads that share the update
     */
    public SumStep(StepState start, Sums sums, Team team) {
        this.sums = sums;
        network = start.plan();
        gradient = new float[Lanes.pad(network.parameterCount())];
        update = new UpdatePass(start, team);
    }

    /** Ignores the batch: only its number of rows is known. */
    @Override
    public void gradient(Kernels with, Batch batch, int iteration, boolean measure) {
        sums.compute(with, update.parameters(), iteration, measure);
        if (times != null) {
            times.end(PhaseTimes.Phase.BACKWARD, 0); // what the sums did not record themselves
        }
        System.arraycopy(sums.gradient(), 0, gradient, 0, network.parameterCount());
        divisor = Backpropagation.divisor(network, sums.weight());
        update.begin(with, divisor);
    }

    @Override
    public float[] gradientSums(Kernels with, Batch batch, long stream, boolean measure) {
        gradient(with, batch, (int) stream, measure);
        return gradient;
    }

    @Override
    public void time(PhaseTimes to) {
        times = to;
        sums.time(to);
    }

    @Override
    public boolean update(int iteration) {
        boolean finite = update.update(gradient, iteration);
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
        return sums.lossSum();
    }

    @Override
    public float loss() {
        return (float) (sums.lossSum() / (network.loss().factor() * divisor));
    }

    @Override
    public int hits() {
        return sums.hits();
    }

    @Override
    public int suspectLayer() {
        return sums.suspectLayer();
    }

    @Override
    public float[] meanGradient() {
        return update.mean(gradient);
    }

    @Override
    public boolean knowsConvergence() {
        return false; // of some shards at most
    }

    @Override
    public Convergence convergence(int layer) {
        return sums.convergence(layer);
    }

    @Override
    public StepState state() {
        return update.state();
    }
}
