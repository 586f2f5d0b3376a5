package lanewise.spark.figures;

import static org.apache.spark.sql.functions.col;

import lanewise.data.Csv;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The tables that are trained and predicted. */
final class Rows {
    /** Number of features of the made table. */
    static final int MADE_FEATURES = 50;

    /** The best accuracy that any classifier can have on new rows of the made table. */
    static final double MADE_BEST_ACCURACY = 0.95;

    private static final StructType SCHEMA =
            new StructType()
                    .add("id", DataTypes.LongType, false)
                    .add("features", new VectorUDT(), false)
                    .add("label", DataTypes.DoubleType, false);

    private static final long MADE_SEED = 0x5EED;

    private Rows() {}

    /** The engine's view of a file of {@code src-test-data}. */
    static lanewise.data.Dataset data(String file) {
        try {
            return Csv.read(ResultsFile.root().resolve("src-test-data").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rows of a data set, labels being the order of first appearance.
     *
     * @param scale factor of all features
     * @param copies number of times that all rows are repeated
     */
    static Dataset<Row> of(
            SparkSession spark, lanewise.data.Dataset data, float scale, int copies) {
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < data.rows(); k++) {
            double[] x = new double[data.features().features()];
            for (int feature = 0; feature < x.length; feature++) {
                x[feature] = data.features().get(k, feature) * scale;
            }
            rows.add(RowFactory.create((long) k, Vectors.dense(x), (double) data.label(k)));
        }
        Dataset<Row> once = spark.createDataFrame(rows, SCHEMA);
        return copies == 1
                ? once
                : once.crossJoin(spark.range(copies).withColumnRenamed("id", "copy"))
                        .select("id", "features", "label");
    }

    /** Puts rows into memory, a partition for each of two threads. */
    static Dataset<Row> cached(Dataset<Row> rows) {
        Dataset<Row> cached = rows.repartition(2).persist(StorageLevel.MEMORY_ONLY());
        cached.count();
        return cached;
    }

    /** Rows with even row numbers for {@code remainder} 0 of {@code divisor} 2, and so on. */
    static Dataset<Row> where(Dataset<Row> rows, int divisor, boolean zero) {
        return rows.where(
                zero ? col("id").mod(divisor).equalTo(0) : col("id").mod(divisor).notEqual(0));
    }

    /** Rows of the made table, which are the same for the same row numbers. */
    static Dataset<Row> made(SparkSession spark, long from, long to) {
        return spark.range(from, to).map((MapFunction<Long, Row>) Rows::made, Encoders.row(SCHEMA));
    }

    /**
     * A row whose features are independent and uniform with variance 1. Its label is whether one
     * direction's value plus the square of another's exceeds 1, and for one row of twenty the
     * opposite, at random: so no accuracy above 0.95 can be expected.
     */
    private static Row made(long id) {
        // Consecutive seeds could give consecutive parts of one sequence.
        long seed = new SplittableRandom(MADE_SEED ^ id).nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[MADE_FEATURES];
        double along = 0;
        double across = 0;
        for (int k = 0; k < x.length; k++) {
            x[k] = (random.nextDouble() - 0.5) * Math.sqrt(12);
            along += x[k];
            across += k % 2 == 0 ? x[k] : -x[k];
        }
        boolean label = along / Math.sqrt(x.length) + across * across / x.length > 1;
        boolean wrong = random.nextDouble() >= MADE_BEST_ACCURACY;
        return RowFactory.create(id, Vectors.dense(x), label != wrong ? 1.0 : 0.0);
    }

    /** A few rows of noise, for measurements of what does not depend on rows. */
    static Dataset<Row> noise(SparkSession spark, int rows, int features, int classes) {
        SplittableRandom random = new SplittableRandom(MADE_SEED);
        List<Row> list = new ArrayList<>();
        for (long k = 0; k < rows; k++) {
            double[] x = random.doubles(features).toArray();
            list.add(RowFactory.create(k, Vectors.dense(x), (double) (k % classes)));
        }
        return spark.createDataFrame(list, SCHEMA);
    }
}
