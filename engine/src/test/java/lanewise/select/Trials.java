package lanewise.select;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.split.Splitter;
import lanewise.split.StratifiedKFold;
import lanewise.testing.Iris;
import lanewise.train.Trainer;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A small search on the iris data, for tests. */
final class Trials {
    /** Every other row: 65 rows. */
    static final Dataset IRIS =
            Iris.split().train().select(IntStream.range(0, 65).map(k -> 2 * k).toArray());

    static final Splitter FOLDS = StratifiedKFold.of(3).shuffled(4);
    static final CrossValidation CV =
            CrossValidation.of(FOLDS, Metric.RMSE, Metric.ACCURACY, Metric.LOG_LOSS);

    /** Metrics of outputs that are no probabilities. */
    static final CrossValidation LINEAR_CV =
            CrossValidation.of(FOLDS, Metric.RMSE, Metric.ACCURACY);

    static final Choice<Integer> HIDDEN = Choice.of("hidden", 3, 6);
    static final Choice<Double> RATE = Choice.of("learning rate", 0.003, 0.03);

    private Trials() {}

    static Search search() {
        return Search.grid(HIDDEN, RATE);
    }

    static Estimator estimator(Candidate candidate) {
        return estimator(candidate.get(HIDDEN), candidate.get(RATE));
    }

    static Estimator estimator(int hidden, double rate) {
        return Estimator.of(
                Network.of(4, Layer.tanh(hidden), Layer.softmax(3)),
                Initializer.glorotUniform(),
                Trainer.of(new Adam(rate)).withBatches(8).withEpochs(6).withSeed(1));
    }

    /** A linear network, which diverges at high rates. */
    static Estimator linear(double rate) {
        return Estimator.of(
                Network.of(4, Layer.identity(4), Layer.identity(3)),
                Initializer.glorotUniform(),
                Trainer.gradientDescent(rate, 20));
    }

    /** All of a table that does not depend on time. */
    static String table(SearchResult result) {
        StringBuilder table = new StringBuilder();
        for (CandidateResult row : result.candidates()) {
            table.append(row.rank()).append(' ').append(row.rung());
            for (Metric metric : result.metrics()) {
                table.append(' ').append(metric).append(Arrays.toString(row.scores(metric)));
                table.append(row.mean(metric)).append('±').append(row.deviation(metric));
            }
            table.append('\n');
        }
        for (var rung : result.rungs()) {
            rung.forEach(row -> table.append(row.candidate().index()).append(' '));
            table.append('\n');
        }
        return table + result.warnings().toString();
    }
}
