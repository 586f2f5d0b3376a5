package lanewise.spark;

import lanewise.select.Candidate;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Search;

import java.util.Objects;
import java.util.function.Function;

/**
 * The arguments of {@link Search#fit} but for the data, which driver and executors create for
 * themselves: see {@link SparkTrials#search}.
 *
 * <pre>{@code
 * Choice<Double> rate = Choice.of("learning rate", 0.01, 0.03);
 * SearchSetup setup = new SearchSetup(
 *         Search.grid(rate),
 *         CrossValidation.of(StratifiedKFold.of(5), Metric.ACCURACY),
 *         candidate -> Estimator.of(network, Initializer.glorotUniform(),
 *                 trainer.withOptimizer(new Adam(candidate.get(rate)))));
 * }</pre>
 *
 * @param search the candidates
 * @param validation estimates a candidate; its first metric ranks them
 * @param estimator makes the estimator of a candidate
 */
public record SearchSetup(
        Search search, CrossValidation validation, Function<Candidate, Estimator> estimator) {
    /**
     * Creates a setup.
     *
     * @throws NullPointerException if an argument is null
     */
    public SearchSetup {
        Objects.requireNonNull(search, "search is null: expected the candidates");
        Objects.requireNonNull(validation, "validation is null: expected a cross-validation");
        Objects.requireNonNull(
                estimator, "estimator is null: expected a function from candidate to estimator");
    }
}
