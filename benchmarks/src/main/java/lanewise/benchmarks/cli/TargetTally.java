package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.Quantities;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** Compares the predictions of a target with its true values, row by row, in double. */
final class TargetTally {
    private final String target;

    /** Rows with a true value. */
    private int rows;

    /** Rows without one. */
    private int missing;

    private int hits;
    private double mean;

    /** Sum of the squared differences of the true values from their mean. */
    private double spread;

    private double squared;
    private double absolute;

    /**
     * Creates an empty tally.
     *
     * @param target name of the target
     */
    TargetTally(String target) {
        this.target = target;
    }

    /**
     * Adds a row.
     *
     * @param truth the true value; NaN if it is missing
     * @param predicted the predicted value: a number, or 0 or 1
     */
    void add(double truth, double predicted) {
        if (Double.isNaN(truth)) {
            missing++;
            return;
        }
        rows++;
        double difference = truth - mean;
        mean += difference / rows;
        spread += difference * (truth - mean);
        double error = truth - predicted;
        hits += error == 0 ? 1 : 0;
        squared += error * error;
        absolute += Math.abs(error);
    }

    /** Number of rows with a true value. */
    int rows() {
        return rows;
    }

    /** R², as {@link lanewise.metrics.RegressionMetrics} defines it. */
    double r2() {
        if (rows < 2) {
            return Double.NaN;
        }
        if (spread == 0) {
            return squared == 0 ? 1 : 0;
        }
        return 1 - squared / spread;
    }

    double rmse() {
        return Math.sqrt(squared / rows);
    }

    double mae() {
        return absolute / rows;
    }

    /** Such as {@code income: R2 0.8712, RMSE 1523.55, MAE 1127.28, 12 rows without it}. */
    String numbers() {
        return target
                + (rows == 0
                        ? ": no true values"
                        : String.format(
                                Locale.ROOT, ": R2 %.4f, RMSE %.6g, MAE %.6g", r2(), rmse(), mae()))
                + notCounted();
    }

    /** Such as {@code member: accuracy 70/80 = 0.875, 10 rows without it}. */
    String label() {
        return target
                + (rows == 0 ? ": no true values" : ": accuracy " + Quantities.share(hits, rows))
                + notCounted();
    }

    private String notCounted() {
        return missing == 0 ? "" : ", " + Quantities.count(missing, "row", "rows") + " without it";
    }

    SequencedMap<String, Object> numberFigures() {
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", rows);
        figures.put("r2", Double.isNaN(r2()) ? null : r2());
        figures.put("rmse", rows == 0 ? null : rmse());
        figures.put("mae", rows == 0 ? null : mae());
        return figures;
    }

    SequencedMap<String, Object> labelFigures() {
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", rows);
        figures.put("accuracy", rows == 0 ? null : (double) hits / rows);
        return figures;
    }
}
