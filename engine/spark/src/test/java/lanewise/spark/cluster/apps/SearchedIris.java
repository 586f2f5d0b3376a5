package lanewise.spark.cluster.apps;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.spark.SearchSetup;
import lanewise.spark.SparkTrials;
import lanewise.split.StratifiedKFold;
import lanewise.train.Trainer;

import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Searches over 40 candidates, each on five folds, and prints the table and the SHA-256 of the best
 * model trained on all rows.
 *
 * <p>Argument: the file {@code iris.csv}.
 */
public final class SearchedIris {
    private SearchedIris() {}

    /** The search: 200 trials. */
    public static SearchSetup setup() {
        Choice<Integer> hidden = Choice.of("hidden", 2, 4, 8, 16);
        Choice<Double> rate = Choice.of("learning rate", 0.001, 0.003, 0.01, 0.03, 0.1);
        Choice<Integer> batch = Choice.of("batch", 8, 32);
        return new SearchSetup(
                Search.grid(hidden, rate, batch),
                CrossValidation.of(
                        StratifiedKFold.of(5).shuffled(4), Metric.ACCURACY, Metric.LOG_LOSS),
                candidate ->
                        Estimator.of(
                                Network.of(4, Layer.tanh(candidate.get(hidden)), Layer.softmax(3)),
                                Initializer.glorotUniform(),
                                Trainer.of(new Adam(candidate.get(rate)))
                                        .withBatches(candidate.get(batch))
                                        .withEpochs(20)));
    }

    /** Lines with all scores of each candidate, then the best model. */
    public static List<String> lines(SearchResult result, Dataset data) {
        List<String> lines = new ArrayList<>();
        for (CandidateResult row : result.candidates()) {
            lines.add(
                    row.rank()
                            + " "
                            + row.candidate()
                            + " "
                            + Arrays.toString(row.scores(Metric.ACCURACY))
                            + Arrays.toString(row.scores(Metric.LOG_LOSS)));
        }
        lines.add(result.best().estimator().fit(data).model().parametersSha256());
        return lines;
    }

    public static void main(String[] args) throws IOException {
        Dataset data = Csv.read(Path.of(args[0]), "species");
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            lines(SparkTrials.on(spark).search(data, SearchedIris::setup), data)
                    .forEach(System.out::println);
        }
    }
}
