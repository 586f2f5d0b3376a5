package lanewise.benchmarks.cli.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.Loss;
import lanewise.data.Dataset;
import lanewise.metrics.ConfusionMatrix;
import lanewise.recurrent.Convergence;
import lanewise.train.TierUse;
import lanewise.train.TrainingRun;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A training as one JSON object for programs. Its components are the keys, in this order; all
 * numbers are finite. A key whose value is null is left out. Of several seeds, all but {@code
 * seeds} and the last keys is of the last one.
 *
 * @param mse the mean squared error that the last epoch recorded; null if the loss is another
 * @param trainAccuracy the share of training rows that the last epoch found classified correctly;
 *     where a batch holds all rows, an epoch is an iteration
 * @param testAccuracy the share of test rows that the trained model classifies correctly
 * @param iterations how many
 * @param nanosPerIteration the mean time of an iteration, including what the JVM took to compile
 * @param kernels the kernels in use at the end, such as {@code scalar} or {@code vector-512}
 * @param parametersSha256 the fingerprint of the trained parameters
 * @param kernelsReason why these kernels
 * @param network the number of units of each layer, inputs first, such as {@code 4-2-3}
 * @param trainRows the number of rows for training
 * @param testRows the number of rows for testing
 * @param confusion how often each class was taken for which among the test rows
 * @param files the files written
 * @param loss the loss that the last epoch recorded
 * @param lossName what the loss is, such as {@code mse} or {@code cross-entropy}
 * @param macroF1 the mean F1 of the classes among the test rows
 * @param logLoss the log loss on the test rows; null if the outputs are no probabilities
 * @param epochs how many were finished
 * @param batch the rows of a batch
 * @param optimizer such as {@code sgd} or {@code adam}
 * @param threads how many threads shared the work
 * @param stopReason {@code iterations_done} or {@code early_stopping}
 * @param validationRows the number of rows for validation; null without early stopping
 * @param seeds what came of each seed
 * @param meanTestAccuracy the mean test accuracy of all seeds
 * @param leastTestAccuracy the least test accuracy of all seeds
 * @param tierUses who computed how many iterations, in order
 * @param settling convergence of the recurrent layer in the last iteration; null without one
 */
public record JsonReport(
        Float mse,
        double trainAccuracy,
        double testAccuracy,
        int iterations,
        double nanosPerIteration,
        String kernels,
        String parametersSha256,
        String kernelsReason,
        String network,
        int trainRows,
        int testRows,
        Confusion confusion,
        List<String> files,
        float loss,
        String lossName,
        double macroF1,
        Double logLoss,
        int epochs,
        int batch,
        String optimizer,
        int threads,
        String stopReason,
        Integer validationRows,
        List<SeedFigures> seeds,
        double meanTestAccuracy,
        double leastTestAccuracy,
        List<TierUse> tierUses,
        Settling settling) {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /**
     * A confusion matrix.
     *
     * @param classes the names of the classes
     * @param counts {@code counts[actual][predicted]}
     */
    record Confusion(List<String> classes, int[][] counts) {
        static Confusion of(ConfusionMatrix matrix) {
            int classes = matrix.classNames().size();
            int[][] counts =
                    IntStream.range(0, classes)
                            .mapToObj(
                                    actual ->
                                            IntStream.range(0, classes)
                                                    .map(
                                                            predicted ->
                                                                    matrix.count(actual, predicted))
                                                    .toArray())
                            .toArray(int[][]::new);
            return new Confusion(matrix.classNames(), counts);
        }
    }

    /**
     * What came of one seed.
     *
     * @param seed the seed
     * @param testAccuracy the share of test rows that the model classifies correctly
     * @param loss the loss that the last epoch recorded
     * @param seconds how long the training took
     * @param parametersSha256 the fingerprint of the trained parameters
     */
    record SeedFigures(
            long seed, double testAccuracy, float loss, double seconds, String parametersSha256) {
        static SeedFigures of(SeedOutcome outcome) {
            return new SeedFigures(
                    outcome.seed(),
                    outcome.confusion().accuracy(),
                    outcome.loss(),
                    outcome.nanos() / 1e9,
                    outcome.model().parametersSha256());
        }
    }

    /** The report on one line that ends with a line break. */
    public static String of(TrainingOutcome outcome, List<Path> files) {
        SeedOutcome last = outcome.last();
        TrainingRun run = last.run();
        Loss loss = outcome.network().loss();
        int trainRows = outcome.data().train().rows();
        OptionalDouble logLoss = outcome.logLoss();
        JsonReport report =
                new JsonReport(
                        loss == Loss.MEAN_SQUARED_ERROR ? last.loss() : null,
                        (double) last.trainHits() / last.trainRows(),
                        last.confusion().accuracy(),
                        run.iteration(),
                        run.nanosPerIteration(),
                        run.kernels(),
                        last.model().parametersSha256(),
                        run.kernelsReason(),
                        outcome.network().toString(),
                        trainRows,
                        outcome.data().test().rows(),
                        Confusion.of(last.confusion()),
                        files.stream().map(Path::toString).toList(),
                        last.loss(),
                        loss.toString(),
                        last.confusion().macroF1(),
                        logLoss.isPresent() ? logLoss.getAsDouble() : null,
                        run.epoch(),
                        outcome.plan().training().batch(trainRows),
                        outcome.plan().optimizer().rule().toString(),
                        run.threads(),
                        run.stopReason().name().toLowerCase(Locale.ROOT),
                        outcome.data().validation().map(Dataset::rows).orElse(null),
                        outcome.seeds().stream().map(SeedFigures::of).toList(),
                        outcome.meanTestAccuracy(),
                        outcome.leastTestAccuracy(),
                        run.tierUses(),
                        outcome.plan().network().recurrent()
                                ? Settling.of(run.convergence(0))
                                : null);
        return ascii(GSON.toJson(report)) + "\n";
    }

    /** JSON has to be UTF-8 whatever the terminal's encoding; ASCII is both. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        json.chars()
                .forEach(
                        c -> {
                            if (c < 0x7f) {
                                ascii.append((char) c);
                            } else {
                                ascii.append("\\u").append(Integer.toHexString(0x10000 + c), 1, 5);
                            }
                        });
        return ascii.toString();
    }

    /** Convergence under the names of the JSON format. */
    record Settling(
            int forwardSweeps,
            int backwardSweeps,
            long forwardRowSweeps,
            long backwardRowSweeps,
            float residual,
            float backwardResidual,
            int rows,
            int settled) {

        static Settling of(Convergence last) {
            return new Settling(
                    last.forwardSweeps(),
                    last.backwardSweeps(),
                    last.forwardRowSweeps(),
                    last.backwardRowSweeps(),
                    last.residual(),
                    last.backwardResidual(),
                    last.rows(),
                    last.converged());
        }
    }
}
