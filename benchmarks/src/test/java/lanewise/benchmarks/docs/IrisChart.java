package lanewise.benchmarks.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The time of an iris iteration by implementation and processor, as SVG. */
final class IrisChart {
    private static final List<String> IMPLEMENTATIONS =
            List.of("textbook", "scalar", "vector", "specialised", "C, gcc -O3");

    private static final List<String> TITLES =
            List.of(
                    "textbook Java",
                    "Lanewise, scalar kernels",
                    "Lanewise, vector kernels",
                    "Lanewise, specialised kernels",
                    "C, gcc -O3");

    /** Readable on white and on black. */
    private static final List<String> COLOURS = List.of("#3b82f6", "#f59e0b", "#10b981", "#a855f7");

    private static final int WIDTH = 760;
    private static final int LEFT = 210;
    private static final int BAR = 14;
    private static final int TOP = 58;

    /** The ends of the logarithmic axis, in microseconds. */
    private static final double LEAST = 0.1;

    private static final double MOST = 100;

    private IrisChart() {}

    /** The chart of the newest results with history. */
    static String of(PublishedResults results) {
        List<String> cpus =
                results.cpus().stream()
                        .filter(cpu -> results.table(cpu, ReportTable.IRIS).isPresent())
                        .toList();
        int group = cpus.size() * BAR + 12;
        int bottom = TOP + IMPLEMENTATIONS.size() * group;
        int height = bottom + 26 + 18 * cpus.size();
        List<String> lines = new ArrayList<>();
        lines.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">"
                        .formatted(WIDTH, height, WIDTH, height));
        lines.add(
                "<style>text{fill:#1f2328}.axis{stroke:#8c959f;stroke-width:.5}"
                        + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>");
        lines.add(text(10, 20, "start", "Iris (4-2-3, 130 rows): µs per training iteration"));
        lines.add(text(10, 38, "start", "Shorter is faster; logarithmic axis; median over forks"));
        for (double tick = LEAST; tick <= MOST * 1.001; tick *= 10) {
            double x = x(tick);
            lines.add(
                    "<line class=\"axis\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>"
                            .formatted(pixels(x), TOP - 6, pixels(x), bottom));
            lines.add(
                    text(
                            x,
                            bottom + 16,
                            "middle",
                            String.format(Locale.ROOT, tick < 1 ? "%.1f" : "%.0f", tick)));
        }
        for (int i = 0; i < IMPLEMENTATIONS.size(); i++) {
            int y = TOP + i * group;
            lines.add(text(LEFT - 8, y + (group - 12) / 2.0 + 5, "end", TITLES.get(i)));
            for (int c = 0; c < cpus.size(); c++) {
                Optional<String> micros = micros(results, cpus.get(c), IMPLEMENTATIONS.get(i));
                int top = y + c * BAR;
                String colour = COLOURS.get(c % COLOURS.size());
                micros.ifPresent(
                        figure -> {
                            double end = x(Double.parseDouble(figure));
                            lines.add(
                                    "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\" fill=\"%s\"/>"
                                            .formatted(
                                                    LEFT,
                                                    top,
                                                    pixels(end - LEFT),
                                                    BAR - 2,
                                                    colour));
                            lines.add(text(end + 5, top + 11, "start", figure));
                        });
            }
        }
        for (int c = 0; c < cpus.size(); c++) {
            int y = bottom + 34 + 18 * c;
            lines.add(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                            .formatted(LEFT, y - 10, COLOURS.get(c % COLOURS.size())));
            lines.add(text(LEFT + 18, y, "start", cpus.get(c)));
        }
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private static Optional<String> micros(
            PublishedResults results, String cpu, String implementation) {
        Map<String, String> column =
                PublishedResults.column(
                        results.table(cpu, ReportTable.IRIS).orElseThrow().table(), 2, "µs");
        return Optional.ofNullable(column.get(implementation + "|yes"));
    }

    private static double x(double micros) {
        double share = Math.log10(micros / LEAST) / Math.log10(MOST / LEAST);
        return LEFT + share * (WIDTH - LEFT - 60);
    }

    private static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String text(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(pixels(x), pixels(y), anchor, text);
    }
}
