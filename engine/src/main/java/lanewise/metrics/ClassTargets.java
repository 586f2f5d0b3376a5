package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.Arrays;

/** Reads true classes from one-hot targets; a single column stands for two classes. */
final class ClassTargets {
    /** Maximum number of targets of a row in a message. */
    private static final int MOST_SHOWN = 20;

    private ClassTargets() {}

    /** The number of classes of targets or outputs. */
    static int classes(FeatureMatrix matrix) {
        return Math.max(2, matrix.features());
    }

    /** The data with the classes of the model, matched by name. */
    static Dataset matched(Model model, Dataset data) {
        Dataset rows = data.withClassNames(model.classNames());
        if (rows.classNames().size() == 1) {
            throw new IllegalArgumentException(
                    "the data has a single class: expected at least two");
        }
        return rows;
    }

    /** The true class of each row. */
    static int[] trueClasses(FeatureMatrix targets) {
        int[] classes = new int[targets.samples()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = trueClass(targets, row);
        }
        return classes;
    }

    private static int trueClass(FeatureMatrix targets, int row) {
        int trueClass = -1;
        boolean oneHot = true;
        for (int k = 0; k < targets.features(); k++) {
            float target = targets.get(row, k);
            oneHot &= target == 0 || target == 1 && trueClass < 0;
            trueClass = target == 1 ? k : trueClass;
        }
        boolean single = targets.features() == 1;
        if (!oneHot || trueClass < 0 && !single) {
            throw new IllegalArgumentException(
                    "targets of row "
                            + row
                            + " are "
                            + shown(targets.row(row))
                            + ": expected 1 for the true class and 0 for the others; use"
                            + " RegressionMetrics or Metric.RMSE for numeric targets");
        }
        return single ? trueClass + 1 : trueClass;
    }

    private static String shown(float[] row) {
        return row.length <= MOST_SHOWN
                ? Arrays.toString(row)
                : Arrays.toString(Arrays.copyOf(row, MOST_SHOWN)) + " … of " + row.length;
    }
}
