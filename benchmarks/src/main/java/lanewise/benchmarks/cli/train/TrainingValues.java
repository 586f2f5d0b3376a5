package lanewise.benchmarks.cli.train;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Loss;
import lanewise.Tier;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.data.Scaler;
import lanewise.data.TestSize;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** Converters for the option values that describe a network or its training. */
public final class TrainingValues {
    private static final int MOST_SEEDS = 1_000_000;

    private TrainingValues() {}

    /**
     * Seeds to train with.
     *
     * @param values at least one, each from 0 to 4294967295, all different
     */
    record Seeds(List<Long> values) {
        Seeds {
            values = List.copyOf(values);
            if (new HashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException(
                        "expected different seeds, found "
                                + String.join(",", values.stream().map(String::valueOf).toList()));
            }
        }
    }

    /** Seeds separated by commas; {@code 0..9} for ten of them. */
    static final class SeedList implements ITypeConverter<Seeds> {
        @Override
        public Seeds convert(String text) {
            List<Long> seeds = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                String[] ends = part.split("\\.\\.", 2);
                long first = OptionValues.wholeNumber(ends[0], 0, OptionValues.MAX_SEED);
                long last =
                        OptionValues.wholeNumber(
                                ends[ends.length - 1],
                                first,
                                Math.min(OptionValues.MAX_SEED, first + MOST_SEEDS));
                LongStream.rangeClosed(first, last).forEach(seeds::add);
            }
            return OptionValues.converted(text, _ -> new Seeds(seeds));
        }
    }

    /** A tier. */
    public static final class Kernels implements ITypeConverter<Tier> {
        /** Creates a converter, for picocli. */
        public Kernels() {}

        @Override
        public Tier convert(String text) {
            return OptionValues.oneOf(Tier.values(), text);
        }
    }

    /** An activation. The names are for the help. */
    public static final class Activations implements ITypeConverter<Activation>, Iterable<String> {
        /** Creates a converter, for picocli. */
        public Activations() {}

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Activation.values()).map(OptionValues::name).iterator();
        }

        @Override
        public Activation convert(String text) {
            return OptionValues.oneOf(Activation.values(), text);
        }
    }

    /** A loss, by its abbreviation. */
    static final class Losses implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String text) {
            return switch (text) {
                case "mse" -> Loss.MEAN_SQUARED_ERROR;
                case "mae" -> Loss.MEAN_ABSOLUTE_ERROR;
                case "huber" -> Loss.HUBER;
                case "bce" -> Loss.BINARY_CROSS_ENTROPY;
                case "cross-entropy" -> Loss.CROSS_ENTROPY;
                default ->
                        throw new TypeConversionException(
                                "expected mse, mae, huber, bce or cross-entropy, found '"
                                        + text
                                        + "'");
            };
        }
    }

    /** An optimizer. */
    static final class Rules implements ITypeConverter<OptimizerOptions.Rule> {
        @Override
        public OptimizerOptions.Rule convert(String text) {
            return OptionValues.oneOf(OptimizerOptions.Rule.values(), text);
        }
    }

    /** A learning rate schedule. */
    static final class Schedules implements ITypeConverter<RateDecay> {
        @Override
        public RateDecay convert(String text) {
            return OptionValues.converted(text, RateDecay::parse);
        }
    }

    /** An initializer. */
    static final class Initializers implements ITypeConverter<Initializer> {
        @Override
        public Initializer convert(String text) {
            return OptionValues.converted(text, StartWeights::parse);
        }
    }

    /** A scaling of features. */
    static final class Scales implements ITypeConverter<Scaler> {
        @Override
        public Scaler convert(String text) {
            return OptionValues.oneOf(Scaler.values(), text);
        }
    }

    /** A weighting of classes. */
    static final class Weights implements ITypeConverter<TrainingOptions.ClassWeights> {
        @Override
        public TrainingOptions.ClassWeights convert(String text) {
            return OptionValues.oneOf(TrainingOptions.ClassWeights.values(), text);
        }
    }

    /** Hidden layers. */
    public static final class Hidden implements ITypeConverter<HiddenLayers> {
        /** Creates a converter, for picocli. */
        public Hidden() {}

        @Override
        public HiddenLayers convert(String text) {
            return OptionValues.converted(text, HiddenLayers::parse);
        }
    }

    /** A number or fraction of rows. */
    static final class Rows implements ITypeConverter<TestSize> {
        @Override
        public TestSize convert(String text) {
            return OptionValues.converted(text, TestSize::parse);
        }
    }
}
