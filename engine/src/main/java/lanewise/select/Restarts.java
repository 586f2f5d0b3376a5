package lanewise.select;

import lanewise.Loss;
import lanewise.data.Dataset;
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
import java.util.concurrent.CancellationException;

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

    private Restarts(Estimator estimator, List<Long> seeds, Metric metric, int threads) {
        this.estimator = estimator;
        this.seeds = seeds;
        this.metric = metric;
        this.threads = threads;
    }

    /**
     * Creates restarts that are compared by the loss of the network: {@link Metric#LOG_LOSS} for
     * cross-entropy, {@link Metric#RMSE} for the mean squared error. They use a thread for each
     * processor.
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
        boolean squares = estimator.network().loss() == Loss.MEAN_SQUARED_ERROR;
        int processors = Math.min(1024, Runtime.getRuntime().availableProcessors());
        return new Restarts(estimator, list, squares ? Metric.RMSE : Metric.LOG_LOSS, processors);
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
        return new Restarts(estimator, seeds, metric, threads);
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
        return new Restarts(estimator, seeds, metric, threads);
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
     *     stays set
     */
    public Result fit(Dataset train, Dataset validation) {
        Objects.requireNonNull(train, "train is null: expected the training rows");
        Objects.requireNonNull(validation, "validation is null: expected the validation rows");
        Optional<Scaling> scaling = estimator.scaler().fit(train);
        Dataset rows = scaling.isPresent() ? scaling.get().apply(train) : train;
        Dataset named = validation.withClassNames(train.classNames());
        Dataset unseen = scaling.isPresent() ? scaling.get().apply(named) : named;

        FoldRequests shared = new FoldRequests(rows);
        List<TrainingRequest> requests = new ArrayList<>();
        for (long seed : seeds) {
            Estimator seeded = estimator.withSeed(seed);
            requests.add(shared.request(seeded.withTrainer(seeded.trainer().withoutHistory())));
        }
        Best best = new Best(unseen);
        Optional<StopReason> stopped =
                TrainingGroup.of(requests).withThreads(threads).fitEach(best::add);
        if (stopped.isPresent()) {
            throw new CancellationException(
                    "the thread was interrupted before all trainings were complete: no model");
        }
        if (best.index < 0) {
            throw new IllegalStateException(
                    "none of "
                            + seeds.size()
                            + " trainings has a "
                            + metric
                            + " on the validation rows: lower the learning rate or scale the"
                            + " features");
        }
        SavedModel model =
                SavedModel.of(best.result.model()).withFeatureNames(train.featureNames());
        return new Result(
                scaling.isPresent() ? model.withScaling(scaling.get()) : model,
                seeds.get(best.index),
                best.scores[best.index],
                best.scores);
    }

    /** Scores results on the threads that train, and holds the best. */
    private final class Best {
        private final Dataset unseen;
        private final int[] all;
        private final double[] scores = new double[seeds.size()];
        private int index = -1;
        private TrainingResult result;

        Best(Dataset unseen) {
            this.unseen = unseen;
            all = new int[unseen.rows()];
            Arrays.setAll(all, row -> row);
            Arrays.fill(scores, Double.NaN);
        }

        boolean add(int which, TrainingResult candidate) {
            if (candidate.complete()) {
                double score = score(which, candidate);
                synchronized (this) {
                    keepBetter(which, candidate, score);
                }
            }
            return true;
        }

        private double score(int which, TrainingResult candidate) {
            String where = "seed " + seeds.get(which);
            return Evaluation.outputs(candidate, unseen.features(), all, false)
                    .map(y -> Evaluation.scores(where, List.of(metric), y, unseen, all))
                    .map(List::getFirst)
                    .orElse(Double.NaN);
        }

        private void keepBetter(int which, TrainingResult candidate, double score) {
            scores[which] = score;
            int order = index < 0 ? -1 : metric.compare(score, scores[index]);
            if (!Double.isNaN(score) && (order < 0 || order == 0 && which < index)) {
                index = which;
                result = candidate;
            }
        }
    }
}
