package lanewise.benchmarks.workload;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.select.Candidate;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.split.Fold;
import lanewise.split.RepeatedStratifiedKFold;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A search of learning rate and weight decay for a network on the digits of 8 × 8 pixels: 64-32-10
 * with ReLU and softmax, trained by Adam, scored by the accuracy in a repeated cross-validation.
 */
public final class DigitsSearch {
    /** Number of hidden units. */
    public static final int HIDDEN = 32;

    /** Number of rows of a batch. */
    public static final int BATCH = 32;

    /** Number of epochs of a training. */
    public static final int EPOCHS = 10;

    /** Number of folds of a division. */
    public static final int FOLDS = 5;

    /** Number of divisions into folds. */
    public static final int REPEATS = 2;

    /** Number of trainings of the whole search. */
    public static final int TRAININGS = 48 * FOLDS * REPEATS;

    /** Largest difference of the mean accuracies: initial weights and orders of rows differ. */
    private static final double TOLERANCE = 0.02;

    private static final Double[] LEARNING_RATES = {
        0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03
    };
    private static final Double[] WEIGHT_DECAYS = {0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2};

    private static final RepeatedStratifiedKFold SPLITTER =
            RepeatedStratifiedKFold.of(FOLDS, REPEATS, 0);

    private final Choice<Double> learningRate;
    private final Choice<Double> weightDecay;
    private final Search search;
    private final Dataset data;
    private final Dataset firstTrain;
    private final Dataset firstTest;

    /** Creates the search of 48 candidates. */
    public DigitsSearch() {
        this(LEARNING_RATES.length, WEIGHT_DECAYS.length);
    }

    /**
     * Creates a part of the search.
     *
     * @param learningRates number of learning rates
     * @param weightDecays number of weight decays
     */
    public DigitsSearch(int learningRates, int weightDecays) {
        learningRate = Choice.of("learning rate", Arrays.copyOf(LEARNING_RATES, learningRates));
        weightDecay = Choice.of("weight decay", Arrays.copyOf(WEIGHT_DECAYS, weightDecays));
        search = Search.grid(learningRate, weightDecay);
        data = digits();
        Fold first = folds().getFirst();
        firstTrain = first.train(data);
        firstTest = first.test(data);
    }

    /** All digits; 0 to 16 become 0 to 1. */
    private static Dataset digits() {
        Dataset digits = new BundledFile("digits.csv.gz").dataset();
        FeatureMatrix features = new FeatureMatrix(digits.rows(), digits.features().features());
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < features.samples(); row++) {
            labels.add(digits.classNames().get(digits.label(row)));
            for (int pixel = 0; pixel < features.features(); pixel++) {
                features.set(row, pixel, digits.features().get(row, pixel) / 16);
            }
        }
        return Dataset.labelled(features, labels);
    }

    /**
     * The rows.
     *
     * @return all digits
     */
    public Dataset data() {
        return data;
    }

    /**
     * The folds.
     *
     * @return the folds of all divisions, in the order of the scores
     */
    public List<Fold> folds() {
        return SPLITTER.split(data);
    }

    /**
     * The learning rates.
     *
     * @return the values of Adam's step
     */
    public List<Double> learningRates() {
        return learningRate.values();
    }

    /**
     * The coefficients of the L2 penalty.
     *
     * @return the values of {@link Trainer#withWeightDecay}
     */
    public List<Double> weightDecays() {
        return weightDecay.values();
    }

    /**
     * The number of trainings.
     *
     * @return candidates times folds
     */
    public int trainings() {
        return search.candidates().size() * FOLDS * REPEATS;
    }

    /**
     * Searches.
     *
     * @param threads number of threads
     * @return the table of candidates
     */
    public SearchResult fit(int threads) {
        CrossValidation folds = CrossValidation.of(SPLITTER, Metric.ACCURACY).withThreads(threads);
        return search.fit(data, folds, this::estimator);
    }

    private Estimator estimator(Candidate candidate) {
        Network network = Network.of(64, Layer.relu(HIDDEN), Layer.softmax(10));
        Trainer trainer =
                Trainer.of(new Adam(candidate.get(learningRate)))
                        .withWeightDecay(candidate.get(weightDecay))
                        .withBatches(BATCH)
                        .withEpochs(EPOCHS);
        return Estimator.of(network, Initializer.glorotUniform(), trainer);
    }

    /**
     * Trains and scores each candidate in the first fold, in a loop over {@link Trainer#fit} on one
     * thread with the fastest tier.
     *
     * @return the accuracy of each candidate
     */
    public List<Double> firstFoldOneByOne() {
        List<Double> accuracies = new ArrayList<>();
        for (Candidate candidate : search.candidates()) {
            Estimator estimator = estimator(candidate);
            Trainer trainer =
                    estimator.trainer().withoutHistory().withThreads(1).withTier(Tier.SPECIALISED);
            Model start =
                    Model.initialize(
                            estimator.network(),
                            estimator.initializer(),
                            new RandomState(trainer.seed()));
            TrainingRun run = trainer.fit(start, firstTrain);
            accuracies.add(ConfusionMatrix.of(run.model(), firstTest).accuracy());
        }
        return accuracies;
    }

    /**
     * The mean accuracy of all candidates in all folds.
     *
     * @param result the table of candidates
     * @return 0 to 1
     */
    public double accuracy(SearchResult result) {
        return result.candidates().stream()
                .mapToDouble(candidate -> candidate.mean(Metric.ACCURACY))
                .average()
                .orElseThrow();
    }

    /**
     * Compares the scores of two searches.
     *
     * @param expected a table of candidates
     * @param actual another table
     * @throws IllegalStateException if the scores differ
     */
    public void requireSameScores(SearchResult expected, SearchResult actual) {
        for (int k = 0; k < expected.candidates().size(); k++) {
            CandidateResult candidate = expected.candidates().get(k);
            double[] scores = candidate.scores(Metric.ACCURACY);
            double[] others = actual.candidates().get(k).scores(Metric.ACCURACY);
            require(Arrays.equals(scores, others), candidate);
        }
    }

    /**
     * Compares the scores of the first fold.
     *
     * @param expected a table of candidates
     * @param firstFold the accuracy of each candidate in the first fold
     * @throws IllegalStateException if the scores differ
     */
    public void requireSameScores(SearchResult expected, List<Double> firstFold) {
        for (int k = 0; k < firstFold.size(); k++) {
            CandidateResult candidate = expected.candidates().get(k);
            require(candidate.scores(Metric.ACCURACY)[0] == firstFold.get(k), candidate);
        }
    }

    /**
     * Compares the mean accuracy of another library with the engine's.
     *
     * @param library name of the library
     * @param expected the engine's mean accuracy
     * @param actual the library's mean accuracy
     * @throws IllegalStateException if they are not close
     */
    public static void requireSimilarAccuracy(String library, double expected, double actual) {
        if (!(Math.abs(actual - expected) <= TOLERANCE)) {
            throw new IllegalStateException(
                    library
                            + "'s mean accuracy is "
                            + actual
                            + ", the engine's "
                            + expected
                            + ": expected a difference of at most "
                            + TOLERANCE);
        }
    }

    private static void require(boolean same, CandidateResult candidate) {
        if (!same) {
            throw new IllegalStateException(
                    candidate.candidate() + ": two ways to train it have different accuracies");
        }
    }
}
