package lanewise.spark.internal.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.spark.SparkTest;
import lanewise.spark.internal.training.BatchPrediction;

import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Metrics have the values of Spark's evaluators on the same predictions. */
class ScoringTest extends SparkTest {
    private static final int ROWS = 400;

    private static final StructType SCHEMA =
            new StructType()
                    .add("label", DataTypes.DoubleType)
                    .add("weight", DataTypes.DoubleType)
                    .add("prediction", DataTypes.DoubleType)
                    .add("probability", new VectorUDT());

    /** Predictions for random rows of some classes; of 1, for numbers. */
    private static Scoring.Predicted predicted(int outputs, boolean weighted) {
        Random random = new Random(31 + outputs);
        double[] labels = new double[ROWS];
        double[] weights = new double[ROWS];
        double[] predictions = new double[ROWS];
        float[] probabilities = new float[ROWS * outputs];
        for (int row = 0; row < ROWS; row++) {
            weights[row] = weighted ? random.nextInt(4) * 0.7 : 1;
            if (outputs == 1) {
                labels[row] = 3 + random.nextGaussian();
                probabilities[row] = (float) (labels[row] + random.nextGaussian() / 3);
                predictions[row] = probabilities[row];
                continue;
            }
            labels[row] = random.nextInt(outputs);
            double[] shares = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                shares[k] = random.nextInt(20) + (k == labels[row] ? 6 : 0);
            }
            double sum = Math.max(1, Arrays.stream(shares).sum());
            for (int k = 0; k < outputs; k++) {
                probabilities[row * outputs + k] = (float) (shares[k] / sum);
            }
            predictions[row] =
                    BatchPrediction.prediction(
                            BatchPrediction.toDoubles(probabilities, row * outputs, outputs), null);
        }
        return new Scoring.Predicted(labels, weights, predictions, probabilities);
    }

    private static Dataset<Row> table(Scoring.Predicted of, int partitions) {
        int outputs = of.outputs().length / of.rows();
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < of.rows(); row++) {
            rows.add(
                    RowFactory.create(
                            of.labels()[row],
                            of.weights()[row],
                            of.predictions()[row],
                            Vectors.dense(
                                    BatchPrediction.toDoubles(
                                            of.outputs(), row * outputs, outputs))));
        }
        return spark.createDataFrame(rows, SCHEMA).coalesce(partitions).cache();
    }

    private static void assertSame(
            Evaluator evaluator, Dataset<Row> table, Scoring.Predicted predicted) {
        double expected = evaluator.evaluate(table);
        Scoring scoring = Scoring.of(evaluator);
        assertEquals(
                expected,
                scoring.score(predicted),
                1e-12 * Math.max(1, Math.abs(expected)),
                scoring::metric);
    }

    @Test
    void hasSparksMetricsOfClasses() {
        for (boolean weighted : new boolean[] {false, true}) {
            Scoring.Predicted predicted = predicted(4, weighted);
            Dataset<Row> table = table(predicted, 1);
            for (String metric :
                    List.of(
                            "f1",
                            "accuracy",
                            "weightedPrecision",
                            "weightedRecall",
                            "weightedTruePositiveRate",
                            "weightedFalsePositiveRate",
                            "weightedFMeasure",
                            "truePositiveRateByLabel",
                            "falsePositiveRateByLabel",
                            "precisionByLabel",
                            "recallByLabel",
                            "fMeasureByLabel",
                            "hammingLoss",
                            "logLoss")) {
                MulticlassClassificationEvaluator evaluator =
                        new MulticlassClassificationEvaluator()
                                .setMetricName(metric)
                                .setMetricLabel(2)
                                .setBeta(1.7)
                                .setEps(0.01);
                assertSame(
                        weighted ? evaluator.setWeightCol("weight") : evaluator, table, predicted);
            }
        }
    }

    @Test
    void hasSparksMetricsOfNumbers() {
        for (boolean weighted : new boolean[] {false, true}) {
            Scoring.Predicted predicted = predicted(1, weighted);
            Dataset<Row> table = table(predicted, 1);
            for (String metric : List.of("rmse", "mse", "mae", "r2", "var")) {
                for (boolean origin : new boolean[] {false, true}) {
                    RegressionEvaluator evaluator =
                            new RegressionEvaluator()
                                    .setMetricName(metric)
                                    .setThroughOrigin(origin);
                    assertSame(
                            weighted ? evaluator.setWeightCol("weight") : evaluator,
                            table,
                            predicted);
                }
            }
        }
    }

    @Test
    void hasSparksAreasUnderCurves() {
        for (boolean weighted : new boolean[] {false, true}) {
            Scoring.Predicted predicted = predicted(2, weighted);
            Dataset<Row> table = table(predicted, 1);
            for (String metric : List.of("areaUnderROC", "areaUnderPR")) {
                for (int bins : new int[] {0, 3, 30, 1000}) {
                    BinaryClassificationEvaluator evaluator =
                            new BinaryClassificationEvaluator()
                                    .setRawPredictionCol("probability")
                                    .setMetricName(metric)
                                    .setNumBins(bins);
                    assertSame(
                            weighted ? evaluator.setWeightCol("weight") : evaluator,
                            table,
                            predicted);
                }
            }
        }
    }

    @Test
    void rejectsTheMetricOfAClassWithoutRows() {
        MulticlassClassificationEvaluator evaluator =
                new MulticlassClassificationEvaluator()
                        .setMetricName("recallByLabel")
                        .setMetricLabel(9);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Scoring.of(evaluator).score(predicted(4, false)));
        assertTrue(e.getMessage().startsWith("the evaluator's metricLabel 9.0"), e.getMessage());
    }

    @Test
    void knowsNoOtherEvaluators() {
        assertNull(Scoring.of(new ClusteringEvaluator()));
    }
}
