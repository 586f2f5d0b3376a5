package lanewise.select;

import lanewise.Loss;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.train.StopReason;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains an {@link Estimator} with several seeds and keeps the model with the best score on
 * validation rows.
 *
 * <pre>{@code
 * Estimator estimator = Estimator.of(network, Initializer.glorotUniform(), trainer);
 * Restarts.Result result = Restarts.of(estimator, 0, 1, 2, 3, 4).fit(train, validation);
 * System.out.println(result.scores().length); // prints 5
 * long seed = result.seed();
 * SavedModel best = result.model();
 * }</pre>
 *
 * <p>All models are trained as a {@link TrainingGroup}; only the best is held. Immutable and
 * thread-safe.
 */
public final class Restarts {
    private final Estimator estimator;
    private final List<Long> seeds;
    private final Metric metric;
    private final int threads;
    private final Optional<TrialExecutor> executor;

    private Restarts(
            Estimator estimator,
            List<Long> seeds,
            Metric metric,
            int threads,
            Optional<TrialExecutor> executor) {
        this.estimator = estimator;
        this.seeds = seeds;
        this.metric = metric;
        this.threads = threads;
        this.executor = executor;
    }

    /**
     * Creates restarts that are compared by the loss of the network: {@link Metric#LOG_LOSS} for
     * cross-entropy, {@link Metric#RMSE} for the mean squared error, {@link Metric#MAE} for the
     * absolute error and Huber's loss. They use a thread for each processor.
     *
     * @param estimator what to train
     * @param seeds the seeds, at least one, 0 to 4294967295; they replace that of the estimator
     * @return the restarts
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no seed, or one is out of range or occurs twice
     */
    public static Restarts of(Estimator estimator, long... seeds) {
        Objects.requireNonNull(estimator, "estimator is null: expected what to train");
        List<Long> list = CrossValidation.checkedSeeds(seeds);
        int processors = Math.min(1024, Runtime.getRuntime().availableProcessors());
        Metric metric = metricOf(estimator.network().loss());
        return new Restarts(estimator, list, metric, processors, Optional.empty());
    }

    private static Metric metricOf(Loss loss) {
        return switch (loss) {
            case MEAN_SQUARED_ERROR -> Metric.RMSE;
            case MEAN_ABSOLUTE_ERROR, HUBER -> Metric.MAE;
            case BINARY_CROSS_ENTROPY, CROSS_ENTROPY -> Metric.LOG_LOSS;
        };
    }

    /**
     * Returns these restarts with another metric.
     *
     * @param metric the metric by which models are compared
     * @return the restarts
     * @throws NullPointerException if {@code metric} is null
     */
    public Restarts withMetric(Metric metric) {
        Objects.requireNonNull(metric, "metric is null: expected one such as Metric.ACCURACY");
        return new Restarts(estimator, seeds, metric, threads, executor);
    }

    /**
     * Returns these restarts with another number of threads.
     *
     * @param threads number of threads, the caller's included, 1 to 1024
     * @return the restarts
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public Restarts withThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(threads + " threads: expected 1 to 1024");
        }
        return new Restarts(estimator, seeds, metric, threads, executor);
    }

    /**
     * Returns these restarts with their trials run by an executor instead of threads of this JVM.
     * {@link #withThreads} has no effect then.
     *
     * @param executor runs the trials
     * @return the restarts
     * @throws NullPointerException if {@code executor} is null
     */
    public Restarts withExecutor(TrialExecutor executor) {
        Objects.requireNonNull(executor, "executor is null: expected one that runs the trials");
        return new Restarts(estimator, seeds, metric, threads, Optional.of(executor));
    }

    /**
     * The best of several trainings.
     *
     * @param model the model with its scaling and names
     * @param seed its seed
     * @param score its score
     * @param scores the score of each seed; NaN if the training diverged
     */
    public record Result(SavedModel model, long seed, double score, double[] scores) {
        /**
         * Creates a result.
         *
         * @throws NullPointerException if an argument is null
         */
        public Result {
            Objects.requireNonNull(model, "model is null: expected the best model");
            Objects.requireNonNull(scores, "scores is null: expected a score for each seed");
            scores = scores.clone();
        }

        /**
         * Returns the score of each seed.
         *
         * @return a new array, in the order of the seeds
         */
        @Override
        public double[] scores() {
            return scores.clone();
        }
    }

    /**
     * Trains the models. Of equal scores the first is the best.
     *
     * @param train the training rows, to which the scaling is fitted
     * @param validation rows that are not trained; their classes are matched by name
     * @return the best model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data does not suit the estimator or the metric
     * @throws IllegalStateException if all trainings diverged or have no score, or the trainer's
     *     tier cannot run on this machine
     * @throws CancellationException if the calling thread is interrupted; its interrupt status
     *     stays set. Or if the executor is cancelled
     */
    public Result fit(Dataset train, Dataset validation) {
        requireData(train, validation);
        List<TrialPlan> plans =
                seeds.stream().map(seed -> new TrialPlan(0, 0, 0, seed, estimator)).toList();
        Set<TrialPlan.Key> asked = TrialPlan.keys(plans);
        Best best = new Best();
        Optional<StopReason> stopped =
                executor.orElseGet(() -> new Local(train, validation))
                        .run(
                                plans.stream().map(plan -> plan.task(train)).toList(),
                                outcome -> {
                                    TrialPlan.checked(outcome.trial(), asked, 1);
                                    best.add(outcome);
                                    return true;
                                });
        if (stopped.isPresent()) {
            throw new CancellationException(
                    stopped.get() == StopReason.INTERRUPTED
                            ? "the thread was interrupted before all trainings were complete: no"
                                    + " model"
                            : "the executor was cancelled before all trainings were complete: no"
                                    + " model");
        }
        return best.result();
    }

