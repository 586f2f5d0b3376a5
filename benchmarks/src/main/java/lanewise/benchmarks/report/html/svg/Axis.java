package lanewise.benchmarks.report.html.svg;

import java.util.function.DoubleFunction;

/**
 * An axis of a chart.
 *
 * @param title what is along it, with its unit
 * @param scale where values are
 * @param label how a tick's value is written
 */
public record Axis(String title, Scale scale, DoubleFunction<String> label) {
    double position(double value) {
        return scale.position(value);
    }
}
