package lanewise.internal.pass;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;

/**
 * The parameters of a run and their update, from gradient sums to new parameters. The old ones are
 * preserved until {@link #accept}, in case the new ones are not finite.
 *
 * <p>There are two ways to update. {@link #update} updates all parameters at once, and threads
 * share them: a part updates the weights whose gradient the same part computed, if as many threads
 * share both, so that they stay in the cache of one core. Or each range of sums is updated in
 * place, by {@link #apply}, while it is still in the cache; the bits are the same. A step of
 * 784-128-10 on 64 rows takes 5 percent less time that way.
 */
final class UpdatePass implements Part, Gemm.Epilogue {

    /** Parameters per thread below which a thread costs more than it saves. */
    private static final int MIN_SHARE = 40_000;

    /**
     * Number of parameters from which they, their sums, their successors and a batch exceed a
     * second-level cache of 1 MB. With fewer, no step was measured to take less time in place.
     */
    private static final int MIN_IN_PLACE = 65_536;

    private final StepState start;
    private final NetworkPlan network;
    private final GradientRules rules;
    private final UpdateStep step;
    private final Team team;
    private final int parts;
    private final boolean inPlace;

    /** The current parameters, then padding. */
    private float[] parameters;

    /** Receives the updated parameters. */
    private float[] next;

    /** The sums of {@link #update}. */
    private float[] sums;

    private Kernels kernels;
    private double divisor;

    /** Whether all new parameters are finite. Threads only ever reset it. */
    private boolean finite;

    /**
     * Allocates the memory.
     *
     * @param start the state to start from; its arrays become this object's
     * @param team threads that share the update
     */
    UpdatePass(StepState start, Team team) {
        this.start = start;
        this.team = team;
        StepSettings settings = start.settings();
        network = start.plan();
        parameters = start.parameters();
        next = new float[parameters.length];
        rules = new GradientRules(network, settings.weightDecay(), settings.maxGradientNorm());
        step = new UpdateStep(settings.optimizer(), start.memory(), network.weightRanges());
        int count = network.parameterCount();
        parts = Math.clamp(count / MIN_SHARE, 1, team.threads());
        inPlace = count >= MIN_IN_PLACE && !rules.limit();
    }

    /** Whether sums may be updated in place: there are many, and no rule needs all of them. */
    boolean inPlace() {
        return inPlace;
    }

    /**
     * Begins an update.
     *
     * @param with the kernels
     * @param by divisor that turns gradient sums into means
     */
    void begin(Kernels with, double by) {
        kernels = with;
        divisor = by;
        finite = true;
    }

    /**
     * Begins an update in place: every sum is stored in {@link #computed} and updated by {@link
     * #apply} exactly once.
     *
     * @param iteration index of the iteration, from 0
     */
    void beginInPlace(int iteration) {
        step.begin(divisor, 1, iteration);
    }

    /** Updates a range of sums, weights or biases, in place. */
    @Override
    public void apply(float[] z, float[] a, int from, int count) {
        assert z == next && a == next;
        int to = from + count;
        rules.addDecay(kernels.updates(), z, parameters, divisor, from, to);
        update(z, from, to);
    }

    /**
     * Updates all parameters.
     *
     * @param gradient the sums, to which a penalty may be added
     * @param iteration index of the iteration, from 0
     * @return whether all new parameters are finite
     */
    boolean update(float[] gradient, int iteration) {
        sums = gradient;
        addDecay(gradient, parameters);
        step.begin(divisor, rules.clip(kernels.updates(), gradient, divisor), iteration);
        team.run(parts, this);
        return finite;
    }

    /** Adds the gradient of the penalty, if there is one, to the sums of all parameters. */
    void addDecay(float[] gradient, float[] old) {
        rules.addDecay(kernels.updates(), gradient, old, divisor, 0, gradient.length);
    }

    /** Updates a part of all parameters. */
    @Override
    public void compute(int part, int worker) {
        if (parts == 1) {
            update(sums, 0, Lanes.pad(network.parameterCount()));
            return;
        }
        for (Dense layer : network.dense()) {
            update(sums, begin(layer, part), begin(layer, part + 1));
        }
    }

    private int begin(Dense layer, int part) {
        return part == parts
                ? layer.end()
                : layer.weights() + Shares.begin(layer.inputs(), parts, part) * layer.outputs();
    }

    private void update(float[] gradient, int from, int to) {
        if (step.step(kernels.updates(), parameters, gradient, next, from, to) != 0) {
            finite = false;
        }
    }

    /** Whether all new parameters are finite. */
    boolean finite() {
        return finite;
    }

    /** The mean of gradient sums over the rows, without padding, in a new array. */
    float[] mean(float[] gradient) {
        float[] mean = new float[network.parameterCount()];
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (gradient[k] / divisor);
        }
        return mean;
    }

    /** Makes the new parameters current. */
    void accept() {
        float[] old = parameters;
        parameters = next;
        next = old;
    }

    /** The current parameters, then padding. */
    float[] parameters() {
        return parameters;
    }

    /** The new parameters until they are accepted, then the old ones. */
    float[] computed() {
        return next;
    }

    /** The state between two iterations; its arrays are this object's. */
    StepState state() {
        return new StepState(start.settings(), network, parameters, start.memory());
    }
}
