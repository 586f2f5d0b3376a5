package lanewise.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows, columns and files that cannot be used are rejected with the reason and the remedy. */
class BadRowsTest extends SparkTest {

    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier().setLayers(4, 4, 3).setMaxIter(2);
    }

    private static Dataset<Row> iris() {
        return Tables.iris(spark, 3);
    }

    private static void assertRejects(
            LanewiseClassifier classifier, Dataset<Row> rows, String... parts) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> classifier.fit(rows));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    /** The iris table with other features in the row with an id. */
    private static Dataset<Row> withFeatures(long id, Vector features) {
        List<Row> rows = new ArrayList<>();
        for (Row row : iris().collectAsList()) {
            rows.add(
                    row.getLong(0) == id ? RowFactory.create(id, features, row.getDouble(2)) : row);
        }
        return spark.createDataFrame(rows, Tables.SCHEMA).repartition(3);
    }

    @Test
    void labelsThatAreNoClass() {
        Dataset<Row> three = iris().withColumn("label", col("label").plus(1));
        assertRejects(classifier(), three, "label 3.0", "0 to 2", "StringIndexer");
        Dataset<Row> half = iris().withColumn("label", col("label").divide(4));
        assertRejects(classifier(), half, "whole number");
        Dataset<Row> negative = iris().withColumn("label", col("label").minus(1));
        assertRejects(classifier(), negative, "label -1.0");
    }

    @Test
    void labelsThatAreMissing() {
        Dataset<Row> missing =
                iris().withColumn(
                                "label", when(col("id").gt(3), col("label")).otherwise(lit(null)));
        assertRejects(classifier(), missing, "no label", "finite", "handleInvalid");
        LanewiseClassificationModel model = classifier().setHandleInvalid("skip").fit(missing);
        LanewiseClassificationModel expected = classifier().fit(iris().where(col("id").gt(3)));
        assertEquals(
                expected.engineModel().model().parametersSha256(),
                model.engineModel().model().parametersSha256());
    }

    @Test
    void weights() {
        Dataset<Row> negative = iris().withColumn("w", col("id").minus(1).cast("double"));
        assertRejects(classifier().setWeightCol("w"), negative, "weight -1.0", "at least 0");
        Dataset<Row> none = iris().withColumn("w", lit(0));
        assertRejects(classifier().setWeightCol("w"), none, "weight", "above 0");
        assertRejects(classifier().setWeightCol("w").setNumShards(3), none, "weight", "above 0");
        Dataset<Row> text = iris().withColumn("w", lit("much"));
        assertRejects(classifier().setWeightCol("w"), text, "weightCol w", "string", "numeric");
        assertRejects(classifier().setWeightCol("v"), iris(), "weightCol v", "id, features, label");
    }

    @Test
    void features() {
        double nan = Double.NaN;
        Dataset<Row> invalid = withFeatures(17, Vectors.dense(1, 2, nan, 4));
        assertRejects(classifier(), invalid, "NaN for feature 2", "handleInvalid");
        Dataset<Row> longer = withFeatures(17, Vectors.dense(1, 2, 3, 4, 5));
        assertRejects(classifier(), longer, "5 features", "expected 4", "layers");
        Dataset<Row> large = withFeatures(17, Vectors.dense(1, 2, 3, 1e39));
        assertRejects(classifier(), large, "1.0E39 for feature 3");
        Dataset<Row> number = iris().withColumn("features", lit(1.0));
        assertRejects(classifier(), number, "Column features must be", "VectorUDT", "double");
    }

    @Test
    void datasetsWithoutRows() {
        assertRejects(classifier(), iris().where("id < 0"), "no valid rows");
        Dataset<Row> unseen = iris().withColumn("unseen", lit(true));
        assertRejects(
                classifier().setValidationIndicatorCol("unseen"),
                unseen,
                "all rows are for validation");
        // Empty partitions are normal.
        classifier().fit(iris().where("id < 5").repartition(43));
    }

    @Test
    void layers() {
        assertRejects(classifier().setLayers(4, 1), iris(), "number of classes");
        assertThrows(IllegalArgumentException.class, () -> classifier().setLayers(4));
        assertThrows(IllegalArgumentException.class, () -> classifier().setLayers(4, 0, 3));
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new LanewiseRegressor().setLayers(4, 3).fit(iris()));
        assertTrue(e.getMessage().contains("1 output for a regression"), e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> classifier().setSolver("l-bfgs"));
        assertTrue(e.getMessage().contains("solver"), e.getMessage());
    }

    @Test
    void thresholds() {
        LanewiseClassifier two = classifier().setThresholds(new double[] {0.5, 0.5});
        assertRejects(two, iris(), "2 thresholds for 3 classes");
    }

    @Test
    void rowsThatAreTooMany() {
        LanewiseClassifier wide = classifier().setLayers(1 << 24, 2, 3);
        assertRejects(wide, iris(), "4 features", "expected 16777216");
    }

    @Test
    void divergence() {
        LanewiseRegressor regressor =
                new LanewiseRegressor().setLayers(4, 8, 1).setSolver("sgd").setStepSize(1e6);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> regressor.fit(iris()));
        assertTrue(e.getMessage().contains("diverge"), e.getMessage());
    }

    @Test
    void rowsToPredict() {
        LanewiseClassificationModel model = classifier().fit(iris());
        Dataset<Row> invalid = withFeatures(17, Vectors.dense(1, 2, 3, Double.NaN));
        Exception e = assertThrows(Exception.class, () -> model.transform(invalid).collectAsList());
        assertTrue(e.toString().contains("NaN for feature 3"), e.toString());
        model.set(model.handleInvalid(), "skip");
        assertEquals(149, model.transform(invalid).count());
        IllegalArgumentException twice =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> model.transform(model.transform(iris())));
        assertTrue(twice.getMessage().contains("prediction"), twice.getMessage());
    }

    @Test
    void modelFilesOfAnotherVersion(@TempDir Path directory) throws IOException {
        String path = directory.resolve("model").toString();
        classifier().fit(iris()).save(path);
        Path file = Path.of(path, "model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String later = text.replace("\"lanewise.schema\":\"1\"", "\"lanewise.schema\":\"9\"");
        assertTrue(!later.equals(text), "the schema is in the header");
        Files.write(file, later.getBytes(StandardCharsets.ISO_8859_1));
        Files.deleteIfExists(Path.of(path, ".model.safetensors.crc"));
        UncheckedIOException e =
                assertThrows(
                        UncheckedIOException.class, () -> LanewiseClassificationModel.load(path));
        assertTrue(e.getMessage().contains("model.safetensors"), e.getMessage());
        assertTrue(e.getMessage().contains("schema 9"), e.getMessage());
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThrows(UncheckedIOException.class, () -> LanewiseClassificationModel.load(path));
    }
}
