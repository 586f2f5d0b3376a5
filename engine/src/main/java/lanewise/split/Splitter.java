package lanewise.split;

import lanewise.data.Dataset;

import java.util.List;

/**
 * Divides the rows of a data set into training and test rows, once or several times.
 *
 * <p>Which one fits the data:
 *
 * <ul>
 *   <li>{@link StratifiedKFold}, {@link RepeatedStratifiedKFold}: classes;
 *   <li>{@link KFold}, {@link RepeatedKFold}: numbers to predict; shuffle rows that are sorted;
 *   <li>{@link GroupKFold}: rows that belong together, such as those of one patient;
 *   <li>{@link TimeSeriesSplit}: rows in order of time;
 *   <li>{@link ShuffleSplit}, {@link StratifiedShuffleSplit}: any number of random splits;
 *   <li>{@link LeaveOneOut}: very few rows.
 * </ul>
 *
 * <pre>{@code
 * Splitter splitter = KFold.of(5).shuffled(4);
 * System.out.println(splitter.split(data).size()); // prints 5
 * Splitter firstTen = rows -> List.of(Fold.leaving(rows.rows(), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
 * System.out.println(firstTen.split(data).getFirst().trainRows().length); // prints 140
 * }</pre>
 *
 * <p>The splitters of this package are immutable and thread-safe. Other implementations should be,
 * too, and should return the same folds whenever they are called with the same data.
 */
@FunctionalInterface
public interface Splitter {
    /**
     * Divides the rows of a data set.
     *
     * @param data the data set
     * @return the folds, at least one, unmodifiable; their row numbers are below {@code
     *     data.rows()}
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set cannot be divided in this way, such as one
     *     with fewer rows than folds
     */
    List<Fold> split(Dataset data);
}
