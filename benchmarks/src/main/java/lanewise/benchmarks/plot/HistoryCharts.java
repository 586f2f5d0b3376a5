package lanewise.benchmarks.plot;

import lanewise.recurrent.Sweep;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** The charts of a training run. */
public final class HistoryCharts {
    /** Smaller than changes due to float rounding; replaces 0, which has no logarithm. */
    private static final double LEAST_RESIDUAL = 1e-9;

    private HistoryCharts() {}

    /**
     * Draws the loss of each iteration or epoch.
     *
     * @param curve a curve of at least one epoch
     * @param name the name of the loss, for the axis
     * @param title the title
     * @return the chart, its axis from 0
     */
    public static LineChart loss(LearningCurve curve, String name, String title) {
        return chart(curve, title, name, curve::loss, OptionalDouble.empty());
    }

    /**
     * Draws the accuracy of each iteration or epoch.
     *
     * @param curve a curve of at least one epoch
     * @param title the title
     * @return the chart, its axis from 0 to 1
     */
    public static LineChart accuracy(LearningCurve curve, String title) {
        return chart(
                curve,
                title,
                "share of rows classified correctly",
                curve::accuracy,
                OptionalDouble.of(1));
    }

    /**
     * Draws the convergence of a recurrent layer.
     *
     * @param sweeps its sweeps, at least one
     * @param title the title
     * @return the chart, its axis of changes logarithmic
     */
    public static LineChart residual(List<Sweep> sweeps, String title) {
        double[] x = new double[sweeps.size()];
        double[] y = new double[sweeps.size()];
        for (int k = 0; k < x.length; k++) {
            x[k] = k + 1;
            y[k] = Math.max(LEAST_RESIDUAL, sweeps.get(k).residual());
        }
        return LineChart.logarithmic(
                title, "sweep", "largest change of an activation", x, x.length, y);
    }

    private static LineChart chart(
            LearningCurve curve,
            String title,
            String yTitle,
            IntToDoubleFunction values,
            OptionalDouble yMax) {
        int[] indices = Thinning.indices(curve.size());
        double[] x = new double[indices.length];
        double[] y = new double[indices.length];
        for (int k = 0; k < indices.length; k++) {
            x[k] = indices[k];
            y[k] = values.applyAsDouble(indices[k]);
        }
        return new LineChart(
                title,
                curve.unit(),
                yTitle,
                x,
                curve.size(),
                y,
                yMax.orElseGet(() -> aboveLargest(y)));
    }

    /** The largest value and a little space; XChart loops forever over axes as short as 1e-10. */
    private static double aboveLargest(double[] y) {
        return Math.max(1e-6, 1.02 * Arrays.stream(y).max().orElseThrow());
    }
}
