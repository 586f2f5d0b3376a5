package lanewise.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.SavedModel;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A classifier trains and predicts as the engine does, through Spark's API. */
class LanewiseClassifierTest extends SparkTest {

    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier().setLayers(4, 8, 3).setMaxIter(60).setSeed(7);
    }

    private static String sha(LanewiseClassificationModel model) {
        return model.engineModel().model().parametersSha256();
    }

    @Test
    void hasTheBitsOfTheEngineForRowsInTheirOrder() {
        LanewiseClassificationModel model =
                classifier().setRowIdCol("id").fit(Tables.iris(spark, 3));

        Network network = Network.of(4, Layer.relu(8), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(60).withSeed(7);
        Model expected = trainer.fit(start, Tables.irisData()).model();

        assertEquals(expected.parametersSha256(), sha(model));
        assertEquals(60 * 5, model.objectiveHistory().length);
    }

    @Test
    void hasTheSameBitsForAnyPartitioning() {
        String one = sha(classifier().fit(Tables.iris(spark, 1)));
        assertEquals(one, sha(classifier().fit(Tables.iris(spark, 2))));
        assertEquals(one, sha(classifier().fit(Tables.iris(spark, 43))));
    }

    @Test
    void learnsIrisAndPredictsInBatches() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().fit(iris);
        Dataset<Row> predicted = model.transform(iris);
        double accuracy =
                new MulticlassClassificationEvaluator()
                        .setMetricName("accuracy")
                        .evaluate(predicted);
        assertTrue(accuracy > 0.95, "accuracy " + accuracy);
        for (Row row : predicted.collectAsList()) {
            Vector features = row.getAs("features");
            Vector probability = row.getAs("probability");
            assertArrayEquals(model.predictRaw(features).toArray(), probability.toArray());
            assertEquals(model.predict(features), row.<Double>getAs("prediction"));
            assertEquals(
                    1,
                    probability.toArray()[0] + probability.apply(1) + probability.apply(2),
                    1e-6);
        }
    }

    @Test
    void rowsOfTypedOperationsHaveNames() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        Dataset<Row> predicted = classifier().fit(iris).transform(iris);
        List<Double> sums =
                predicted
                        .toJavaRDD()
                        .map(row -> row.<Vector>getAs("probability").apply(0))
                        .collect();
        assertEquals(150, sums.size());
    }

    @Test
    void savesAModelFileOfTheEngine(@TempDir Path directory) throws IOException {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().setPredictionCol("species").fit(iris);
        String path = directory.resolve("model").toString();
        model.save(path);

        LanewiseClassificationModel loaded = LanewiseClassificationModel.load(path);
        assertEquals(sha(model), sha(loaded));
        assertEquals("species", loaded.getPredictionCol());
        assertEquals(model.uid(), loaded.uid());
        SavedModel plain = SavedModel.read(Path.of(path, "model.safetensors"));
        assertEquals(sha(model), plain.model().parametersSha256());
        assertEquals(List.of("0", "1", "2"), plain.classNames());
    }

    @Test
    void rejectsLayersThatAreNotSet() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new LanewiseClassifier().fit(Tables.iris(spark, 1)));
        assertTrue(e.getMessage().startsWith("layers is not set"), e.getMessage());
    }

    @Test
    void weighsRows() {
        Dataset<Row> rows = Tables.iris(spark, 2);
        // A row of weight 2 counts as two; a row of weight 0 does not count.
        Dataset<Row> weighted =
                rows.withColumn("weight", functions.when(col("id").lt(50), 2.0).otherwise(0.0));
        Dataset<Row> equal = rows.where(col("id").lt(50));
        LanewiseClassifier full =
                classifier().setBatchSize(0).setSolver("sgd").setStepSize(0.5).setRowIdCol("id");
        float[] expected = parameters(full.fit(equal));
        float[] found = parameters(full.setWeightCol("weight").fit(weighted));
        assertArrayEquals(expected, found, 1e-5f);
    }

    private static float[] parameters(LanewiseClassificationModel model) {
        return model.engineModel().model().parameters();
    }

    @Test
    void stopsEarlyByTheRowsOfTheIndicator() {
        Dataset<Row> rows = Tables.iris(spark, 2).withColumn("unseen", col("id").mod(5).equalTo(0));
        LanewiseClassificationModel model =
                classifier()
                        .setMaxIter(5000)
                        .setBatchSize(0)
                        .setValidationIndicatorCol("unseen")
                        .setNumEarlyStoppingRounds(3)
                        .fit(rows);
        int steps = model.objectiveHistory().length;
        assertTrue(steps > 3 && steps < 5000, steps + " steps");
    }

    @Test
    void sparseAndDenseVectorsAreEqual() {
        Dataset<Row> dense = Tables.iris(spark, 1);
        List<Row> rows = new ArrayList<>();
        for (Row row : dense.collectAsList()) {
            Vector sparse = row.<Vector>getAs("features").toSparse();
            rows.add(RowFactory.create(row.getLong(0), sparse, row.getDouble(2)));
        }
        Dataset<Row> sparse = spark.createDataFrame(rows, Tables.SCHEMA);
        LanewiseClassificationModel model = classifier().fit(dense);
        assertEquals(sha(model), sha(classifier().fit(sparse)));
        assertEquals(
                model.transform(dense).select("prediction").collectAsList(),
                model.transform(sparse).select("prediction").collectAsList());
    }

    @Test
    void thresholdsAreThoseOfSpark() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().setMaxIter(5).fit(iris);
        double[] thresholds = {0.7, 0.2, 0.4};
        model.setThresholds(thresholds);
        for (Row row : model.transform(iris).collectAsList()) {
            Vector probability = row.getAs("probability");
            assertEquals(
                    model.probability2prediction(probability), row.<Double>getAs("prediction"));
        }
    }

    @Test
    void worksInAPipelineAndInSparksCrossValidator(@TempDir Path directory) throws IOException {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassifier classifier = classifier().setMaxIter(20).setFeaturesCol("scaled");
        Pipeline pipeline =
                new Pipeline()
                        .setStages(
                                new PipelineStage[] {
                                    new StandardScaler()
                                            .setWithMean(true)
                                            .setInputCol("features")
                                            .setOutputCol("scaled"),
                                    classifier
                                });
        ParamMap[] grid =
                new ParamGridBuilder()
                        .addGrid(classifier.stepSize(), new double[] {1e-6, 0.05})
                        .build();
        CrossValidatorModel best =
                new CrossValidator()
                        .setEstimator(pipeline)
                        .setEstimatorParamMaps(grid)
                        .setEvaluator(
                                new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                        .setNumFolds(3)
                        .setSeed(1)
                        .fit(iris);
        assertTrue(best.avgMetrics()[1] > 0.9, Arrays.toString(best.avgMetrics()));
        assertTrue(best.avgMetrics()[1] > best.avgMetrics()[0]);

        String path = directory.resolve("best").toString();
        best.save(path);
        assertEquals(
                best.transform(iris).select("probability").collectAsList(),
                CrossValidatorModel.load(path)
                        .transform(iris)
                        .select("probability")
                        .collectAsList());
    }

    @Test
    void predictsAStream(@TempDir Path directory) throws Exception {
        Dataset<Row> iris = Tables.iris(spark, 2);
        String input = directory.resolve("input").toString();
        iris.write().parquet(input);
        LanewiseClassificationModel model = classifier().fit(iris);
        Dataset<Row> stream = spark.readStream().schema(iris.schema()).parquet(input);
        StreamingQuery query =
                model.transform(stream)
                        .writeStream()
                        .format("memory")
                        .queryName("predictions")
                        .outputMode("append")
                        .start();
        try {
            query.processAllAvailable();
        } finally {
            query.stop();
        }
        assertEquals(
                model.transform(iris).select("id", "prediction").orderBy("id").collectAsList(),
                spark.table("predictions")
                        .select("id", "prediction")
                        .orderBy("id")
                        .collectAsList());
    }

    @Test
    void copiesAndSavesItsParameters(@TempDir Path directory) throws IOException {
        LanewiseClassifier classifier = classifier().setSolver("nesterov").setDropout(0.25);
        LanewiseClassifier copy = classifier.copy(new ParamMap().put(classifier.maxIter().w(3)));
        assertEquals(3, copy.getMaxIter());
        assertEquals(60, classifier.getMaxIter());
        assertEquals(classifier.uid(), copy.uid());
        String path = directory.resolve("classifier").toString();
        classifier.save(path);
        LanewiseClassifier loaded = LanewiseClassifier.load(path);
        assertArrayEquals(new int[] {4, 8, 3}, loaded.getLayers());
        assertEquals("nesterov", loaded.getSolver());
        assertEquals(0.25, loaded.getDropout());
        assertEquals(7, loaded.getSeed());
        assertTrue(classifier.explainParams().contains("numShards: "));
    }
}
