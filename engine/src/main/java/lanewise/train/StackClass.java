package lanewise.train;

import lanewise.Tier;
import lanewise.internal.pass.RowBackpropagation;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.stack.StackStep;
import lanewise.internal.tier.GroupKernels;
import lanewise.internal.tier.StackStart;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The requests of a group that can be trained side by side: the same network, rows from the same
 * arrays, batches of one size, and optimizers of one kind. Everything else may differ.
 */
final class StackClass {
    private final TrainingRequest first;
    private final int breakEven;
    private final StackStart start;

    /** Indices of the requests that are not begun. */
    private final Deque<Integer> waiting = new ArrayDeque<>();

    /** Estimated scalar time of all requests, in ns. */
    private double nanos;

    private StackClass(TrainingRequest first, NetworkPlan plan, int threads) {
        this.first = first;
        int rows = first.batchRows();
        breakEven = StackStep.breakEven(plan, rows);
        double scalarNanos = plan.scalarNanos(RowBackpropagation.paidRows(plan, rows));
        start = new StackStart(scalarNanos, threads);
    }

    /**
     * The class of a request, without it; null if it is to be trained alone.
     *
     * @param threads number of threads of the group
     */
    static StackClass of(TrainingRequest request, int threads) {
        Trainer trainer = request.trainer();
        boolean vectors = trainer.tier() == Tier.AUTO || trainer.tier() == Tier.VECTOR;
        if (!vectors || trainer.listener().isPresent()) {
            return null;
        }
        NetworkPlan plan = Models.plan(request.shape());
        return StackStep.supports(plan, request.batchRows())
                ? new StackClass(request, plan, threads)
                : null;
    }

    boolean accepts(TrainingRequest other) {
        Trainer own = first.trainer();
        Trainer its = other.trainer();
        return own.tier() == its.tier()
                && its.listener().isEmpty()
                && own.measures() == its.measures()
                && own.optimizer().getClass() == its.optimizer().getClass()
                && own.stepSettings().sameRules(its.stepSettings())
                && first.batchRows() == other.batchRows()
                && Models.plan(first.shape()).sameKernels(Models.plan(other.shape()))
                && first.sharesRows(other);
    }

    void add(int index, double scalarNanos) {
        waiting.add(index);
        nanos += scalarNanos;
    }

    /**
     * Whether training the requests side by side is faster than one by one. Kernels that are not
     * compiled yet must pay off, unless the trainers require the vector tier.
     */
    boolean isFaster() {
        return breakEven <= StackStep.MODELS
                && waiting.size() >= breakEven
                && (first.trainer().tier() == Tier.VECTOR || GroupKernels.vectorsPay(nanos));
    }

    /** When its stacks may begin. */
    StackStart start() {
        return start;
    }

    TrainingRequest first() {
        return first;
    }

    int breakEven() {
        return breakEven;
    }

    Deque<Integer> waiting() {
        return waiting;
    }
}
