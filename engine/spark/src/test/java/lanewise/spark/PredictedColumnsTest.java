package lanewise.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Predictions leave the other columns as they are, with all that Spark knows of them. */
class PredictedColumnsTest extends SparkTest {

    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier().setLayers(4, 5, 3).setMaxIter(2).setSeed(7);
    }

    @Test
    void keepMetadata() {
        Metadata names = Metadata.fromJson("{\"ml_attr\":{\"type\":\"nominal\",\"vals\":[\"a\"]}}");
        Dataset<Row> rows = Tables.iris(spark, 2).withColumn("kind", lit(0.0).as("kind", names));
        LanewiseClassificationModel model = classifier().fit(rows);
        Dataset<Row> predicted = model.transform(rows);
        assertEquals(names, predicted.schema().apply("kind").metadata());
        for (String column : new String[] {"prediction", "rawPrediction", "probability"}) {
            assertEquals(
                    model.transformSchema(rows.schema()).apply(column).metadata(),
                    predicted.schema().apply(column).metadata());
        }
        assertTrue(predicted.schema().apply("prediction").metadata().contains("ml_attr"));
    }

    @Test
    void keepNamesThatOccurTwice() {
        Dataset<Row> rows = Tables.iris(spark, 2);
        Dataset<Row> twice = rows.select(col("*"), col("id").plus(1).as("id"));
        Row predicted = classifier().fit(rows).transform(twice).first();
        assertEquals(predicted.getLong(0) + 1, predicted.getLong(3));
    }

    @Test
    void featuresMayBeAFieldOfAStructure() {
        Dataset<Row> rows = Tables.iris(spark, 2).withColumn("q", struct(col("features")));
        LanewiseClassificationModel model = classifier().setFeaturesCol("q.features").fit(rows);
        assertEquals(150, model.transform(rows).count());
    }

    @Test
    void keepValuesOfAllTypes() {
        Dataset<Row> rows =
                Tables.iris(spark, 2)
                        .withColumn("text", when(col("id").mod(3).gt(0), col("id").cast("string")))
                        .withColumn("list", array(col("label"), lit(null)))
                        .withColumn("map", map(col("id").cast("string"), col("features")))
                        .withColumn("decimal", col("id").cast("decimal(30,2)"))
                        .withColumn("nested", struct(col("id"), struct(col("label"))));
        Dataset<Row> predicted = classifier().fit(rows).transform(rows);
        Dataset<Row> kept = predicted.drop("prediction", "rawPrediction", "probability");
        assertEquals(rows.orderBy("id").collectAsList(), kept.orderBy("id").collectAsList());
    }

    @Test
    void areThoseOfSingleVectors() {
        Dataset<Row> rows = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().fit(rows);
        for (Row row : model.transform(rows).collectAsList()) {
            Vector features = row.getAs("features");
            assertEquals(model.predictRaw(features), row.getAs("rawPrediction"));
            assertEquals(model.predictRaw(features), row.getAs("probability"));
            assertEquals(model.predict(features), row.<Double>getAs("prediction"));
        }
    }

    @Test
    void joinThemselvesAndFeedAnotherModel() {
        Dataset<Row> rows = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().fit(rows);
        Dataset<Row> predicted = model.transform(rows);
        Dataset<Row> joined =
                predicted.as("a").join(predicted.as("b"), col("a.id").equalTo(col("b.id")));
        assertEquals(150, joined.where("a.probability = b.probability").count());
        LanewiseClassifier second =
                new LanewiseClassifier()
                        .setLayers(3, 3)
                        .setMaxIter(2)
                        .setFeaturesCol("probability");
        second.setPredictionCol("p2").setRawPredictionCol("r2").setProbabilityCol("q2");
        Dataset<Row> twice = second.fit(predicted).transform(predicted);
        assertEquals(150, twice.where("prediction >= 0 and p2 >= 0").select("p2").count());
    }

    @Test
    void keepTheWatermarkOfAStream(@TempDir Path directory) throws Exception {
        Dataset<Row> rows = Tables.iris(spark, 1).withColumn("time", timestamp_seconds(col("id")));
        String input = directory.resolve("input").toString();
        rows.write().parquet(input);
        LanewiseClassificationModel model = classifier().fit(rows);
        Dataset<Row> stream =
                spark.readStream()
                        .schema(rows.schema())
                        .parquet(input)
                        .withWatermark("time", "10 seconds");
        StreamingQuery query =
                model.transform(stream)
                        .groupBy(window(col("time"), "50 seconds"))
                        .count()
                        .writeStream()
                        .format("memory")
                        .queryName("windows")
                        .outputMode("append")
                        .start();
        try {
            query.processAllAvailable();
        } finally {
            query.stop();
        }
        // The last window is open: rows that are 10 seconds late could still come.
        assertEquals(2, spark.table("windows").where("count = 50").count());
    }
}
