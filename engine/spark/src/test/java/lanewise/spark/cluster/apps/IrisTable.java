package lanewise.spark.cluster.apps;

import lanewise.data.Csv;
import lanewise.data.Dataset;

import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The iris table as a Spark dataset with the columns id, features and label. */
final class IrisTable {
    private static final StructType SCHEMA =
            new StructType()
                    .add("id", DataTypes.LongType, false)
                    .add("features", new VectorUDT(), false)
                    .add("label", DataTypes.DoubleType, false);

    private IrisTable() {}

    static org.apache.spark.sql.Dataset<Row> read(SparkSession spark, Path iris, int partitions)
            throws IOException {
        Dataset data = Csv.read(iris, "species");
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            double[] x = new double[data.features().features()];
            for (int feature = 0; feature < x.length; feature++) {
                x[feature] = data.features().get(row, feature);
            }
            rows.add(RowFactory.create((long) row, Vectors.dense(x), (double) data.label(row)));
        }
        return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    }
}
