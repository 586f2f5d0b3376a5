package lanewise.benchmarks.plot;

import lanewise.History;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** The charts of a training run. */
public final class HistoryCharts {
    private HistoryCharts() {}

    /**
     * The mean squared error of each iteration.
     *
     * @param history a history of at least one iteration
     * @param subject what was trained on what, for the title
     * @return the chart, its axis from 0
     */
    public static LineChart mse(History history, String subject) {
        return chart(
                history,
                "Training error: " + subject,
                "mean squared error",
                history::mse,
                OptionalDouble.empty());
    }

    /**
     * The accuracy of each iteration.
     *
     * @param history a history of at least one iteration
     * @param subject what was trained on what, for the title
     * @return the chart, its axis from 0 to 1
     */
    public static LineChart accuracy(History history, String subject) {
        return chart(
                history,
                "Training accuracy: " + subject,
                "share of rows classified correctly",
                history::accuracy,
                OptionalDouble.of(1));
    }

    private static LineChart chart(
            History history,
            String title,
            String yTitle,
            IntToDoubleFunction values,
            OptionalDouble yMax) {
        int[] iterations = Thinning.indices(history.size());
        double[] x = new double[iterations.length];
        double[] y = new double[iterations.length];
        for (int k = 0; k < iterations.length; k++) {
            x[k] = iterations[k];
            y[k] = values.applyAsDouble(iterations[k]);
        }
        return new LineChart(
                title,
                "iteration",
                yTitle,
                x,
                history.size(),
                y,
                yMax.orElseGet(() -> aboveLargest(y)));
    }

    /** The largest value and a little space; XChart loops for ever over axes as short as 1e-10. */
    private static double aboveLargest(double[] y) {
        return Math.max(1e-6, 1.02 * Arrays.stream(y).max().orElseThrow());
    }
}
