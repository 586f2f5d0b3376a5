/**
 * Ensembles: several models that predict together. {@link lanewise.ensemble.Ensemble} averages the
 * outputs of models, {@link lanewise.ensemble.EnsemblePredictor} computes the averages into buffers
 * of the caller, and {@link lanewise.ensemble.Bagging} trains the models on bootstrap samples.
 * {@link lanewise.io.SavedEnsemble} saves an ensemble in one file.
 *
 * <pre>{@code
 * Bagging bagging = Bagging.of(network, Initializer.glorotUniform(), trainer).withMembers(5);
 * Ensemble ensemble = bagging.fit(train).ensemble();
 * System.out.println(ensemble.score(Metric.ACCURACY, test) > 0.7); // prints true
 * }</pre>
 *
 * <p>Depends on {@code lanewise}, {@code lanewise.data}, {@code lanewise.train}, {@code
 * lanewise.metrics} and {@code lanewise.random}. Start with {@code Ensemble}.
 *
 * <p>No method takes or returns null.
 */
package lanewise.ensemble;
