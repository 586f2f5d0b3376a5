package lanewise.benchmarks.report.training;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A score on the test rows.
 *
 * @param name such as {@code accuracy}
 * @param value the score; NaN if it is undefined for these rows
 * @param baseline the score of a constant answer, if one is known
 * @param largerIsBetter false for errors and losses
 */
public record Score(String name, double value, OptionalDouble baseline, boolean largerIsBetter) {
    /**
     * Checks the arguments.
     *
     * @throws NullPointerException if an argument is null
     */
    public Score {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(baseline, "baseline must not be null");
    }

    /** Compared with the baseline: better, worse or equal; undefined without two numbers. */
    Verdict verdict() {
        double other = baseline.orElse(Double.NaN);
        if (Double.isNaN(value) || Double.isNaN(other)) {
            return Verdict.UNDEFINED;
        }
        return value == other
                ? Verdict.EQUAL
                : value > other == largerIsBetter ? Verdict.BETTER : Verdict.WORSE;
    }

    /** A comparison with the baseline. */
    enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        EQUAL("equal"),
        UNDEFINED("–");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
