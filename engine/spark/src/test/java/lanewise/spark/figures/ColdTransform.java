package lanewise.spark.figures;

import lanewise.spark.LanewiseClassificationModel;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first {@code transform} of 200 rows in a JVM, after the rows have been read once. Prints the
 * time of the first call and the median of twenty later ones, in ms.
 */
final class ColdTransform {
    /** What the line of the result begins with. */
    static final String RESULT = "cold-transform ";

    private static final int ROWS = 200;
    private static final int LATER = 20;

    private ColdTransform() {}

    /**
     * Measures.
     *
     * @param args {@code mlpc} or {@code lanewise}, and the directory of the model
     */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkFigures.session()) {
            Dataset<Row> digits = Rows.of(spark, Rows.data("digits.csv.gz"), 1 / 16f, 1);
            Dataset<Row> rows = Rows.cached(digits.limit(ROWS));
            TransformFigures.write(rows);
            Model<?> model =
                    args[0].equals("mlpc")
                            ? MultilayerPerceptronClassificationModel.load(args[1])
                            : LanewiseClassificationModel.load(args[1]);
            double first = Meter.seconds(() -> TransformFigures.write(model.transform(rows)));
            List<Double> later = new ArrayList<>();
            for (int k = 0; k < LATER; k++) {
                later.add(Meter.seconds(() -> TransformFigures.write(model.transform(rows))));
            }
            double median = new Figure("later", "s", later).median();
            System.out.printf(Locale.ROOT, RESULT + "%.3f %.3f%n", first * 1e3, median * 1e3);
        }
    }
}
