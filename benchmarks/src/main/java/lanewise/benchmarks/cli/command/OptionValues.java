package lanewise.benchmarks.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * Converters for option values. They are stricter than Java, which accepts {@code 1f} and {@code
 * NaN} as numbers, and their messages state what is expected.
 */
public final class OptionValues {
    /** Largest seed: 2<sup>32</sup> − 1, as in NumPy. */
    public static final long MAX_SEED = 0xFFFF_FFFFL;

    private OptionValues() {}

    /** A whole number from 2. */
    public static final class Several implements ITypeConverter<Integer> {
        /** Creates a converter, for picocli. */
        public Several() {}

        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 2, Integer.MAX_VALUE);
        }
    }

    /** An int of at least 1. */
    public static final class Count implements ITypeConverter<Integer> {
        /** Creates a converter, for picocli. */
        public Count() {}

        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, Integer.MAX_VALUE);
        }
    }

    /** A seed in NumPy's range. */
    public static final class Seed implements ITypeConverter<Long> {
        /** Creates a converter, for picocli. */
        public Seed() {}

        @Override
        public Long convert(String text) {
            return wholeNumber(text, 0, MAX_SEED);
        }
    }

    /** A number above 0. */
    public static final class Positive implements ITypeConverter<Double> {
        /** Creates a converter, for picocli. */
        public Positive() {}

        @Override
        public Double convert(String text) {
            return inRange(text, value -> value > 0, "a number above 0 such as 0.1");
        }
    }

    /** A number of at least 0. */
    public static final class NotNegative implements ITypeConverter<Double> {
        /** Creates a converter, for picocli. */
        public NotNegative() {}

        @Override
        public Double convert(String text) {
            return inRange(text, value -> value >= 0, "a number of at least 0 such as 0.001");
        }
    }

    /** A fraction below 1. */
    public static final class Share implements ITypeConverter<Double> {
        /** Creates a converter, for picocli. */
        public Share() {}

        @Override
        public Double convert(String text) {
            return inRange(
                    text,
                    value -> value < 1,
                    "a share of at least 0 and below 1, such as" + " 0.2");
        }
    }

    /** A file or directory. */
    public static final class Location implements ITypeConverter<Path> {
        /** Creates a converter, for picocli. */
        public Location() {}

        @Override
        public Path convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("expected a path, found nothing");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("not a path: " + e.getReason());
            }
        }
    }

    /**
     * Parses a finite number of at least 0.
     *
     * @param text the text
     * @return the number; empty if the text is not such a number
     */
    public static OptionalDouble number(String text) {
        if (text.strip().matches("[+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")) {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * The name of a constant in options, such as {@code leaky-relu}.
     *
     * @param constant the constant
     * @return its name in lower case with hyphens
     */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parses the name of a constant.
     *
     * @param constants the constants to choose from
     * @param text the name
     * @param <E> their type
     * @return the constant
     * @throws TypeConversionException if there is no such constant
     */
    public static <E extends Enum<E>> E oneOf(E[] constants, String text) {
        for (E constant : constants) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(constants).map(OptionValues::name).toList();
        int last = names.size() - 1;
        String expected =
                last == 0
                        ? names.getFirst()
                        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
        throw new TypeConversionException("expected " + expected + ", found '" + text + "'");
    }

    private static double inRange(String text, DoublePredicate range, String expected) {
        OptionalDouble value = number(text);
        if (value.isEmpty() || !range.test(value.getAsDouble())) {
            throw new TypeConversionException("expected " + expected + ", found '" + text + "'");
        }
        return value.getAsDouble();
    }

    /**
     * Parses a value, and converts the parser's exception.
     *
     * @param text the text
     * @param parser throws IllegalArgumentException if the text is malformed
     * @param <T> the type of the value
     * @return the value
     * @throws TypeConversionException if the text is malformed
     */
    public static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /**
     * Parses a whole number.
     *
     * @param text the text
     * @param min the smallest valid number
     * @param max the largest valid number
     * @return the number
     * @throws TypeConversionException if the text is malformed or the number out of range
     */
    public static long wholeNumber(String text, long min, long max) {
        if (text.strip().matches("[+]?[0-9]{1,18}")) {
            long value = Long.parseLong(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw new TypeConversionException(
                "expected a whole number from " + min + " to " + max + ", found '" + text + "'");
    }
}
