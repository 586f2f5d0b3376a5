package lanewise.benchmarks.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.ConfusionMatrix;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A training run as one JSON object for programs. Its components are the keys, in this order; all
 * numbers are finite.
 *
 * @param mse the mean squared error that the last iteration recorded
 * @param trainAccuracy the share of training rows that the last iteration found classified
 *     correctly
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
 */
record JsonReport(
        float mse,
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
        List<String> files) {

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

    /** The report on one line that ends with a line break. */
    static String of(TrainingOutcome outcome, List<Path> files) {
        return ascii(
                        GSON.toJson(
                                new JsonReport(
                                        outcome.mse(),
                                        outcome.trainAccuracy(),
                                        outcome.confusion().accuracy(),
                                        outcome.run().iteration(),
                                        outcome.run().nanosPerIteration(),
                                        outcome.run().kernels(),
                                        outcome.model().parametersSha256(),
                                        outcome.run().kernelsReason(),
                                        outcome.model().network().toString(),
                                        outcome.split().train().rows(),
                                        outcome.split().test().rows(),
                                        Confusion.of(outcome.confusion()),
                                        files.stream().map(Path::toString).toList())))
                + "\n";
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
}
