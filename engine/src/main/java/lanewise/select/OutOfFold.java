package lanewise.select;

import lanewise.data.FeatureMatrix;
import lanewise.split.Fold;

import java.util.List;
import java.util.Optional;

/** Collects the outputs for each row from the folds that test it. */
final class OutOfFold {
    private OutOfFold() {}

    /**
     * The mean output of each row over all trainings that did not see it.
     *
     * @param results all results, fold by fold
     * @return rows × outputs; empty if a training diverged or a row is tested by no fold
     */
    static Optional<FeatureMatrix> outputs(
            int rows, List<Fold> folds, List<TrialRunner.Result> results) {
        int columns = results.getFirst().plan().estimator().network().outputs();
        double[] sums = new double[rows * columns];
        int[] counts = new int[rows];
        for (TrialRunner.Result result : results) {
            if (result.outputs().isEmpty()) {
                return Optional.empty();
            }
            FeatureMatrix outputs = result.outputs().get();
            int[] tested = folds.get(result.plan().fold()).testRows();
            for (int k = 0; k < tested.length; k++) {
                counts[tested[k]]++;
                for (int column = 0; column < columns; column++) {
                    sums[tested[k] * columns + column] += outputs.get(k, column);
                }
            }
        }
        FeatureMatrix means = new FeatureMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            if (counts[row] == 0) {
                return Optional.empty();
            }
            for (int column = 0; column < columns; column++) {
                means.set(row, column, (float) (sums[row * columns + column] / counts[row]));
            }
        }
        return Optional.of(means);
    }
}
