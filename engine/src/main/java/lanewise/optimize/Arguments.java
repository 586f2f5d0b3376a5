package lanewise.optimize;

import java.util.Objects;

/** What the settings of optimizers and schedules must be. */
final class Arguments {
    private Arguments() {}

    static void requireSchedule(Schedule learningRate) {
        Objects.requireNonNull(
                learningRate,
                "learningRate is null: expected a number or a Schedule, such as new Constant(0.1)");
    }

    /** A number that is not too large for the kernels' floats, nor so small that it is 0 there. */
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

    /** A part of what was that stays: less than all of it, also after rounding to float. */
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
                    "iteration " + iteration + ": expected at least 0, which is the first");
        }
    }
}
