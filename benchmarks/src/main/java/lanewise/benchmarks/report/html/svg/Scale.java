package lanewise.benchmarks.report.html.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mapping of values to positions on an axis.
 *
 * @param min the value at its start
 * @param max the value at its end
 * @param logarithmic true if equal ratios have equal distances, false for equal differences
 */
public record Scale(double min, double max, boolean logarithmic) {
    private static final int MOST_TICKS = 6;
    private static final int MOST_DECADES = 12;

    /** Checks its arguments. */
    public Scale {
        if (!(min < max) || (logarithmic && min <= 0)) {
            throw new IllegalArgumentException(
                    "a scale from "
                            + min
                            + " to "
                            + max
                            + ": expected a smaller and a greater number, both above 0 if"
                            + " logarithmic");
        }
    }

    /**
     * A linear scale.
     *
     * @param min the value at its start
     * @param max the value at its end
     * @return the scale
     */
    public static Scale linear(double min, double max) {
        return new Scale(min, max, false);
    }

    /**
     * A logarithmic scale between round numbers, with some room.
     *
     * @param smallest the smallest value, above 0
     * @param largest the largest value
     * @return the scale
     */
    public static Scale logarithmic(double smallest, double largest) {
        return new Scale(roundBelow(smallest / 1.3), roundAbove(largest * 1.3), true);
    }

    /**
     * A linear scale around values, with some room; not empty even if they are equal.
     *
     * @param smallest the smallest value
     * @param largest the largest value
     * @return the scale
     */
    public static Scale around(double smallest, double largest) {
        double magnitude = Math.max(Math.abs(smallest), Math.abs(largest));
        // Ticks closer than this would have equal labels.
        double least = magnitude == 0 ? 1 : magnitude * 1e-4;
        double room = Math.max(0.04 * (largest - smallest), (least - (largest - smallest)) / 2);
        return linear(smallest - room, largest + room);
    }

    /** The position of a value, from 0 to 1. */
    double position(double value) {
        return logarithmic
                ? Math.log(value / min) / Math.log(max / min)
                : (value - min) / (max - min);
    }

    /** The value at a position. */
    double value(double position) {
        return logarithmic ? min * Math.pow(max / min, position) : min + position * (max - min);
    }

    /** A handful of round values on the axis. */
    List<Double> ticks() {
        return logarithmic ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double step = Math.pow(10, Math.floor(Math.log10(max - min)) - 1);
        double[] factors = {2, 2.5, 2}; // 1, 2, 5, 10
        for (int k = 0; (max - min) / step > MOST_TICKS - 1; k++) {
            step *= factors[k % factors.length];
        }
        List<Double> ticks = new ArrayList<>();
        double tolerance = 1e-9 * (max - min);
        for (long k = (long) Math.ceil((min - tolerance) / step);
                k * step <= max + tolerance;
                k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        List<Double> decades = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        int last = (int) Math.ceil(Math.log10(max));
        for (int exponent = (int) Math.floor(Math.log10(min)); exponent <= last; exponent++) {
            for (int digit : new int[] {1, 2, 5}) {
                double tick = digit * Math.pow(10, exponent);
                if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
                    all.add(tick);
                    if (digit == 1) {
                        decades.add(tick);
                    }
                }
            }
        }
        if (all.size() <= MOST_TICKS || decades.size() < 2) {
            return all;
        }
        int every = Math.ceilDiv(decades.size(), MOST_DECADES);
        return IntStream.range(0, decades.size())
                .filter(k -> k % every == 0)
                .mapToObj(decades::get)
                .toList();
    }

    private static double roundBelow(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        return value >= 5 * decade ? 5 * decade : value >= 2 * decade ? 2 * decade : decade;
    }

    private static double roundAbove(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        return value <= decade
                ? decade
                : value <= 2 * decade ? 2 * decade : value <= 5 * decade ? 5 * decade : 10 * decade;
    }
}
