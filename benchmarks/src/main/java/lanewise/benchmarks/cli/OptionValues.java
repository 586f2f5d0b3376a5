package lanewise.benchmarks.cli;

import lanewise.Tier;
import lanewise.data.TestSize;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/**
 * How the values of options are read. Stricter than Java, which takes {@code 1f} and {@code NaN}
 * for numbers, and with messages that say what is expected.
 */
final class OptionValues {
    private static final long MAX_SEED = 0xFFFF_FFFFL;

    private OptionValues() {}

    /** An int of at least 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, Integer.MAX_VALUE);
        }
    }

    /** A seed as NumPy takes it. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return wholeNumber(text, 0, MAX_SEED);
        }
    }

    /** A number above 0. */
    static final class Positive implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (text.strip().matches("[+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")) {
                double value = Double.parseDouble(text.strip());
                if (value > 0 && Double.isFinite(value)) {
                    return value;
                }
            }
            throw new TypeConversionException(
                    "expected a number above 0 such as 0.1, found '" + text + "'");
        }
    }

    /** A choice of kernels. */
    static final class Kernels implements ITypeConverter<Tier> {
        @Override
        public Tier convert(String text) {
            for (Tier tier : Tier.values()) {
                if (tier.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return tier;
                }
            }
            throw new TypeConversionException(
                    "expected auto, scalar or vector, found '" + text + "'");
        }
    }

    /** Hidden layers. */
    static final class Hidden implements ITypeConverter<HiddenLayers> {
        @Override
        public HiddenLayers convert(String text) {
            return converted(text, HiddenLayers::parse);
        }
    }

    /** A number or share of rows. */
    static final class Rows implements ITypeConverter<TestSize> {
        @Override
        public TestSize convert(String text) {
            return converted(text, TestSize::parse);
        }
    }

    /** A file or folder. */
    static final class Location implements ITypeConverter<Path> {
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

    private static <T> T converted(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static long wholeNumber(String text, long min, long max) {
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
