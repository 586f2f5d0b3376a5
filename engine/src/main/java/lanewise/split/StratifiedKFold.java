package lanewise.split;

import lanewise.data.Dataset;
import lanewise.internal.sampling.Strata;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds with the same number of test rows of each class, give or take one, and the same number of
 * all test rows, give or take one. Each row is a test row once. The same folds as scikit-learn
 * 1.2's {@code StratifiedKFold(n_splits, shuffle=…, random_state=…)}.
 *
 * <pre>{@code
 * StratifiedKFold splitter = StratifiedKFold.of(5).shuffled(4);
 * System.out.println(splitter); // prints StratifiedKFold[5 folds, shuffled with seed 4]
 * Dataset tested = splitter.split(data).getFirst().test(data); // 10 rows of each species
 * splitter.warnings(data).forEach(System.err::println); // of classes that are too small
 * }</pre>
 *
 * <p>A class with fewer rows than folds is missing among the test rows of some folds, so that
 * metrics of these folds know nothing of it. This is no error unless it is so for all classes;
 * {@link #warnings} lists such classes.
 *
 * <p>Immutable and thread-safe. Folds are created when they are read from the list, which needs
 * memory for one number for each row.
 */
public final class StratifiedKFold implements Splitter {
    private final int folds;
    private final OptionalLong seed;

    private StratifiedKFold(int folds, OptionalLong seed) {
        Arguments.requireFolds(folds);
        this.folds = folds;
        this.seed = seed;
    }

    /**
     * Creates a splitter that does not shuffle: the first rows of each class are in the first fold.
     *
     * @param folds number of folds, at least 2
     * @return the splitter
     * @throws IllegalArgumentException if {@code folds} is less than 2
     */
    public static StratifiedKFold of(int folds) {
        return new StratifiedKFold(folds, OptionalLong.empty());
    }

    /**
     * Returns a splitter with the same number of folds that assigns the rows of each class to folds
     * at random. Row numbers within a fold stay in ascending order.
     *
     * @param seed the seed, 0 to 4294967295
     * @return the splitter
     * @throws IllegalArgumentException if the seed is out of range
     */
    public StratifiedKFold shuffled(long seed) {
        Arguments.requireSeed(seed);
        return new StratifiedKFold(folds, OptionalLong.of(seed));
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, with classes, one of them with a row for each fold
     * @return the folds, unmodifiable
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the targets are numbers, or each class has fewer rows
     *     than folds
     */
    @Override
    public List<Fold> split(Dataset data) {
        Strata strata = strata(folds, data);
        Optional<RandomState> random =
                seed.isPresent()
                        ? Optional.of(new RandomState(seed.getAsLong()))
                        : Optional.empty();
        int[] foldOfRow = StratifiedAssignment.foldOfRow(folds, strata, data.rows(), random);
        return new AssignedFolds(folds, List.of(foldOfRow));
    }

    /**
     * Describes the classes that are missing among the test rows of some folds.
     *
     * @param data the data set, as for {@link #split}
     * @return a line for each class with fewer rows than folds, such as {@code class "rare" has 3
     *     rows, so 2 of 5 folds do not test it: use at most 3 folds or add rows}; empty if there is
     *     none
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if {@link #split} rejects the data set
     */
    public List<String> warnings(Dataset data) {
        Strata strata = strata(folds, data);
        List<String> lines = new ArrayList<>();
        for (int k = 0; k < strata.classes(); k++) {
            int count = strata.count(k);
            if (count < folds) {
                lines.add(
                        strata.describe(k)
                                + ", so "
                                + (folds - count)
                                + " of "
                                + folds
                                + " folds do not test it"
                                + (count == 1
                                        ? ", and one does not train it: add rows"
                                        : ": use at most " + count + " folds or add rows"));
            }
        }
        return List.copyOf(lines);
    }

    /** Returns the classes of a data set that can be divided. */
    static Strata strata(int folds, Dataset data) {
        Arguments.requireRows(folds, data);
        Strata strata = Strata.of(data.classNames(), data.rows(), data::label);
        int largest = 0;
        for (int k = 1; k < strata.classes(); k++) {
            largest = strata.count(k) > strata.count(largest) ? k : largest;
        }
        int most = strata.count(largest);
        if (most < folds) {
            throw new IllegalArgumentException(
                    strata.describe(largest)
                            + " and no class has more, which is too few for "
                            + folds
                            + " folds: "
                            + (most < 2 ? "" : "use at most " + most + " folds, ")
                            + "add rows, or use KFold");
        }
        return strata;
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code StratifiedKFold[5 folds, shuffled with seed 4]}
     */
    @Override
    public String toString() {
        return "StratifiedKFold[" + folds + " folds" + Arguments.shuffling(seed) + "]";
    }
}
