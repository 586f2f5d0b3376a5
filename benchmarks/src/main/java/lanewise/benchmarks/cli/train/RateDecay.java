package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Schedule;
import lanewise.optimize.StepDecay;

/**
 * The decay of the learning rate as typed: {@code constant}, {@code step:0.5:10}, {@code
 * exponential:0.95}, {@code cosine} or {@code cosine:0.001}. Its unit is the epoch, so that it does
 * not depend on the batch size.
 */
final class RateDecay {

    private enum Kind {
        CONSTANT,
        STEP,
        EXPONENTIAL,
        COSINE
    }

    private final String text;
    private final Kind kind;

    /** Factor of the decay, or lowest rate. */
    private final double number;

    /** Length of a step in epochs. */
    private final int epochs;

    private RateDecay(String text, Kind kind, double number, int epochs) {
        this.text = text.strip();
        this.kind = kind;
        this.number = number;
        this.epochs = epochs;
    }

    /**
     * Parses the text.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static RateDecay parse(String text) {
        String[] parts = text.strip().split(":", -1);
        return switch (parts[0] + "/" + parts.length) {
            case "constant/1" -> new RateDecay(text, Kind.CONSTANT, 0, 0);
            case "step/3" ->
                    new RateDecay(text, Kind.STEP, factor(parts[1], text), epochs(parts[2], text));
            case "exponential/2" ->
                    new RateDecay(text, Kind.EXPONENTIAL, factor(parts[1], text), 0);
            case "cosine/1" -> new RateDecay(text, Kind.COSINE, 0, 0);
            case "cosine/2" -> new RateDecay(text, Kind.COSINE, number(parts[1], text), 0);
            default -> throw malformed(text);
        };
    }

    private static double factor(String part, String text) {
        double factor = number(part, text);
        if (factor > 1) {
            throw new IllegalArgumentException(
                    "expected a factor of at most 1 such as 0.5, found '" + text + "'");
        }
        return factor;
    }

    private static double number(String part, String text) {
        return OptionValues.number(part).stream()
                .filter(number -> number > 0)
                .findAny()
                .orElseThrow(() -> malformed(text));
    }

    private static int epochs(String part, String text) {
        if (!part.matches("[1-9][0-9]{0,8}")) {
            throw malformed(text);
        }
        return Integer.parseInt(part);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected constant, step:factor:epochs such as step:0.5:10, exponential:factor such"
                        + " as exponential:0.95, cosine or cosine:rate, found '"
                        + text
                        + "'");
    }

    /**
     * Creates the schedule.
     *
     * @param rate the initial rate
     * @param iterations number of iterations of the decay
     * @param perEpoch number of iterations per epoch
     * @throws IllegalArgumentException if the rate is out of range
     */
    Schedule of(double rate, long iterations, int perEpoch) {
        return switch (kind) {
            case CONSTANT -> new Constant(rate);
            case STEP -> new StepDecay(rate, number, (long) epochs * perEpoch);
            case EXPONENTIAL -> new ExponentialDecay(rate, StrictMath.pow(number, 1.0 / perEpoch));
            case COSINE -> new CosineDecay(rate, number, iterations);
        };
    }

    /** True if the rate is constant. */
    boolean constant() {
        return kind == Kind.CONSTANT;
    }

    @Override
    public String toString() {
        return text;
    }
}
