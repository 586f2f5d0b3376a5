/**
 * Chooses settings: cross-validation of a described training, and search over any of its settings.
 * Start with {@link lanewise.select.CrossValidation} and {@link lanewise.select.Search}. The
 * package depends on all other public packages but {@link lanewise.recurrent} and {@link
 * lanewise.optimize}.
 *
 * <pre>{@code
 * Choice<Integer> hidden = Choice.of("hidden", 4, 8);
 * CrossValidation fiveFold = CrossValidation.of(StratifiedKFold.of(5), Metric.ACCURACY);
 * SearchResult result = Search.grid(hidden).fit(data, fiveFold, candidate -> Estimator.of(
 *         Network.of(4, Layer.tanh(candidate.get(hidden)), Layer.softmax(3)),
 *         Initializer.glorotUniform(), trainer));
 * System.out.println(result.best().candidate());
 * }</pre>
 *
 * <p>Scores depend on data, folds, seeds and settings only, and not on the number of threads or on
 * which training ends first. Times do.
 *
 * <p>No method takes or returns null.
 */
package lanewise.select;
