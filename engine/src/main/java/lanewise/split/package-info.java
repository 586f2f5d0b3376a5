/**
 * Folds of a data set: the same rows in the same order as scikit-learn's splitters for the same
 * seed. Start with {@link lanewise.split.Splitter}, which describes the choices. The package
 * depends on {@link lanewise.data}, {@link lanewise.random} and internal packages below them.
 *
 * <pre>{@code
 * for (Fold fold : StratifiedKFold.of(5).shuffled(4).split(data)) {
 *     Model fitted = trainer.fit(start, fold.train(data)).model();
 *     System.out.println(ConfusionMatrix.of(fitted, fold.test(data)).accuracy());
 * }
 * }</pre>
 *
 * <p>Rows are numbered from 0. Seeds are those of {@link lanewise.random.RandomState}. All
 * splitters are immutable and thread-safe: each call of {@code split} with equal data returns equal
 * folds.
 *
 * <p>No method takes or returns null.
 */
package lanewise.split;
