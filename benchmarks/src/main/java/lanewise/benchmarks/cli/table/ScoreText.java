package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.report.training.Score;

import java.util.List;
import java.util.Locale;

/** Scores beside those of the baseline, in columns. */
final class ScoreText {
    private ScoreText() {}

    /** A line for each score, and one for the heading. */
    static String of(String heading, List<Score> scores) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-32s%10s  %10s%n", heading, "model", "baseline"));
        for (Score score : scores) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-32s%10s  %10s%n",
                            score.name(),
                            number(score.value()),
                            score.baseline().isPresent()
                                    ? number(score.baseline().getAsDouble())
                                    : ""));
        }
        return text.toString();
    }

    /** Four significant digits or more. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "undefined";
        }
        double size = Math.abs(value);
        if (size >= 1e7 || size > 0 && size < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return String.format(Locale.ROOT, size >= 1000 ? "%.1f" : "%.4f", value);
    }
}
