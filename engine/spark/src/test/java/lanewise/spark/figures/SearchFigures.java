package lanewise.spark.figures;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.spark.LanewiseClassifier;
import lanewise.spark.LanewiseCrossValidator;
import lanewise.spark.select.SearchSetup;
import lanewise.spark.select.SparkTrials;
import lanewise.split.StratifiedKFold;
import lanewise.train.Trainer;

import org.apache.spark.api.java.function.Function0;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.util.function.Supplier;

/**
 * A search of 40 settings and 5 folds on digits: by the engine with one and two threads, and by
 * Spark with one and two tasks at a time. Then 9 settings and 3 folds of iris in a pipeline, by
 * Spark's {@code CrossValidator} and by ours.
 */
final class SearchFigures {
    /** Settings times folds. */
    static final int TRIALS = 200;

    private static final int FOLDS = 5;
    private static final int[] LAYERS = {64, 32, 10};

    private final Meter meter;
    private final Effort effort;

    SearchFigures(Meter meter, Effort effort) {
        this.meter = meter;
        this.effort = effort;
    }

    void measure(SparkSession spark) {
        lanewise.data.Dataset data = Rows.data("digits.csv.gz");
        int epochs = effort.steps(20);
        Function0<SearchSetup> setup = () -> setup(epochs);
        SearchSetup here = setup(epochs);
        for (int threads : new int[] {1, 2}) {
            CrossValidation validation = here.validation().withThreads(threads);
            measure(
                    "search.engine." + threads,
                    () -> here.search().fit(data, validation, here.estimator()));
        }
        SparkTrials trials = SparkTrials.on(spark);
        measure("search.spark.1", () -> trials.withPartitions(1).search(data, setup));
        measure("search.spark.2", () -> trials.search(data, setup));
        Dataset<Row> iris = Rows.cached(Rows.of(spark, Rows.data("iris.csv"), 1, 1));
        validate("validator.spark", new CrossValidator(), iris);
        validate("validator.lanewise", new LanewiseCrossValidator(), iris);
        iris.unpersist();
    }

    private void validate(String name, CrossValidator validator, Dataset<Row> rows) {
        LanewiseClassifier classifier =
                new LanewiseClassifier()
                        .setFeaturesCol("scaled")
                        .setLayers(4, 8, 3)
                        .setMaxIter(50)
                        .setSeed(1);
        StandardScaler scaler =
                new StandardScaler()
                        .setWithMean(true)
                        .setInputCol("features")
                        .setOutputCol("scaled");
        validator
                .setEstimator(new Pipeline().setStages(new PipelineStage[] {scaler, classifier}))
                .setEstimatorParamMaps(
                        new ParamGridBuilder()
                                .addGrid(classifier.stepSize(), new double[] {0.003, 0.01, 0.03})
                                .addGrid(classifier.regParam(), new double[] {0, 1e-4, 1e-3})
                                .build())
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setNumFolds(3)
                .setSeed(1);
        meter.measure(name, "s", () -> Meter.seconds(() -> validator.fit(rows)));
    }

    private static SearchSetup setup(int epochs) {
        Choice<Double> rate =
                Choice.of(
                        "learning rate",
                        0.001,
                        0.0015,
                        0.002,
                        0.003,
                        0.004,
                        0.005,
                        0.006,
                        0.007,
                        0.008,
                        0.01);
        Choice<Integer> batch = Choice.of("batch", 16, 24, 32, 48);
        return new SearchSetup(
                Search.grid(rate, batch),
                CrossValidation.of(StratifiedKFold.of(FOLDS), Metric.ACCURACY),
                candidate ->
                        Estimator.of(
                                Network.of(
                                        LAYERS[0], Layer.relu(LAYERS[1]), Layer.softmax(LAYERS[2])),
                                Initializer.heUniform(),
                                Trainer.of(new Adam(candidate.get(rate)))
                                        .withBatches(candidate.get(batch))
                                        .withEpochs(epochs)));
    }

    private void measure(String name, Supplier<SearchResult> search) {
        meter.measure(
                name,
                "s",
                () ->
                        Meter.seconds(
                                () -> {
                                    if (!search.get().complete()) {
                                        throw new IllegalStateException("a search was stopped");
                                    }
                                }));
    }
}
