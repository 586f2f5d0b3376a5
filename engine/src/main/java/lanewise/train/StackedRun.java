package lanewise.train;

import lanewise.Model;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.RunOwner;
import lanewise.internal.pass.EpochOrder;
import lanewise.internal.pass.LossGrowth;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.stack.StackStep;
import lanewise.internal.stack.StackedModel;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The training of one request in a {@link StackRun}: its records and its rules to stop. */
final class StackedRun {
    private final TrainingRequest request;
    private final int index;
    private final int place;
    private final StackedModel model;
    private final NetworkPlan plan;
    private final List<String> classNames;
    private final int planned;
    private final int perEpoch;
    private final boolean recordHistory;
    private final History history;

    /** Null if the loss is not measured. */
    private final LossGrowth growth;

    /** Null without early stopping. */
    private final EarlyStoppingMonitor earlyStopping;

    private StopReason stopReason = StopReason.ITERATIONS_DONE;
    private double nanos;

    StackedRun(TrainingRequest request, int index, int place, RunRows rows) {
        this.request = request;
        this.index = index;
        this.place = place;
        Trainer trainer = request.trainer();
        plan = Models.plan(request.shape());
        classNames = rows.classNames();
        RandomState shuffle = trainer.shuffle() ? new RandomState(trainer.seed()) : null;
        EpochOrder order =
                new EpochOrder(rows.chosen(), rows.count(), trainer.batchSize(), shuffle);
        model = new StackedModel(trainer.stepSettings(), order);
        planned = request.iterations();
        perEpoch = order.perEpoch();
        recordHistory = trainer.recordHistory();
        history = new History(request.shape().network().loss(), new RunOwner());
        growth = trainer.measures() ? new LossGrowth(perEpoch, trainer.divergenceLimit()) : null;
        earlyStopping =
                trainer.earlyStopping()
                        .map(rule -> rule.withClassNames(classNames))
                        .map(rule -> new EarlyStoppingMonitor(plan, rule))
                        .orElse(null);
    }

    int index() {
        return index;
    }

    int place() {
        return place;
    }

    /** Takes its place in a stack. */
    void begin(StackStep stack) {
        stack.add(place, model, request.start().parameters());
    }

    /** Number of iterations until something is to be done between two of them, at least 1. */
    int stretch() {
        int done = model.iteration();
        int left = planned - done;
        return earlyStopping == null ? left : Math.min(left, perEpoch - done % perEpoch);
    }

    /** Makes room for the record of an iteration, before anything changes: memory may run out. */
    void reserve() {
        if (recordHistory) {
            history.reserveNext();
        }
    }

    /** Records a measured iteration. */
    void record() {
        if (model.diverged()) {
            return;
        }
        if (recordHistory) {
            history.record(model.loss(), model.hits(), model.rows());
        }
        if (growth.record(model.loss())) {
            stopReason = StopReason.LOSS_GREW;
        }
    }

    /** Adds a share of the time of an iteration. */
    void addNanos(double share) {
        nanos += share;
    }

    /**
     * Applies the rules between two iterations.
     *
     * @return whether the training is over
     */
    boolean isOver(StackStep stack, Kernels kernels) {
        if (earlyStopping != null && model.iteration() % perEpoch == 0) {
            boolean stops = earlyStopping.isOver(kernels, stack.parameters(place));
            if (stops && stopReason == StopReason.ITERATIONS_DONE) {
                stopReason = StopReason.EARLY_STOPPING;
            }
        }
        return model.iteration() >= planned || stopReason != StopReason.ITERATIONS_DONE;
    }

    /** Whether a rule has ended the training. */
    boolean hasStopped() {
        return stopReason != StopReason.ITERATIONS_DONE;
    }

    /** Whether the loss or a parameter became infinite or NaN. */
    boolean hasDiverged() {
        return model.diverged();
    }

    private Model model(float[] padded) {
        float[] parameters = Arrays.copyOf(padded, plan.parameterCount());
        return Models.of(request.shape().network(), parameters, classNames);
    }

    /**
     * The result.
     *
     * @param reason why the group was stopped; null if the training ended by itself
     */
    TrainingResult result(StackStep stack, String kernels, StopReason reason) {
        if (growth != null) {
            growth.logOnce(model.iteration());
        }
        boolean best = earlyStopping != null && earlyStopping.best() != null;
        float[] parameters = best ? earlyStopping.best() : stack.parameters(place);
        return new TrainingResult(
                model(parameters),
                reason == null ? stopReason : reason,
                model.iteration(),
                model.loss(),
                earlyStopping == null ? Float.NaN : earlyStopping.lastLoss(),
                history,
                kernels,
                nanos / 1e9,
                Optional.empty());
    }
}
