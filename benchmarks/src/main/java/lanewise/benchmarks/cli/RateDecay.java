package lanewise.benchmarks.cli;

import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Schedule;
import lanewise.optimize.StepDecay;

/**
 * How the learning rate falls, as people type it: {@code constant}, {@code step:0.5:10}, {@code
 * exponential:0.95}, {@code cosine} or {@code cosine:0.001}. Counted in epochs, which mean the same
 * whatever the size of batches.
 */
final class RateDecay {

    /** Makes a schedule of what a training is. */
    @FunctionalInterface
    private interface Rule {
        Schedule of(double rate, long iterations, int perEpoch);
    }

    private final String text;
    private final Rule rule;

    private RateDecay(String text, Rule rule) {
        this.text = text;
        this.rule = rule;
    }

    /** Reads the text; an IllegalArgumentException says what is wrong with it. */
    static RateDecay parse(String text) {
        String[] parts = text.strip().split(":", -1);
        return new RateDecay(
                text.strip(),
                switch (parts[0] + "/" + parts.length) {
                    case "constant/1" -> (rate, iterations, perEpoch) -> new Constant(rate);
                    case "step/3" -> step(factor(parts[1], text), epochs(parts[2], text));
                    case "exponential/2" -> exponential(factor(parts[1], text));
                    case "cosine/1" ->
                            (rate, iterations, perEpoch) -> new CosineDecay(rate, 0, iterations);
                    case "cosine/2" -> cosine(number(parts[1], text));
                    default -> throw malformed(text);
                });
    }

    private static Rule step(double factor, int epochs) {
        return (rate, iterations, perEpoch) ->
                new StepDecay(rate, factor, (long) epochs * perEpoch);
    }

    private static Rule exponential(double factor) {
        return (rate, iterations, perEpoch) ->
                new ExponentialDecay(rate, StrictMath.pow(factor, 1.0 / perEpoch));
    }

    private static Rule cosine(double minimum) {
        return (rate, iterations, perEpoch) -> new CosineDecay(rate, minimum, iterations);
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
     * The schedule.
     *
     * @param rate the rate to begin with
     * @param iterations the iterations in which it falls
     * @param perEpoch the iterations of an epoch
     * @throws IllegalArgumentException if the rate is out of range
     */
    Schedule of(double rate, long iterations, int perEpoch) {
        return rule.of(rate, iterations, perEpoch);
    }

    /** Whether the rate stays as it is. */
    boolean constant() {
        return text.equals("constant");
    }

    @Override
    public String toString() {
        return text;
    }
}
