package lanewise.benchmarks.peers;

import lanewise.benchmarks.workload.DigitsSearch;

import smile.classification.MLP;
import smile.math.MathEx;
import smile.validation.Bag;
import smile.validation.ClassificationValidation;
import smile.validation.ClassificationValidations;

import java.util.Properties;
import java.util.stream.IntStream;

/**
 * A {@link DigitsSearch} by Smile's cross-validation of its {@link MLP}; the Javadoc of {@link
 * ManyModelsSmile} lists what differs.
 */
final class SmileSearch {
    /** Seed of every training; the engine uses one seed for all, too. */
    private static final long SEED = 1;

    private static final double RHO = 0.9;
    private static final double MOMENTUM = 0.9;

    private final DigitsSearch search;
    private final double[][] x;
    private final int[] y;
    private final Bag[] folds;

    /** Prepares the library, the rows and the folds. */
    SmileSearch(DigitsSearch search) {
        SmileTraining.configure();
        this.search = search;
        x = Rows.of(search.data().features());
        y = IntStream.range(0, x.length).map(search.data()::label).toArray();
        folds =
                search.folds().stream()
                        .map(fold -> new Bag(fold.trainRows(), fold.testRows()))
                        .toArray(Bag[]::new);
    }

    /** Searches the whole grid; returns the mean accuracy of all candidates in all folds. */
    double fit() {
        return search.learningRates().stream()
                .flatMapToDouble(
                        learningRate ->
                                search.weightDecays().stream()
                                        .mapToDouble(decay -> accuracy(learningRate, decay)))
                .average()
                .orElseThrow();
    }

    /** Trains and scores a candidate in all folds; returns its mean accuracy. */
    private double accuracy(double learningRate, double weightDecay) {
        Properties settings = settings(learningRate, weightDecay);
        // What Smile's CrossValidation calls with folds of its own.
        ClassificationValidations<MLP> validations =
                ClassificationValidation.of(
                        folds, x, y, (rows, labels) -> train(rows, labels, settings));
        validations.rounds().forEach(round -> round.model().close());
        return validations.rounds().stream()
                .mapToDouble(round -> round.metrics().accuracy())
                .average()
                .orElseThrow();
    }

    private static MLP train(double[][] rows, int[] labels, Properties settings) {
        MathEx.setSeed(SEED);
        return MLP.fit(rows, labels, settings);
    }

    private static Properties settings(double learningRate, double weightDecay) {
        // Momentum sums steps up to 1 / (1 - momentum) of their size; Adam takes a mean.
        double step = learningRate * (1 - MOMENTUM);
        // Smile multiplies the weights by 1 - 2 * step * decay in each step.
        double decay = weightDecay * learningRate / (2 * step);
        Properties settings = new Properties();
        settings.setProperty("smile.mlp.layers", "ReLU(" + DigitsSearch.HIDDEN + ")");
        settings.setProperty("smile.mlp.epochs", String.valueOf(DigitsSearch.EPOCHS));
        settings.setProperty("smile.mlp.mini_batch", String.valueOf(DigitsSearch.BATCH));
        settings.setProperty("smile.mlp.learning_rate", String.valueOf(step));
        settings.setProperty("smile.mlp.momentum", String.valueOf(MOMENTUM));
        settings.setProperty("smile.mlp.RMSProp.rho", String.valueOf(RHO));
        settings.setProperty("smile.mlp.weight_decay", String.valueOf(decay));
        return settings;
    }
}
