package lanewise.spark;

import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tables of real rows for tests. */
public final class Tables {
    /** Row number, features and label. */
    static final StructType SCHEMA =
            new StructType()
                    .add("id", DataTypes.LongType, false)
                    .add("features", new VectorUDT(), false)
                    .add("label", DataTypes.DoubleType, false);

    private static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");

    private Tables() {}

    /** The engine's view of the iris table. */
    static lanewise.data.Dataset irisData() {
        try {
            return lanewise.data.Csv.read(file("iris.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The iris table, 150 rows with labels 0 to 2, in any number of partitions. */
    static Dataset<Row> iris(SparkSession spark, int partitions) {
        lanewise.data.Dataset data = irisData();
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < data.rows(); k++) {
            double[] x = new double[data.features().features()];
            for (int feature = 0; feature < x.length; feature++) {
                x[feature] = data.features().get(k, feature);
            }
            double label = SPECIES.indexOf(data.classNames().get(data.label(k)));
            rows.add(RowFactory.create((long) k, Vectors.dense(x), label));
        }
        return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

    static Path file(String name) {
        Path file = Path.of(System.getProperty("lanewise.testData"), name);
        if (!Files.exists(file)) {
            throw new IllegalStateException("no test data " + file);
        }
        return file;
    }
}
