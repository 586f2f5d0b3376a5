package lanewise.optimize;

import java.util.Objects;

/** Argument checks for the settings of optimizers and schedules. */
final class Arguments {
    private Arguments() {}

    static void requireSchedule(Schedule learningRate) {
        Objects.requireNonNull(learningRate, "learningRate must not be null");
    }

    /** Rejects numbers that overflow or become 0 when the kernels round them to float. */
    static void requirePositive(String what, double value) {
        if (!((float) value > 0) || !Float.isFinite((float) value)) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + value
                            + ": expected a finite number above 0, in the range of float");
        }
    }

    static void requireNotNegative(String what, double value) {
        if (!(value >= 0) || !Float.isFinite((float) value)) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + value
                            + ": expected a finite number of at least 0, in the range of float");
        }
    }

    /** Requires a fraction that is still below 1 after rounding to float. */
    static void requirePart(String what, double value) {
        if (!(value >= 0) || !((float) value < 1)) {
            throw new IllegalArgumentException(
                    what + " " + value + ": expected at least 0 and less than 1, such as 0.9");
        }
    }

    static void requireFactor(double factor) {
        if (!(factor > 0) || factor > 1) {
            throw new IllegalArgumentException(
                    "factor "
                            + factor
                            + ": expected above 0 and at most 1, such as 0.5 to halve the rate");
        }
    }

    static void requireIterations(String what, long iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException(what + " " + iterations + ": expected at least 1");
        }
    }

    static void requireIteration(long iteration) {
        if (iteration < 0) {
            throw new IllegalArgumentException(
                    "iteration " + iteration + ": expected at least 0, the first iteration");
        }
    }
}
