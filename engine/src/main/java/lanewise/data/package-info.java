/**
 * Data sets: read from CSV files or created from arrays, with class labels converted to one-hot
 * targets, split into training and test rows as in scikit-learn, and scaled; {@code lanewise.split}
 * has folds. Start with {@link lanewise.data.Csv} and {@link lanewise.data.Dataset}. The package
 * may depend on {@link lanewise.random} and on internal packages below the public API, never on
 * {@link lanewise}.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
 * Dataset train = split.train(); // 130 rows: train.features() is 130 × 4, train.targets() 130 × 3
 * Scaling scaling = Scaling.standard(train); // also applied to the test rows
 * }</pre>
 *
 * <p>A {@link lanewise.data.FeatureMatrix} is feature-major because the engine computes with
 * samples as vector lanes: the samples of each feature are contiguous and padded to whole vectors.
 * A {@link lanewise.data.Dataset} combines a matrix of features with a matrix of targets and their
 * names. Numbers that float rounds are kept in double, too, for {@link lanewise.data.Scaling};
 * {@link lanewise.data.DataWarning} finds those that are lost.
 *
 * <p>Rows, columns and classes are numbered from 0 in the API. Messages about files count lines and
 * columns from 1, as editors do.
 *
 * <p>No method takes or returns null.
 */
package lanewise.data;