    private static void requireData(Dataset train, Dataset validation) {
        Objects.requireNonNull(train, "train is null: expected the training rows");
        Objects.requireNonNull(validation, "validation is null: expected the validation rows");
    }

    /**
     * Returns an executor of these trainings on threads of this JVM, for another executor that
     * sends them to several JVMs: see {@link TrialExecutor}.
     *
     * @param train the training rows, the same as in {@link #fit}
     * @param validation the validation rows, the same as in {@link #fit}
     * @return the executor; that of {@link #withExecutor} is not used
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data does not suit the scaling
     */
    public TrialExecutor executor(Dataset train, Dataset validation) {
        requireData(train, validation);
        return new Local(train, validation);
    }

    /** Holds the best outcome. */
    private final class Best {
        private final double[] scores = new double[seeds.size()];
        private int index = -1;
        private TrialExecutor.Outcome outcome;

        Best() {
            Arrays.fill(scores, Double.NaN);
        }

        /** Adds an outcome, and returns the one that is not the best any more, or never was. */
        synchronized TrialExecutor.Outcome add(TrialExecutor.Outcome candidate) {
            int which = seeds.indexOf(candidate.trial().seed());
            double score = candidate.trial().scores().getFirst();
            scores[which] = score;
            int order = index < 0 ? -1 : metric.compare(score, scores[index]);
            if (Double.isNaN(score) || order > 0 || order == 0 && which > index) {
                return candidate;
            }
            TrialExecutor.Outcome former = outcome;
            index = which;
            outcome = candidate;
            return former;
        }

        Result result() {
            if (index < 0) {
                throw new IllegalStateException(
                        "none of "
                                + seeds.size()
                                + " trainings has a "
                                + metric
                                + " on the validation rows: lower the learning rate or scale the"
                                + " features");
            }
            SavedModel model =
                    outcome.model()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "the executor returned no model of the best"
                                                            + " trial: expected that of the best"
                                                            + " of its trials"));
            return new Result(model, seeds.get(index), scores[index], scores);
        }
    }

    /** Trains on threads of this JVM. */
    private final class Local implements TrialExecutor {
        private final TrialRows.Prepared prepared;
        private final Dataset unseen;
        private final int[] all;
        private final Set<TrainingGroup> running = ConcurrentHashMap.newKeySet();
        private volatile boolean cancelled;

        Local(Dataset train, Dataset validation) {
            prepared = TrialRows.of(train).prepare(estimator);
            Dataset named = validation.withClassNames(train.classNames());
            Optional<Scaling> scaling = prepared.scaling();
            unseen = scaling.isPresent() ? scaling.get().apply(named) : named;
            all = new int[unseen.rows()];
            Arrays.setAll(all, row -> row);
        }

        @Override
        public Optional<StopReason> run(List<Task> tasks, Receiver receiver) {
            FoldRequests shared = new FoldRequests(prepared.data());
            List<TrainingRequest> requests = new ArrayList<>();
            for (Task task : tasks) {
                if (!seeds.contains(task.seed())) {
                    throw new IllegalArgumentException(
                            task
                                    + " is none of these restarts, which have the seeds "
                                    + seeds
                                    + ": both sides need the same settings");
                }
                Estimator seeded = estimator.withSeed(task.seed());
                requests.add(shared.request(seeded.withTrainer(seeded.trainer().withoutHistory())));
            }
            Best best = new Best();
            TrainingGroup group = TrainingGroup.of(requests).withThreads(threads);
            running.add(group);
            try {
                if (cancelled) { // possibly before this group could be seen
                    return Optional.of(StopReason.CANCELLED);
                }
                Optional<StopReason> stopped =
                        group.fitEach(
                                (which, result) -> {
                                    if (!result.complete()) {
                                        return !cancelled;
                                    }
                                    Outcome worse = best.add(outcome(tasks.get(which), result));
                                    return (worse == null
                                                    || receiver.trialDone(withoutModel(worse)))
                                            && !cancelled;
                                });
                if (best.outcome != null) {
                    receiver.trialDone(best.outcome);
                }
                return stopped;
            } finally {
                running.remove(group);
            }
        }

        private Outcome outcome(Task task, TrainingResult result) {
            Optional<FeatureMatrix> outputs =
                    Evaluation.outputs(result, unseen.features(), all, false);
            boolean ended = outputs.isPresent() || Evaluation.diverged(result.stopReason());
            double score = outputs.map(y -> score(task.seed(), y)).orElse(Double.NaN);
            Trial trial =
                    new Trial(
                            0,
                            0,
                            0,
                            task.seed(),
                            ended ? result.stopReason() : StopReason.DIVERGED,
                            result.iterations(),
                            result.seconds(),
                            List.of(score));
            return new Outcome(
                    trial, Optional.empty(), Optional.of(prepared.saved(result.model())));
        }

        private double score(long seed, FeatureMatrix outputs) {
            String where = "seed " + seed;
            return Evaluation.scores(where, List.of(metric), outputs, unseen, all).getFirst();
        }

        private static Outcome withoutModel(Outcome outcome) {
            return new Outcome(outcome.trial(), Optional.empty(), Optional.empty());
        }

        @Override
        public void cancel() {
            cancelled = true;
            running.forEach(TrainingGroup::cancel);
        }
    }
}
