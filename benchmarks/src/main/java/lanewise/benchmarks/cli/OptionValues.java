package lanewise.benchmarks.cli;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Loss;
import lanewise.Tier;
import lanewise.benchmarks.profile.JmhProfiler;
import lanewise.data.TestSize;

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

    /** Seeds separated by commas. */
    static final class SeedList implements ITypeConverter<Seeds> {
        @Override
        public Seeds convert(String text) {
            List<Long> seeds =
                    Arrays.stream(text.split(",", -1))
                            .map(seed -> wholeNumber(seed, 0, MAX_SEED))
                            .toList();
            return converted(text, _ -> new Seeds(seeds));
        }
    }

    /** A number above 0. */
    static final class Positive implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return inRange(text, value -> value > 0, "a number above 0 such as 0.1");
        }
    }

    /** A number of at least 0. */
    static final class NotNegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return inRange(text, value -> value >= 0, "a number of at least 0 such as 0.001");
        }
    }

    /** A share that is not the whole. */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return inRange(text, value -> value < 1, "a share of at least 0 and below 1, as 0.2");
        }
    }

    /** A choice of kernels. */
    static final class Kernels implements ITypeConverter<Tier> {
        @Override
        public Tier convert(String text) {
            return oneOf(Tier.values(), text);
        }
    }

    /** A profiler of JMH. */
    static final class Profilers implements ITypeConverter<JmhProfiler> {
        @Override
        public JmhProfiler convert(String text) {
            return oneOf(JmhProfiler.values(), text);
        }
    }

    /** An activation. */
    static final class Activations implements ITypeConverter<Activation> {
        @Override
        public Activation convert(String text) {
            return oneOf(Activation.values(), text);
        }
    }

    /** A loss, by the abbreviation that people use. */
    static final class Losses implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String text) {
            return switch (text) {
                case "mse" -> Loss.MEAN_SQUARED_ERROR;
                case "bce" -> Loss.BINARY_CROSS_ENTROPY;
                case "cross-entropy" -> Loss.CROSS_ENTROPY;
                default ->
                        throw new TypeConversionException(
                                "expected mse, bce or cross-entropy, found '" + text + "'");
            };
        }
    }

    /** An optimizer. */
    static final class Rules implements ITypeConverter<OptimizerOptions.Rule> {
        @Override
        public OptimizerOptions.Rule convert(String text) {
            return oneOf(OptimizerOptions.Rule.values(), text);
        }
    }

    /** How the learning rate falls. */
    static final class Schedules implements ITypeConverter<RateDecay> {
        @Override
        public RateDecay convert(String text) {
            return converted(text, RateDecay::parse);
        }
    }

    /** How weights begin. */
    static final class Initializers implements ITypeConverter<Initializer> {
        @Override
        public Initializer convert(String text) {
            return converted(text, StartWeights::parse);
        }
    }

    /** How features are scaled. */
    static final class Scales implements ITypeConverter<DataOptions.Scale> {
        @Override
        public DataOptions.Scale convert(String text) {
            return oneOf(DataOptions.Scale.values(), text);
        }
    }

    /** How classes are weighted. */
    static final class Weights implements ITypeConverter<TrainingOptions.ClassWeights> {
        @Override
        public TrainingOptions.ClassWeights convert(String text) {
            return oneOf(TrainingOptions.ClassWeights.values(), text);
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

    /** The number that a text is, if it is one that is finite and at least 0. */
    static OptionalDouble number(String text) {
        if (text.strip().matches("[+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")) {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }

    /** The name of a constant as people type it, such as {@code leaky-relu}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E oneOf(E[] constants, String text) {
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
