package lanewise.select;

import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;
import lanewise.split.Fold;
import lanewise.train.StopReason;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Trains and scores trials in groups: those without scaling in one for all folds, which share the
 * rows; the others with as many scaled or prepared copies of the rows as may be alive at a time.
 */
final class TrialRunner implements TrialExecutor {
    /** Maximum number of row numbers that the folds of a group hold. */
    private static final int MOST_ROW_NUMBERS = 1 << 24;

    /** Maximum number of bytes of the scaled or prepared copies of a group. */
    private static final long MOST_COPIED_BYTES = 1 << 26;

    /** Multiply-adds of all predictions from which vector kernels are worth their compilation. */
    private static final double VECTOR_WORK = 2e8;

    private final TrialRows rows;
    private final List<Fold> folds;
    private final List<Metric> metrics;
    private final int threads;
    private final Kept kept;

    /** The estimator of a task, with any seed. */
    private final Function<Task, Estimator> estimators;

    private final Set<TrainingGroup> running = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** The parts of an outcome beside the scores. */
    enum Kept {
        SCORES,
        OUTPUTS,
        OUTPUTS_AND_MODELS
    }

    /**
     * Trials that train on the same copy of the rows.
     *
     * @param preparation number of the scaling or preparation, in the order of their appearance
     * @param part number of some folds, or with a scaling or preparation of one
     */
    private record Copy(int preparation, int part) implements Comparable<Copy> {
        @Override
        public int compareTo(Copy other) {
            int byPart = Integer.compare(part, other.part);
            boolean mixed = (preparation == 0) != (other.preparation == 0);
            return mixed || byPart == 0 ? Integer.compare(preparation, other.preparation) : byPart;
        }
    }

    TrialRunner(
            TrialRows rows,
            List<Fold> folds,
            CrossValidation validation,
            Kept kept,
            Function<Task, Estimator> estimators) {
        this.rows = rows;
        this.folds = folds;
        metrics = validation.metrics();
        threads = validation.threads();
        this.kept = kept;
        this.estimators = estimators;
    }

