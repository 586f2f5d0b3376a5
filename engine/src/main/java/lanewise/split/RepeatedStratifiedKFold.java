package lanewise.split;

import lanewise.data.Dataset;
import lanewise.internal.sampling.Strata;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folds of a shuffled {@link StratifiedKFold}, several times with other random numbers. Each
 * row is a test row once in each repetition. The same folds as scikit-learn 1.2's {@code
 * RepeatedStratifiedKFold(n_splits=…, n_repeats=…, random_state=…)}.
 *
 * <pre>{@code
 * Splitter splitter = RepeatedStratifiedKFold.of(5, 10, 4); // 10 times 5 folds
 * System.out.println(splitter.split(data).size()); // prints 50
 * }</pre>
 *
 * <p>Immutable and thread-safe. Folds are created when they are read from the list, which needs
 * memory for repeats × rows numbers.
 */
public final class RepeatedStratifiedKFold implements Splitter {
    private final int folds;
    private final int repeats;
    private final long seed;

    private RepeatedStratifiedKFold(int folds, int repeats, long seed) {
        Arguments.requireFolds(folds);
        Arguments.requirePositive("repeats", repeats);
        Arguments.requireSeed(seed);
        this.folds = folds;
        this.repeats = repeats;
        this.seed = seed;
    }

    /**
     * Creates a splitter.
     *
     * @param folds number of folds in a repetition, at least 2
     * @param repeats number of repetitions, at least 1
     * @param seed the seed of all repetitions, 0 to 4294967295
     * @return the splitter
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static RepeatedStratifiedKFold of(int folds, int repeats, long seed) {
        return new RepeatedStratifiedKFold(folds, repeats, seed);
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, with classes, one of them with a row for each fold
     * @return folds × repeats folds, unmodifiable; those of the first repetition first
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the targets are numbers, or each class has fewer rows
     *     than folds
     */
    @Override
    public List<Fold> split(Dataset data) {
        Strata strata = StratifiedKFold.strata(folds, data);
        RandomState random = new RandomState(seed); // the repetitions share it
        List<int[]> repetitions = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            repetitions.add(
                    StratifiedAssignment.foldOfRow(
                            folds, strata, data.rows(), Optional.of(random)));
        }
        return new AssignedFolds(folds, repetitions);
    }

    /**
     * Describes the classes that are missing among the test rows of some folds, as {@link
     * StratifiedKFold#warnings}.
     *
     * @param data the data set, as for {@link #split}
     * @return a line for each class with fewer rows than folds; empty if there is none
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if {@link #split} rejects the data set
     */
    public List<String> warnings(Dataset data) {
        return StratifiedKFold.of(folds).warnings(data);
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code RepeatedStratifiedKFold[5 folds, 10 repeats, seed 4]}
     */
    @Override
    public String toString() {
        return "RepeatedStratifiedKFold["
                + folds
                + " folds, "
                + repeats
                + " repeats, seed "
                + seed
                + "]";
    }
}
