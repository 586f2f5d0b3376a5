package lanewise.select;

import lanewise.Model;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;
import lanewise.recurrent.ConvergenceException;
import lanewise.split.Fold;
import lanewise.train.StopReason;
import lanewise.train.TrainingResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Predicts and scores the test rows of a fold without copying them all. */
final class Evaluation {
    /** Number of rows that are copied and predicted at a time. */
    private static final int BLOCK = 256;

    private Evaluation() {}

    /** Whether a training ended because it diverged. */
    static boolean diverged(StopReason reason) {
        return reason == StopReason.DIVERGED || reason == StopReason.LOSS_GREW;
    }

    /**
     * Predicts rows.
     *
     * @param muchWork whether there are so many predictions that vector kernels pay off
     * @return rows × outputs; empty if the training diverged, an output is not finite or a
     *     recurrent layer does not converge
     */
    static Optional<FeatureMatrix> outputs(
            TrainingResult result, FeatureMatrix features, int[] rows, boolean muchWork) {
        if (diverged(result.stopReason())) {
            return Optional.empty();
        }
        // The name of the kernels shows whether vector kernels can run. All give the same bits.
        boolean vector = muchWork && !result.kernels().startsWith("scalar");
        return outputs(result.model(), features, rows, vector ? Tier.VECTOR : Tier.SCALAR);
    }

    private static Optional<FeatureMatrix> outputs(
            Model model, FeatureMatrix features, int[] rows, Tier tier) {
        Predictor predictor = model.predictor(tier);
        int inputs = features.features();
        int results = model.network().outputs();
        int block = Math.min(BLOCK, rows.length);
        float[] x = new float[block * inputs];
        float[] y = new float[block * results];
        FeatureMatrix outputs = new FeatureMatrix(rows.length, results);
        for (int from = 0; from < rows.length; from += block) {
            int n = Math.min(block, rows.length - from);
            for (int feature = 0; feature < inputs; feature++) {
                int column = feature * features.stride();
                for (int k = 0; k < n; k++) {
                    x[k * inputs + feature] = features.array()[column + rows[from + k]];
                }
            }
            try {
                predictor.predict(x, n, y);
            } catch (ConvergenceException e) {
                return Optional.empty();
            }
            for (int k = 0; k < n * results; k++) {
                if (!Float.isFinite(y[k])) {
                    return Optional.empty();
                }
                outputs.set(from + k / results, k % results, y[k]);
            }
        }
        return Optional.of(outputs);
    }

    /** The targets of rows; of two classes only the second for a network with one output. */
    private static FeatureMatrix targets(Dataset data, int[] rows, int outputs) {
        FeatureMatrix targets = data.targets().select(rows);
        if (outputs > 1 || targets.features() != 2 || !data.classification()) {
            return targets;
        }
        FeatureMatrix second = new FeatureMatrix(rows.length, 1);
        for (int row = 0; row < rows.length; row++) {
            second.set(row, 0, targets.get(row, 1));
        }
        return second;
    }

    /**
     * Scores the outputs for rows.
     *
     * @param where candidate and fold, for messages
     */
    static List<Double> scores(
            String where, List<Metric> metrics, FeatureMatrix outputs, Dataset data, int[] rows) {
        FeatureMatrix targets = targets(data, rows, outputs.features());
        List<Double> scores = new ArrayList<>();
        for (Metric metric : metrics) {
            try {
                scores.add(metric.score(outputs, targets));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        where + ": metric " + metric + ": " + e.getMessage(), e);
            }
        }
        return scores;
    }

    /**
     * Throws an IllegalArgumentException unless the metrics can score outputs of all rows, whatever
     * is predicted.
     */
    static void requireSuitable(String where, List<Metric> metrics, int outputs, Dataset data) {
        int[] all = new int[data.rows()];
        Arrays.setAll(all, row -> row);
        FeatureMatrix undecided = new FeatureMatrix(data.rows(), outputs);
        for (int k = 0; k < outputs; k++) {
            for (int row = 0; row < data.rows(); row++) {
                undecided.set(row, k, outputs == 1 ? 0.5f : 1f / outputs);
            }
        }
        scores(where, metrics, undecided, data, all);
    }

    /**
     * The mean output of each row over all trainings that did not see it.
     *
     * @param outcomes all trials, fold by fold
     * @return rows × outputs; empty if a training diverged or a row is tested by no fold
     */
    static Optional<FeatureMatrix> outOfFold(
            int rows, List<Fold> folds, List<TrialExecutor.Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.outputs().isEmpty())) {
            return Optional.empty();
        }
        int columns = outcomes.getFirst().outputs().orElseThrow().features();
        double[] sums = new double[rows * columns];
        int[] counts = new int[rows];
        for (TrialExecutor.Outcome outcome : outcomes) {
            FeatureMatrix outputs = outcome.outputs().orElseThrow();
            int[] tested = folds.get(outcome.trial().fold()).testRows();
            for (int k = 0; k < tested.length; k++) {
                counts[tested[k]]++;
                for (int column = 0; column < columns; column++) {
                    sums[tested[k] * columns + column] += outputs.getDouble(k, column);
                }
            }
        }
        double[][] means = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            if (counts[row] == 0) {
                return Optional.empty();
            }
            for (int column = 0; column < columns; column++) {
                means[row][column] = sums[row * columns + column] / counts[row];
            }
        }
        return Optional.of(FeatureMatrix.ofRows(means));
    }
}
