package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A regressor learns a known function through Spark's API. */
class LanewiseRegressorTest extends SparkTest {

    /** Rows of sin(3 x0) + x1 · x2. */
    private static Dataset<Row> rows(int count, long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (long k = 0; k < count; k++) {
            double[] x = {
                2 * random.nextDouble() - 1,
                2 * random.nextDouble() - 1,
                2 * random.nextDouble() - 1
            };
            rows.add(RowFactory.create(k, Vectors.dense(x), Math.sin(3 * x[0]) + x[1] * x[2]));
        }
        return spark.createDataFrame(rows, Tables.SCHEMA).repartition(3);
    }

    @Test
    void learnsAFunctionAndSavesIt(@TempDir Path directory) throws IOException {
        LanewiseRegressor regressor =
                new LanewiseRegressor()
                        .setLayers(3, 32, 1)
                        .setActivation("tanh")
                        .setMaxIter(100)
                        .setSeed(3);
        LanewiseRegressionModel model = regressor.fit(rows(1000, 1));
        Dataset<Row> predicted = model.transform(rows(500, 2));
        double r2 = new RegressionEvaluator().setMetricName("r2").evaluate(predicted);
        assertTrue(r2 > 0.98, "R² " + r2);
        assertEquals(3, model.numFeatures());

        String path = directory.resolve("model").toString();
        model.save(path);
        LanewiseRegressionModel loaded = LanewiseRegressionModel.load(path);
        for (Row row : predicted.collectAsList()) {
            Vector features = row.getAs("features");
            assertEquals(loaded.predict(features), row.<Double>getAs("prediction"));
        }
    }
}
