package lanewise.benchmarks.cli.train;

import lanewise.Initializer;
import lanewise.benchmarks.cli.command.OptionValues;

import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Initializers as typed: {@code normal:0.5}, {@code he} and so on. */
final class StartWeights {
    private StartWeights() {}

    /**
     * Parses the text.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Initializer parse(String text) {
        return switch (text.strip()) {
            case "glorot" -> Initializer.glorotUniform();
            case "glorot-normal" -> Initializer.glorotNormal();
            case "he" -> Initializer.heNormal();
            case "he-uniform" -> Initializer.heUniform();
            case "lecun" -> Initializer.lecunNormal();
            case String other when other.startsWith("normal:") ->
                    scaled(other, text, Initializer::normal);
            case String other when other.startsWith("uniform:") ->
                    scaled(other, text, Initializer::uniform);
            default -> throw malformed(text);
        };
    }

    private static Initializer scaled(
            String typed, String text, DoubleFunction<Initializer> initializer) {
        OptionalDouble scale = OptionValues.number(typed.substring(typed.indexOf(':') + 1));
        return initializer.apply(scale.orElseThrow(() -> malformed(text)));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected normal:deviation such as normal:0.5, uniform:limit, glorot,"
                        + " glorot-normal,"
                        + " he, he-uniform or lecun, found '"
                        + text
                        + "'");
    }
}
