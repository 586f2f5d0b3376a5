package lanewise.select;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.split.Fold;
import lanewise.train.StopReason;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Trains and scores trials in groups that share rows: those without scaling in one group for all
 * folds, the others in one for each fold and scaling, so that one scaled copy is alive at a time.
 */
final class TrialRunner implements TrialExecutor {
    /** Maximum number of row numbers that the folds of a group hold. */
    private static final int MOST_ROW_NUMBERS = 1 << 24;

    /** Multiply-adds of all predictions from which vector kernels are worth their compilation. */
    private static final double VECTOR_WORK = 2e8;

    private final Dataset data;
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

    /** Trials that run together: part is a number of folds, or with a scaling one fold. */
    private record Group(Scaler scaler, int part) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byPart = Integer.compare(part, other.part);
            boolean mixed = (scaler == Scaler.NONE) != (other.scaler == Scaler.NONE);
            return mixed || byPart == 0 ? scaler.compareTo(other.scaler) : byPart;
        }
    }

    TrialRunner(
            Dataset data,
            List<Fold> folds,
            CrossValidation validation,
            Kept kept,
            Function<Task, Estimator> estimators) {
        this.data = data;
        this.folds = folds;
        metrics = validation.metrics();
        threads = validation.threads();
        this.kept = kept;
        this.estimators = estimators;
    }

    @Override
    public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
        int together = Math.max(1, MOST_ROW_NUMBERS / data.rows());
        Map<Group, List<TrialPlan>> groups = new TreeMap<>();
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
            Scaler scaler = plan.estimator().scaler();
            int part = scaler == Scaler.NONE ? plan.fold() / together : plan.fold();
            groups.computeIfAbsent(new Group(scaler, part), _ -> new ArrayList<>()).add(plan);
            work +=
                    (double) plan.estimator().network().parameterCount()
                            * data.rows()
                            / folds.size();
        }
        for (List<TrialPlan> group : groups.values()) {
            Optional<StopReason> stopped = runGroup(group, work >= VECTOR_WORK, receiver);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    @Override
    public void cancel() {
        cancelled = true;
        running.forEach(TrainingGroup::cancel);
    }

    private Optional<StopReason> runGroup(
            List<TrialPlan> plans, boolean muchWork, Receiver receiver) {
        if (cancelled) {
            return Optional.of(StopReason.CANCELLED);
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(StopReason.INTERRUPTED);
        }
        Scaler scaler = plans.getFirst().estimator().scaler();
        Optional<Scaling> scaling = Optional.empty();
        Dataset rows = data;
        if (scaler != Scaler.NONE) {
            int fold = plans.getFirst().fold();
            scaling = scaler.fit(folds.get(fold).train(data));
            rows = scaled(scaling.orElseThrow(), fold);
        }
        Map<Integer, Fold> used = new TreeMap<>();
        List<TrainingRequest> requests = requests(plans, rows, used);
        Map<Integer, int[]> testRows = new TreeMap<>();
        used.forEach((fold, part) -> testRows.put(fold, part.testRows()));

        Dataset features = rows;
        Optional<Scaling> fitted = scaling;
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
                        int[] tested = testRows.get(plan.fold());
                        Optional<FeatureMatrix> outputs =
                                Evaluation.outputs(result, features.features(), tested, muchWork);
                        Trial trial = trial(plan, result, outputs, tested);
                        Outcome outcome = outcome(trial, outputs, result.model(), fitted);
                        return receiver.trialDone(outcome) && !cancelled;
                    });
        } finally {
            running.remove(group);
        }
    }

    private Outcome outcome(
            Trial trial, Optional<FeatureMatrix> outputs, Model model, Optional<Scaling> scaling) {
        Optional<SavedModel> saved =
                kept == Kept.OUTPUTS_AND_MODELS
                        ? Optional.of(saved(model, scaling, data.featureNames()))
                        : Optional.empty();
        return new Outcome(trial, kept == Kept.SCORES ? Optional.empty() : outputs, saved);
    }

    /** A model with its scaling and names. */
    static SavedModel saved(Model model, Optional<Scaling> scaling, List<String> featureNames) {
        SavedModel saved = SavedModel.of(model).withFeatureNames(featureNames);
        return scaling.isPresent() ? saved.withScaling(scaling.get()) : saved;
    }

    private Dataset scaled(Scaling scaling, int fold) {
        try {
            return scaling.apply(data);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "fold " + fold + ", scaled by its training rows: " + e.getMessage(), e);
        }
    }

    private List<TrainingRequest> requests(
            List<TrialPlan> plans, Dataset rows, Map<Integer, Fold> used) {
        List<TrainingRequest> requests = new ArrayList<>(Collections.nCopies(plans.size(), null));
        Map<Integer, List<Integer>> byFold = new TreeMap<>();
        for (int k = 0; k < plans.size(); k++) {
            byFold.computeIfAbsent(plans.get(k).fold(), _ -> new ArrayList<>()).add(k);
        }
        byFold.forEach(
                (fold, indices) -> {
                    used.put(fold, folds.get(fold));
                    FoldRequests shared = new FoldRequests(rows, used.get(fold).trainRows());
                    for (int k : indices) {
                        requests.set(k, request(shared, plans.get(k)));
                    }
                });
        return requests;
    }

    private static TrainingRequest request(FoldRequests shared, TrialPlan plan) {
        Estimator estimator = plan.estimator();
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
            TrialPlan plan, TrainingResult result, Optional<FeatureMatrix> outputs, int[] rows) {
        StopReason reason = result.stopReason();
        List<Double> scores;
        if (outputs.isPresent()) {
            String where = "candidate " + plan.candidate() + ", fold " + plan.fold();
            scores = Evaluation.scores(where, metrics, outputs.get(), data, rows);
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