    @Override
    public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
        int count = rows.data().rows();
        int together = Math.max(1, MOST_ROW_NUMBERS / count);
        List<Object> preparations = new ArrayList<>();
        Map<Copy, List<TrialPlan>> copies = new TreeMap<>();
        double work = 0;
        for (Task task : tasks) {
            if (task.fold() < 0 || task.fold() >= folds.size()) {
                throw new IllegalArgumentException(
                        task
                                + " is not of this cross-validation, which has "
                                + folds.size()
                                + " folds: both sides need the same settings");
            }
            TrialPlan plan = TrialPlan.of(task, estimators.apply(task));
            copies.computeIfAbsent(copy(plan, together, preparations), _ -> new ArrayList<>())
                    .add(plan);
            work += (double) plan.estimator().network().parameterCount() * count / folds.size();
        }
        for (List<List<TrialPlan>> group : groups(copies.values())) {
            Optional<StopReason> stopped = runGroup(group, work >= VECTOR_WORK, receiver);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    /** Puts as many copies into each group as may be alive at a time. */
    private List<List<List<TrialPlan>>> groups(Collection<List<TrialPlan>> copies) {
        List<List<List<TrialPlan>>> groups = new ArrayList<>();
        long free = 0;
        for (List<TrialPlan> copy : copies) {
            Estimator estimator = copy.getFirst().estimator();
            long bytes = 4L * rows.data().rows() * estimator.network().inputs();
            bytes = rows.areShared(estimator) ? MOST_COPIED_BYTES : bytes;
            if (groups.isEmpty() || bytes > free) {
                groups.add(new ArrayList<>());
                free = MOST_COPIED_BYTES;
            }
            groups.getLast().add(copy);
            free -= bytes;
        }
        return groups;
    }

    /** The copy of a trial; adds its scaling or preparation to the list. */
    private Copy copy(TrialPlan plan, int together, List<Object> preparations) {
        Estimator estimator = plan.estimator();
        if (rows.areShared(estimator)) {
            return new Copy(0, plan.fold() / together);
        }
        Object preparation =
                rows.source().isPresent() ? estimator.preparation() : estimator.scaler();
        if (!preparations.contains(preparation)) {
            preparations.add(preparation);
        }
        return new Copy(1 + preparations.indexOf(preparation), plan.fold());
    }

    @Override
    public void cancel() {
        cancelled = true;
        running.forEach(TrainingGroup::cancel);
    }

    private Optional<StopReason> runGroup(
            List<List<TrialPlan>> copies, boolean muchWork, Receiver receiver) {
        if (cancelled) {
            return Optional.of(StopReason.CANCELLED);
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(StopReason.INTERRUPTED);
        }
        List<TrialPlan> plans = new ArrayList<>();
        List<TrialRows.Prepared> preparedRows = new ArrayList<>();
        List<TrainingRequest> requests = new ArrayList<>();
        Map<Integer, int[]> testRows = new TreeMap<>();
        for (List<TrialPlan> copy : copies) {
            TrialRows.Prepared prepared = prepared(copy.getFirst());
            Map<Integer, Fold> used = new TreeMap<>();
            requests.addAll(requests(copy, prepared, used));
            used.forEach((number, part) -> testRows.put(number, part.testRows()));
            plans.addAll(copy);
            preparedRows.addAll(Collections.nCopies(copy.size(), prepared));
        }
        TrainingGroup group = TrainingGroup.of(requests).withThreads(threads);
        running.add(group);
        try {
            if (cancelled) { // possibly before this group could be seen
                return Optional.of(StopReason.CANCELLED);
            }
            return group.fitEach(
                    (index, result) -> {
                        if (!result.complete()) {
                            return !cancelled;
                        }
                        TrialPlan plan = plans.get(index);
                        TrialRows.Prepared prepared = preparedRows.get(index);
                        int[] tested = testRows.get(plan.fold());
                        Optional<FeatureMatrix> outputs =
                                Evaluation.outputs(
                                                result,
                                                prepared.data().features(),
                                                tested,
                                                muchWork)
                                        .map(prepared::inUnitsOfTargets);
                        Outcome outcome =
                                new Outcome(
                                        trial(plan, result, outputs, tested),
                                        kept == Kept.SCORES ? Optional.empty() : outputs,
                                        kept == Kept.OUTPUTS_AND_MODELS
                                                ? Optional.of(prepared.saved(result.model()))
                                                : Optional.empty());
                        return receiver.trialDone(outcome) && !cancelled;
                    });
        } finally {
            running.remove(group);
        }
    }

    private TrialRows.Prepared prepared(TrialPlan plan) {
        return rows.areShared(plan.estimator())
                ? rows.unprepared()
                : rows.prepare(plan.estimator(), folds.get(plan.fold()), plan.fold());
    }

    private List<TrainingRequest> requests(
            List<TrialPlan> plans, TrialRows.Prepared prepared, Map<Integer, Fold> used) {
        List<TrainingRequest> requests = new ArrayList<>(Collections.nCopies(plans.size(), null));
        Map<Integer, List<Integer>> byFold = new TreeMap<>();
        for (int k = 0; k < plans.size(); k++) {
            byFold.computeIfAbsent(plans.get(k).fold(), _ -> new ArrayList<>()).add(k);
        }
        byFold.forEach(
                (fold, indices) -> {
                    used.put(fold, folds.get(fold));
                    FoldRequests shared =
                            new FoldRequests(prepared.data(), used.get(fold).trainRows());
                    for (int k : indices) {
                        requests.set(k, request(shared, prepared, plans.get(k)));
                    }
                });
        return requests;
    }

    private static TrainingRequest request(
            FoldRequests shared, TrialRows.Prepared prepared, TrialPlan plan) {
        Estimator estimator = prepared.suited(plan.estimator());
        try {
            // Nobody sees the history, which would take memory.
            return shared.request(estimator.withTrainer(estimator.trainer().withoutHistory()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "candidate "
                            + plan.candidate()
                            + ", fold "
                            + plan.fold()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Trial trial(
            TrialPlan plan, TrainingResult result, Optional<FeatureMatrix> outputs, int[] tested) {
        StopReason reason = result.stopReason();
        List<Double> scores;
        if (outputs.isPresent()) {
            String where = "candidate " + plan.candidate() + ", fold " + plan.fold();
            scores = Evaluation.scores(where, metrics, outputs.get(), rows.data(), tested);
        } else {
            reason = Evaluation.diverged(reason) ? reason : StopReason.DIVERGED;
            scores = Collections.nCopies(metrics.size(), Double.NaN);
        }
        return new Trial(
                plan.rung(),
                plan.candidate(),
                plan.fold(),
                plan.seed(),
                reason,
                result.iterations(),
                result.seconds(),
                scores);
    }
}
