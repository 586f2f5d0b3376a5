package lanewise.spark.select;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Halving;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.split.StratifiedKFold;
import lanewise.train.Trainer;

import java.util.Arrays;

/** Searches for tests. Has no session, so that executors can load it. */
final class SearchSetups {
    private SearchSetups() {}

    /** Three overlapping clouds in four dimensions. */
    static Dataset data(int rows, long seed) {
        RandomState random = new RandomState(seed);
        float[][] features = new float[rows][4];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = "class" + row % 3;
            for (int k = 0; k < 4; k++) {
                features[row][k] = (float) (random.normal(k == row % 3 ? 1.5 : 0, 1));
            }
        }
        return Dataset.labelled(features, labels);
    }

    static Estimator estimator(int hidden, double rate) {
        return Estimator.of(
                        Network.of(4, Layer.tanh(hidden), Layer.softmax(3)),
                        Initializer.glorotUniform(),
                        Trainer.of(new Adam(rate)).withBatches(8).withEpochs(4).withSeed(1))
                .withScaler(hidden == 4 ? Scaler.STANDARD : Scaler.NONE);
    }

    /** 2 × 10 candidates, 5 folds, 2 seeds: 200 trials. */
    static SearchSetup setup() {
        Choice<Integer> hidden = Choice.of("hidden", 4, 8);
        Choice<Double> rate =
                Choice.of("rate", 1e-3, 2e-3, 3e-3, 5e-3, 8e-3, 1e-2, 2e-2, 3e-2, 5e-2, 8e-2);
        return new SearchSetup(
                Search.grid(hidden, rate),
                CrossValidation.of(
                                StratifiedKFold.of(5).shuffled(4), Metric.LOG_LOSS, Metric.ACCURACY)
                        .withSeeds(1, 2),
                candidate -> estimator(candidate.get(hidden), candidate.get(rate)));
    }

    static SearchSetup halving() {
        SearchSetup all = setup();
        return new SearchSetup(
                all.search().withHalving(Halving.epochs(2, 4).withFactor(2)),
                all.validation(),
                all.estimator());
    }

    /** All of a table that does not depend on time. */
    static String table(SearchResult result) {
        StringBuilder table = new StringBuilder();
        for (CandidateResult row : result.candidates()) {
            table.append(row.rank()).append(' ').append(row.rung()).append(' ').append(row);
            for (Metric metric : result.metrics()) {
                table.append(' ').append(Arrays.toString(row.scores(metric)));
            }
            table.append('\n');
        }
        return table + result.warnings().toString();
    }
}
