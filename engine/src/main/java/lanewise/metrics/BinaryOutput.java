package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.Arrays;

/**
 * One output of a model with the truth of each row: a class against all others, or one of several
 * labels.
 */
final class BinaryOutput {
    private final FeatureMatrix outputs;
    private final int column;

    /** Whether a row has the class or label. */
    private final boolean[] positive;

    private BinaryOutput(FeatureMatrix outputs, int column, boolean[] positive) {
        this.outputs = outputs;
        this.column = column;
        this.positive = positive;
    }

    /**
     * Finds the truth of an output.
     *
     * @param outputs rows × outputs
     * @param targets as many columns of 0 and 1; or one-hot for two classes where the outputs are a
     *     single column, and the reverse
     * @param index the column of the outputs
     */
    static BinaryOutput of(FeatureMatrix outputs, FeatureMatrix targets, int index) {
        RegressionMetrics.requireSameRows(outputs, targets);
        if (index < 0 || index >= outputs.features()) {
            throw new IllegalArgumentException(
                    "index "
                            + index
                            + ": expected 0 to "
                            + (outputs.features() - 1)
                            + ", a column of "
                            + outputs);
        }
        boolean[] positive = new boolean[targets.samples()];
        if (targets.features() == outputs.features()) {
            for (int row = 0; row < positive.length; row++) {
                positive[row] = isOne(targets, row, index);
            }
        } else if (ClassTargets.classes(targets) == 2 && ClassTargets.classes(outputs) == 2) {
            int positiveClass = outputs.features() == 1 ? 1 : index;
            int[] actual = ClassTargets.trueClasses(targets);
            for (int row = 0; row < positive.length; row++) {
                positive[row] = actual[row] == positiveClass;
            }
        } else {
            throw new IllegalArgumentException(
                    outputs
                            + " predicted for targets of "
                            + targets.features()
                            + " columns: expected one output per class or label, or a single one"
                            + " for two classes");
        }
        return new BinaryOutput(outputs, index, positive);
    }

    private static boolean isOne(FeatureMatrix targets, int row, int k) {
        float target = targets.get(row, k);
        if (target != 0 && target != 1) {
            throw new IllegalArgumentException(
                    "target "
                            + k
                            + " of row "
                            + row
                            + " is "
                            + target
                            + ": expected 1 for rows of the class or label and 0 for others; use"
                            + " RegressionMetrics for numeric targets");
        }
        return target == 1;
    }

    int rows() {
        return positive.length;
    }

    float output(int row) {
        return outputs.get(row, column);
    }

    boolean positive(int row) {
        return positive[row];
    }

    BinaryOutput requireNumbers() {
        requireNumbers(outputs, column);
        return this;
    }

    BinaryOutput requireProbabilities(String remedy) {
        requireProbabilities(outputs, column, remedy);
        return this;
    }

    void rank(Ranking ranking) {
        ranking.rank(outputs, column, row -> positive[row]);
    }

    /** The true class of each row, 1 if it is positive, else 0. */
    int[] actual() {
        int[] actual = new int[positive.length];
        Arrays.setAll(actual, row -> positive[row] ? 1 : 0);
        return actual;
    }

    /** Rejects NaN. */
    static void requireNumbers(FeatureMatrix outputs, int k) {
        for (int row = 0; row < outputs.samples(); row++) {
            if (Float.isNaN(outputs.get(row, k))) {
                throw new IllegalArgumentException(
                        "output "
                                + k
                                + " of row "
                                + row
                                + " is NaN: expected a number; if training diverged, lower the"
                                + " learning rate or scale the features");
            }
        }
    }

    /** Rejects all but 0 to 1; the message ends with the remedy. */
    static void requireProbabilities(FeatureMatrix outputs, int k, String remedy) {
        for (int row = 0; row < outputs.samples(); row++) {
            float p = outputs.get(row, k);
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(
                        "output "
                                + k
                                + " of row "
                                + row
                                + " is "
                                + p
                                + ": expected a probability from 0 to 1, the range of sigmoid and"
                                + " softmax; "
                                + remedy);
            }
        }
    }
}
