package lanewise.benchmarks.cli.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.Loss;
import lanewise.data.Dataset;
import lanewise.metrics.ConfusionMatrix;
import lanewise.recurrent.Convergence;
import lanewise.train.TrainingRun;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The result of a training as one JSON object for programs. All numbers are finite; a key without a
 * value is left out. With several seeds, all keys describe the last one, except {@code seeds},
 * {@code meanTestAccuracy} and {@code leastTestAccuracy}.
 */
public final class JsonReport {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private JsonReport() {}

    /**
     * A confusion matrix.
     *
     * @param classes the names of the classes
     * @param counts {@code counts[actual][predicted]}
     */
    public record Confusion(List<String> classes, int[][] counts) {
        /**
         * The counts of a matrix.
         *
         * @param matrix the matrix
         * @return its counts
         */
        public static Confusion of(ConfusionMatrix matrix) {
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
     * The result of one seed.
     *
     * @param seed the seed
     * @param testAccuracy the fraction of test rows that the model classifies correctly
     * @param loss the loss of the last epoch
     * @param seconds the duration of the training
     * @param parametersSha256 the fingerprint of the trained parameters
     */
    private record SeedFigures(
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

    /**
     * Formats the report.
     *
     * @param outcome the result
     * @param files the files written
     * @return the report on one line, which ends with a line break
     */
    public static String of(TrainingOutcome outcome, List<Path> files) {
        SeedOutcome last = outcome.last();
        TrainingRun run = outcome.run();
        Loss loss = outcome.network().loss();
        int trainRows = outcome.data().train().rows();
        OptionalDouble logLoss = outcome.logLoss();
        SequencedMap<String, Object> json = new LinkedHashMap<>();
        // The loss and the training accuracy are those of the last epoch.
        json.put("mse", loss == Loss.MEAN_SQUARED_ERROR ? last.loss() : null);
        json.put("trainAccuracy", (double) last.trainHits() / last.trainRows());
        json.put("testAccuracy", last.confusion().accuracy());
        json.put("iterations", run.iteration());
        json.put("nanosPerIteration", run.nanosPerIteration()); // mean, including JIT compilation
        json.put("kernels", run.kernels()); // in use at the end
        json.put("parametersSha256", last.model().parametersSha256());
        json.put("kernelsReason", run.kernelsReason());
        json.put("network", outcome.network().toString());
        json.put("trainRows", trainRows);
        json.put("testRows", outcome.data().test().rows());
        json.put("confusion", Confusion.of(last.confusion()));
        json.put("files", files.stream().map(Path::toString).toList());
        json.put("loss", last.loss());
        json.put("lossName", loss.toString());
        json.put("macroF1", last.confusion().macroF1());
        json.put("logLoss", logLoss.isPresent() ? logLoss.getAsDouble() : null);
        json.put("epochs", run.epoch());
        json.put("batch", outcome.plan().training().batch(trainRows));
        json.put("optimizer", outcome.plan().optimizer().rule().toString());
        json.put("threads", run.threads());
        json.put("stopReason", run.stopReason().name().toLowerCase(Locale.ROOT));
        json.put("validationRows", outcome.data().validation().map(Dataset::rows).orElse(null));
        json.put("seeds", outcome.seeds().stream().map(SeedFigures::of).toList());
        json.put("meanTestAccuracy", outcome.meanTestAccuracy());
        json.put("leastTestAccuracy", outcome.leastTestAccuracy());
        json.put("tierUses", run.tierUses());
        json.put(
                "settling",
                outcome.plan().network().recurrent() ? Settling.of(run.convergence(0)) : null);
        return ascii(GSON.toJson(json)) + "\n";
    }

    /**
     * Escapes all but ASCII: JSON must be UTF-8, whatever the terminal's encoding.
     *
     * @param json the text
     * @return its escaped form
     */
    public static String ascii(String json) {
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
