package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.split.Fold;
import lanewise.split.KFold;
import lanewise.train.Trainer;

import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A validator chooses and estimates as Spark's would on the same folds. */
class LanewiseCrossValidatorTest extends SparkTest {
    private static final double EXACT = 1e-12;

    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier().setLayers(4, 6, 3).setMaxIter(20).setSeed(7);
    }

    private static ParamMap[] grid(LanewiseClassifier classifier) {
        return new ParamGridBuilder()
                .addGrid(
                        classifier.layers(),
                        CollectionConverters.asScala(
                                List.of(new int[] {4, 3, 3}, new int[] {4, 6, 3})))
                .build();
    }

    private static Pipeline scaled(LanewiseClassifier classifier) {
        StandardScaler scaler =
                new StandardScaler()
                        .setInputCol("features")
                        .setOutputCol("scaled")
                        .setWithMean(true);
        classifier.setFeaturesCol("scaled");
        return new Pipeline().setStages(new PipelineStage[] {scaler, classifier});
    }

    /** Iris with a fold for each row, and with weights. */
    private static Dataset<Row> iris(int partitions) {
        return Tables.iris(spark, partitions)
                .withColumn("fold", functions.expr("cast(id % 3 as int)"))
                .withColumn("weight", functions.expr("1 + id % 2"));
    }

    private static <V extends CrossValidator> V threeFolds(V validator, String metric) {
        validator
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName(metric))
                .setNumFolds(3)
                .setSeed(11)
                .setCollectSubModels(true);
        return validator;
    }

    private static String sha(Object model) {
        return ((LanewiseClassificationModel) model).engineModel().model().parametersSha256();
    }

    private static void assertSame(CrossValidatorModel expected, CrossValidatorModel actual) {
        assertArrayEquals(expected.avgMetrics(), actual.avgMetrics(), EXACT);
        assertEquals(sha(last(expected.bestModel())), sha(last(actual.bestModel())));
        for (int fold = 0; fold < 3; fold++) {
            for (int k = 0; k < expected.avgMetrics().length; k++) {
                assertEquals(
                        sha(last(expected.subModels()[fold][k])),
                        sha(last(actual.subModels()[fold][k])));
            }
        }
    }

    private static Object last(Object model) {
        return model instanceof PipelineModel pipeline
                ? pipeline.stages()[pipeline.stages().length - 1]
                : model;
    }

    @Test
    void equalsSparksOnTheSameFolds() {
        LanewiseClassifier classifier = classifier().setWeightCol("weight");
        for (String metric : List.of("f1", "logLoss")) {
            CrossValidatorModel[] models = new CrossValidatorModel[2];
            for (int k = 0; k < 2; k++) {
                CrossValidator validator =
                        k == 0 ? new CrossValidator() : new LanewiseCrossValidator();
                models[k] =
                        threeFolds(validator, metric)
                                .setFoldCol("fold")
                                .setEstimator(classifier)
                                .setEstimatorParamMaps(grid(classifier))
                                .fit(iris(2));
            }
            assertSame(models[0], models[1]);
        }
    }

    @Test
    void equalsSparksForAPipeline() {
        LanewiseClassifier classifier = classifier();
        Pipeline pipeline = scaled(classifier);
        CrossValidatorModel[] models = new CrossValidatorModel[2];
        for (int k = 0; k < 2; k++) {
            CrossValidator validator = k == 0 ? new CrossValidator() : new LanewiseCrossValidator();
            models[k] =
                    threeFolds(validator, "accuracy")
                            .setFoldCol("fold")
                            .setEstimator(pipeline)
                            .setEstimatorParamMaps(grid(classifier))
                            .fit(iris(2));
        }
        assertSame(models[0], models[1]);
        for (int fold = 0; fold < 3; fold++) {
            PipelineModel expected = (PipelineModel) models[0].subModels()[fold][1];
            PipelineModel actual =
                    assertInstanceOf(PipelineModel.class, models[1].subModels()[fold][1]);
            assertArrayEquals(
                    ((StandardScalerModel) expected.stages()[0]).mean().toArray(),
                    ((StandardScalerModel) actual.stages()[0]).mean().toArray(),
                    EXACT);
            assertEquals(pipeline.uid(), actual.uid());
        }
        Dataset<Row> predicted = models[1].transform(iris(1));
        assertTrue(
                new MulticlassClassificationEvaluator().evaluate(predicted) > 0.9,
                "f1 of the best model");
    }

    @Test
    void metricsAreThoseOfTheEvaluatorOnTheSubModels() {
        LanewiseClassifier classifier =
                new LanewiseClassifier().setLayers(4, 3, 2).setMaxIter(8).setRowIdCol("id");
        Dataset<Row> binary =
                iris(3).withColumn("label", functions.expr("cast(id % 2 = 0 as double)"));
        BinaryClassificationEvaluator evaluator = new BinaryClassificationEvaluator();
        CrossValidatorModel model =
                new LanewiseCrossValidator()
                        .setEstimator(classifier)
                        .setEvaluator(evaluator)
                        .setEstimatorParamMaps(
                                new ParamGridBuilder()
                                        .addGrid(classifier.stepSize(), new double[] {0.01, 0.1})
                                        .build())
                        .setFoldCol("fold")
                        .setCollectSubModels(true)
                        .fit(binary);
        for (int setting = 0; setting < 2; setting++) {
            double sum = 0;
            for (int fold = 0; fold < 3; fold++) {
                sum +=
                        evaluator.evaluate(
                                model.subModels()[fold][setting].transform(
                                        binary.filter("fold = " + fold).drop("fold")));
            }
            assertEquals(sum / 3, model.avgMetrics()[setting], EXACT);
        }
    }

    @Test
    void hasTheFoldsOfTheEngine() {
        LanewiseClassifier classifier = classifier().setRowIdCol("id");
        CrossValidatorModel model =
                threeFolds(new LanewiseCrossValidator(), "accuracy")
                        .setEstimator(classifier)
                        .setEstimatorParamMaps(new ParamMap[] {ParamMap.empty()})
                        .fit(iris(2));
        Network network = Network.of(4, Layer.relu(6), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(20).withSeed(7);
        lanewise.data.Dataset data = Tables.irisData();
        List<Fold> folds = KFold.of(3).shuffled(11).split(data);
        for (int fold = 0; fold < 3; fold++) {
            Model expected = trainer.fit(start, folds.get(fold).train(data)).model();
            assertEquals(expected.parametersSha256(), sha(model.subModels()[fold][0]));
        }
    }

    @Test
    void isTheSameInAnyPartitioning() {
        LanewiseClassifier bare = classifier();
        LanewiseClassifier piped = classifier();
        Pipeline pipeline = scaled(piped);
        CrossValidatorModel[] first = new CrossValidatorModel[2];
        for (int partitions : new int[] {1, 2, 43}) {
            Dataset<Row> rows = Tables.iris(spark, partitions);
            if (partitions == 2) {
                rows.cache(); // then the validator does not cache them once more
            }
            for (int k = 0; k < 2; k++) {
                CrossValidatorModel model =
                        threeFolds(new LanewiseCrossValidator(), "logLoss")
                                .setEstimator(k == 0 ? bare : pipeline)
                                .setEstimatorParamMaps(grid(k == 0 ? bare : piped))
                                .fit(rows);
                if (first[k] == null) {
                    first[k] = model;
                }
                assertSame(first[k], model);
            }
            rows.unpersist();
        }
    }

    @Test
    void comparesRegressionsWithEarlyStopping() {
        LanewiseRegressor regressor =
                new LanewiseRegressor()
                        .setLayers(4, 5, 1)
                        .setMaxIter(30)
                        .setValidationIndicatorCol("unseen")
                        .setNumEarlyStoppingRounds(2);
        Dataset<Row> table =
                iris(2).withColumn("unseen", functions.expr("id % 7 = 0"))
                        .withColumn("label", functions.expr("label / 3.1 + id / 1000"));
        ParamMap[] grid =
                new ParamGridBuilder()
                        .addGrid(regressor.stepSize(), new double[] {0.001, 0.03})
                        .build();
        CrossValidatorModel[] models = new CrossValidatorModel[2];
        for (int k = 0; k < 2; k++) {
            CrossValidator validator = k == 0 ? new CrossValidator() : new LanewiseCrossValidator();
            models[k] =
                    validator
                            .setEstimator(regressor)
                            .setEstimatorParamMaps(grid)
                            .setEvaluator(new RegressionEvaluator().setMetricName("rmse"))
                            .setFoldCol("fold")
                            .fit(table);
            assertFalse(models[k].hasSubModels());
        }
        assertArrayEquals(models[0].avgMetrics(), models[1].avgMetrics(), EXACT);
    }

    @Test
    void neverChoosesASettingThatDiverges(@TempDir Path directory) throws IOException {
        LanewiseRegressor regressor =
                new LanewiseRegressor().setLayers(4, 5, 1).setMaxIter(50).setSolver("sgd");
        for (String metric : List.of("rmse", "r2")) {
            CrossValidatorModel model =
                    new LanewiseCrossValidator()
                            .setEstimator(regressor)
                            .setEstimatorParamMaps(
                                    new ParamGridBuilder()
                                            .addGrid(
                                                    regressor.stepSize(),
                                                    new double[] {1e20, 0.001})
                                            .build())
                            .setEvaluator(new RegressionEvaluator().setMetricName(metric))
                            .setCollectSubModels(true)
                            .fit(iris(2));
            assertEquals(Double.MAX_VALUE, Math.abs(model.avgMetrics()[0]));
            assertEquals(1, Math.abs(model.avgMetrics()[1]), 1);
            assertEquals(0.001, ((LanewiseRegressionModel) model.bestModel()).getStepSize());
            String path = directory.resolve(metric).toString();
            model.save(path);
            assertArrayEquals(model.avgMetrics(), CrossValidatorModel.load(path).avgMetrics());
        }
        LanewiseCrossValidator hopeless =
                new LanewiseCrossValidator()
                        .setEstimator(regressor)
                        .setEstimatorParamMaps(
                                new ParamGridBuilder()
                                        .addGrid(regressor.stepSize(), new double[] {1e20})
                                        .build())
                        .setEvaluator(new RegressionEvaluator());
        assertProblem("no setting has a metric", hopeless, iris(2));
    }

    @Test
    void savesAndLoads(@TempDir Path directory) throws IOException {
        LanewiseClassifier classifier = classifier();
        LanewiseCrossValidator validator =
                threeFolds(new LanewiseCrossValidator(), "f1")
                        .setEstimator(scaled(classifier))
                        .setEstimatorParamMaps(
                                new ParamGridBuilder()
                                        .addGrid(classifier.maxIter(), new int[] {5, 10})
                                        .build());
        String path = directory.resolve("validator").toString();
        validator.save(path);
        LanewiseCrossValidator loaded = LanewiseCrossValidator.load(path);
        assertEquals(validator.uid(), loaded.uid());
        assertEquals(3, loaded.getNumFolds());
        assertEquals(11, loaded.getSeed());
        assertTrue(loaded.getCollectSubModels());
        CrossValidatorModel expected = validator.fit(iris(2));
        assertSame(expected, loaded.fit(iris(2)));
        assertSame(expected, validator.copy(ParamMap.empty()).fit(iris(2)));

        String modelPath = directory.resolve("model").toString();
        expected.save(modelPath);
        CrossValidatorModel model = CrossValidatorModel.load(modelPath);
        assertSame(expected, model);
        assertTrue(validator.explainParams().contains("numFolds"));
    }

    @Test
    void fitsAsSparkWhatItCannotTrainTogether() {
        LanewiseClassifier classifier = classifier();
        LanewiseCrossValidator validator =
                threeFolds(new LanewiseCrossValidator(), "f1")
                        .setEstimator(classifier)
                        .setEstimatorParamMaps(
                                new ParamGridBuilder()
                                        .addGrid(
                                                classifier.weightCol(),
                                                CollectionConverters.asScala(List.of("weight")))
                                        .build());
        String reason = ValidationPlan.obstacle(validator, iris(1).schema(), "");
        assertTrue(reason.startsWith("the grid sets "), reason);
        assertEquals(1, validator.fit(iris(2)).avgMetrics().length);

        validator.setEstimatorParamMaps(new ParamMap[] {ParamMap.empty()});
        assertNull(ValidationPlan.obstacle(validator, iris(1).schema(), ""));
        classifier.setPredictionCol("species");
        reason = ValidationPlan.obstacle(validator, iris(1).schema(), "");
        assertEquals(
                "the evaluator's predictionCol is prediction, the estimator's 'species'", reason);
        classifier.setPredictionCol("prediction").setNumShards(4);
        assertEquals(
                "numShards is above 1", ValidationPlan.obstacle(validator, iris(1).schema(), ""));
        Dataset<Row> withMap = iris(1).withColumn("more", functions.expr("map(1, 2)"));
        classifier.setNumShards(1);
        reason = ValidationPlan.obstacle(validator, withMap.schema(), "");
        assertTrue(reason.startsWith("rows cannot be ordered by column more"), reason);
        assertNull(ValidationPlan.obstacle(validator, withMap.schema(), "fold"));
    }

    private static void assertProblem(
            String start, LanewiseCrossValidator validator, Dataset<Row> rows) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> validator.fit(rows));
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }

    @Test
    void namesWhatIsWrong() {
        LanewiseClassifier classifier = classifier();
        LanewiseCrossValidator validator =
                threeFolds(new LanewiseCrossValidator(), "f1")
                        .setEstimator(classifier)
                        .setEstimatorParamMaps(new ParamMap[] {ParamMap.empty()});
        Dataset<Row> iris = iris(2);
        assertProblem("the dataset has no valid rows", validator, iris.filter("id < 0"));
        assertProblem("row ", validator, iris.withColumn("label", functions.expr("label + 1")));
        assertProblem("3 folds of 2 rows", validator, iris.filter("id < 2"));

        validator.setFoldCol("fold");
        Dataset<Row> beyond = iris.withColumn("fold", functions.expr("fold + 1"));
        assertProblem("foldCol fold has the value 3", validator, beyond);
        assertProblem("fold 1 has no rows", validator, iris.filter("fold <> 1"));

        LanewiseClassifier piped = classifier();
        validator.setEstimator(scaled(piped));
        assertProblem("foldCol fold has the value 3", validator, beyond);
        assertProblem("fold 1 has 0 of 100 rows", validator, iris.filter("fold <> 1"));
    }

    @Test
    void namesTheLimitOfMemory() {
        LanewiseClassifier classifier = classifier();
        for (boolean piped : new boolean[] {false, true}) {
            LanewiseCrossValidator validator =
                    threeFolds(new LanewiseCrossValidator(), "f1")
                            .setEstimator(piped ? scaled(classifier) : classifier)
                            .setEstimatorParamMaps(new ParamMap[] {ParamMap.empty()});
            ValidationReader.Folds folds = new ValidationReader.Folds(3, "", _ -> KFold.of(3));
            // Room for 150 rows, but not for those of three folds.
            long limit = piped ? ValidationRows.bytes(4, 151) : ValidationRows.bytes(4, 100);
            ValidationReader reader =
                    new ValidationReader(ValidationPlan.of(validator), folds, limit);
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> reader.read(iris(2)));
            assertTrue(e.getMessage().contains("use Spark's own validator"), e.getMessage());
        }
    }

    @Test
    void endsWhenSparkCancelsItsTasks() throws InterruptedException {
        LanewiseClassifier endless = classifier().setMaxIter(300_000_000);
        LanewiseCrossValidator validator =
                threeFolds(new LanewiseCrossValidator(), "f1")
                        .setEstimator(endless)
                        .setEstimatorParamMaps(grid(endless));
        Dataset<Row> iris = iris(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread fit = Thread.ofPlatform().start(() -> run(() -> validator.fit(iris), failure));
        while (!isTraining() && fit.isAlive()) {
            Thread.sleep(20);
        }
        spark.sparkContext().cancelAllJobs();
        fit.join();
        assertTrue(
                String.valueOf(failure.get()).contains("cancelled"), String.valueOf(failure.get()));
        // Both slots are free again.
        assertEquals(4, spark.range(0, 4, 1, 4).toJavaRDD().count());
    }

    private static void run(Runnable action, AtomicReference<Throwable> failure) {
        try {
            action.run();
        } catch (Exception e) { // also checked ones, which Scala does not declare
            failure.set(e);
        }
    }

    /** Whether a stage with a task for each of six trainings runs. */
    private static boolean isTraining() {
        SparkStatusTracker tracker = spark.sparkContext().statusTracker();
        for (int stage : tracker.getActiveStageIds()) {
            Option<SparkStageInfo> info = tracker.getStageInfo(stage);
            if (info.isDefined()
                    && info.get().numTasks() == 6
                    && info.get().numActiveTasks() == 2) {
                return true;
            }
        }
        return false;
    }
}
