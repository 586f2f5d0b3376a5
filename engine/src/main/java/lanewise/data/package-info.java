/**
 * Data sets: numbers to learn from, read from CSV files or given as arrays, with class labels made
 * one-hot, split for training and testing as scikit-learn splits them, and scaled.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
 * Dataset train = split.train(); // 130 rows: train.features() is 130 × 4, train.targets() 130 × 3
 * Scaling scaling = Scaling.standard(train); // for the test rows too
 * }</pre>
 *
 * <p>A {@link lanewise.data.FeatureMatrix} holds its cells feature-major, because the engine
 * computes with samples as vector lanes: each feature's samples are contiguous, and every such row
 * is padded to whole vectors. A {@link lanewise.data.Dataset} is a matrix of features with a matrix
 * of targets, and the names that belong to them.
 *
 * <p>Rows, columns and classes are numbered from 0 in the API. Messages about files count lines and
 * columns from 1, as editors do.
 *
 * <p>No method takes or returns null.
 */
package lanewise.data;
