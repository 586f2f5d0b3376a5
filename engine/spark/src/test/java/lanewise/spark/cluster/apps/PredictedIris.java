package lanewise.spark.cluster.apps;

import lanewise.spark.LanewiseClassificationModel;
import lanewise.spark.LanewiseClassifier;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Trains a model in one task, predicts all rows in several, and prints a line for each row: its
 * number, the predicted class and the bits of the probabilities.
 *
 * <p>Arguments: the file {@code iris.csv}, the number of partitions.
 */
public final class PredictedIris {
    private PredictedIris() {}

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Dataset<Row> rows =
                    IrisTable.read(spark, Path.of(args[0]), Integer.parseInt(args[1]));
            LanewiseClassificationModel model =
                    new LanewiseClassifier()
                            .setLayers(4, 8, 3)
                            .setMaxIter(10)
                            .setSeed(7)
                            .setRowIdCol("id")
                            .fit(rows);
            model.transform(rows).toJavaRDD().map(PredictedIris::line).collect().forEach(System.out::println);
        }
    }

    private static String line(Row row) {
        Vector probability = row.getAs("probability");
        return line(row.getLong(0), row.<Double>getAs("prediction"), probability.toArray());
    }

    /** The line of a row. */
    public static String line(long row, double predicted, double... probabilities) {
        StringBuilder line = new StringBuilder(row + " " + predicted);
        for (double probability : probabilities) {
            line.append(' ').append(Float.floatToIntBits((float) probability));
        }
        return line.toString();
    }
}
