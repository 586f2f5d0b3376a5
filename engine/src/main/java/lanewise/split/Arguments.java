package lanewise.split;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.random.RandomState;

import java.util.Objects;
import java.util.OptionalLong;

/** Checks and descriptions of the arguments of splitters. */
final class Arguments {
    private Arguments() {}

    static void requireFolds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException(
                    "folds " + folds + ": expected at least 2, so that each has training rows");
        }
    }

    static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + ": expected at least 1");
        }
    }

    /** Requires a seed of {@link RandomState}, which states the range. */
    static void requireSeed(long seed) {
        new RandomState(seed);
    }

    /** Requires a row for each fold. */
    static void requireRows(int folds, Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        if (data.rows() < folds) {
            throw new IllegalArgumentException(
                    folds
                            + " folds of "
                            + (data.rows() == 1 ? "1 row" : data.rows() + " rows")
                            + ": expected a test row for each fold; use fewer folds or more rows");
        }
    }

    /** Describes a seed, such as {@code , shuffled with seed 4}. */
    static String shuffling(OptionalLong seed) {
        return seed.isPresent() ? ", shuffled with seed " + seed.getAsLong() : "";
    }

    /** Describes random splits, such as {@code 10 splits, test size 0.2, seed 4}. */
    static String sampling(int splits, TestSize testSize, long seed) {
        String size =
                switch (testSize) {
                    case TestSize.Count count -> String.valueOf(count.rows());
                    case TestSize.Fraction fraction -> String.valueOf(fraction.share());
                };
        return splits + " splits, test size " + size + ", seed " + seed;
    }
}
