package lanewise.spark.internal.training;

import lanewise.Model;
import lanewise.Predictor;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Appends predictions to the rows of a partition, a batch of rows at a time, because the engine's
 * vector kernels predict many rows in the time of a few. A typed operation on rows, so that it
 * works on streams, too.
 */
public final class BatchPrediction implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** Number of rows per batch. */
    private static final int BATCH = 1024;

    /** Maximum number of features per batch: of very wide rows there are fewer in one. */
    private static final int BATCH_FEATURES = 1 << 20;

    private final SharedModel model;

    /** Number of columns before the new ones, and index of the features in the rows read. */
    private final int before;

    /** For each new column whether it has the outputs; the other one has the prediction. */
    private final boolean[] hasOutputs;

    /** Divisors of the probabilities; null for none. */
    private final double[] thresholds;

    private final boolean skip;

    /**
     * The columns of a prediction.
     *
     * @param features column of the features
     * @param outputs columns of the vector of outputs; empty names for none
     */
    public record Columns(String features, List<String> outputs) {}

    private BatchPrediction(
            SharedModel model,
            int before,
            boolean[] hasOutputs,
            double[] thresholds,
            boolean skip) {
        this.model = model;
        this.before = before;
        this.hasOutputs = hasOutputs;
        this.thresholds = thresholds;
        this.skip = skip;
    }

    /**
     * Appends the columns that a schema has after those of a dataset.
     *
     * @param thresholds thresholds of the classes, as Spark's; null for none
     * @param skip whether rows with invalid features are left out
     */
    public static Dataset<Row> append(
            Dataset<?> dataset,
            StructType schema,
            Columns columns,
            SharedModel model,
            double[] thresholds,
            boolean skip) {
        int before = dataset.schema().length();
        boolean[] hasOutputs = new boolean[schema.length() - before];
        for (int k = 0; k < hasOutputs.length; k++) {
            hasOutputs[k] = columns.outputs().contains(schema.apply(before + k).name());
        }
        BatchPrediction prediction =
                new BatchPrediction(model, before, hasOutputs, thresholds, skip);
        // The features again as the last column, since theirs may be a field of a structure.
        Dataset<Row> rows =
                dataset.toDF()
                        .select(
                                functions.col("*"),
                                functions.col(columns.features()).as("_lanewise_features"));
        return withMetadata(rows.mapPartitions(prediction, Encoders.row(schema)), schema);
    }

    /**
     * Gives columns their metadata, which typed operations lose: those of the input, such as a
     * watermark, and those of the predictions. By position, because names may occur twice.
     */
    private static Dataset<Row> withMetadata(Dataset<Row> rows, StructType schema) {
        String[] names = new String[schema.length()];
        Column[] columns = new Column[schema.length()];
        for (int k = 0; k < names.length; k++) {
            names[k] = "_" + k;
            StructField field = schema.apply(k);
            columns[k] = functions.col(names[k]).as(field.name(), field.metadata());
        }
        return rows.toDF(names).select(columns);
    }

    /** The outputs for one row. */
    public static double[] outputs(SharedModel model, Vector features) {
        Predictor predictor = model.saved().predictor();
        float[] row = new float[features.size()];
        float[] outputs = new float[model.saved().model().network().outputs()];
        RowFormat.copy(features, row, 0); // the predictor rejects numbers that are not finite
        predictor.predict(row, outputs);
        return toDoubles(outputs, 0, outputs.length);
    }

    public static double[] toDoubles(float[] from, int begin, int count) {
        double[] doubles = new double[count];
        for (int k = 0; k < count; k++) {
            doubles[k] = from[begin + k];
        }
        return doubles;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Batches(rows);
    }

    /** The rows of a partition with their predictions. */
    private final class Batches implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Predictor predictor;
        private final int inputs;

        /** Maximum number of rows of a batch. */
        private final int size;

        private final int outputs;
        private final float[] x;
        private final float[] y;
        private final List<Row> batch = new ArrayList<>();
        private int next;

        /** Number of rows of the partition read so far. */
        private long read;

        Batches(Iterator<Row> rows) {
            Model of = model.saved().model();
            this.rows = rows;
            predictor = of.predictor();
            inputs = of.network().inputs();
            outputs = of.network().outputs();
            size = Math.clamp(BATCH_FEATURES / Math.max(inputs, outputs), 1, BATCH);
            x = new float[size * inputs];
            y = new float[size * outputs];
        }

        @Override
        public boolean hasNext() {
            if (next == batch.size()) {
                predictBatch();
            }
            return next < batch.size();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no more rows");
            }
            int k = next++;
            return appended(batch.get(k), k);
        }

        private void predictBatch() {
            batch.clear();
            next = 0;
            while (batch.size() < size && rows.hasNext()) {
                Row row = rows.next();
                String problem = problem(row);
                if (problem == null) {
                    batch.add(row);
                } else if (!skip) {
                    throw new IllegalArgumentException(
                            "row "
                                    + read
                                    + " of partition "
                                    + TaskContext.getPartitionId()
                                    + " "
                                    + problem);
                }
                read++;
            }
            if (!batch.isEmpty()) {
                predictor.predict(x, batch.size(), y);
            }
        }

        /** Copies a row's features to the batch; why they are invalid, null if they are not. */
        private String problem(Row row) {
            if (row.isNullAt(before)) {
                return "has no features: expected a vector of " + inputs + " numbers";
            }
            Vector features = (Vector) row.get(before);
            if (features.size() != inputs) {
                return "has " + features.size() + " features: expected " + inputs;
            }
            int invalid = RowFormat.copy(features, x, batch.size() * inputs);
            return invalid < 0
                    ? null
                    : "has "
                            + features.apply(invalid)
                            + " for feature "
                            + invalid
                            + ": expected a finite number in the range of float; handleInvalid skip leaves such rows out";
        }

        private Row appended(Row row, int k) {
            Object[] values = new Object[before + hasOutputs.length];
            for (int column = 0; column < before; column++) {
                values[column] = row.get(column);
            }
            DenseVector vector = new DenseVector(toDoubles(y, k * outputs, outputs));
            for (int column = 0; column < hasOutputs.length; column++) {
                values[before + column] =
                        hasOutputs[column] ? vector : prediction(vector.values(), thresholds);
            }
            return RowFactory.create(values);
        }
    }

    /**
     * The number, or the class with the largest share of its threshold, the first if equal.
     *
     * @param thresholds a threshold for each class; null for none
     */
    public static double prediction(double[] outputs, double[] thresholds) {
        if (outputs.length == 1) {
            return outputs[0];
        }
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs.length; k++) {
            double share = outputs[k];
            if (thresholds != null) {
                // A class with threshold 0 wins as soon as it is possible, as in Spark.
                share =
                        thresholds[k] == 0 && share > 0
                                ? Double.POSITIVE_INFINITY
                                : share / thresholds[k];
            }
            if (share > largest) {
                largest = share;
                best = k;
            }
        }
        return best;
    }
}
