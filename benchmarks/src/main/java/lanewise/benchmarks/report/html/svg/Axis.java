package lanewise.benchmarks.report.html.svg;

import java.util.function.DoubleFunction;

/**
 * An axis of a chart.
 *
 * @param title its quantity, with the unit
 * @param scale positions of values
 * @param label format of a tick's value
 */
public record Axis(String title, Scale scale, DoubleFunction<String> label) {
    double position(double value) {
        return scale.position(value);
    }
}
