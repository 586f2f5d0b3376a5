package lanewise.spark.internal.training;

import lanewise.Model;
import lanewise.Predictor;

import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

import scala.collection.AbstractIterator;
import scala.collection.Iterator;

import java.util.NoSuchElementException;

/**
 * The rows of a partition with their predictions. As usual for Spark's internal rows, each is valid
 * until the next.
 */
final class PredictedRows extends AbstractIterator<Object> {
    /** Number of rows per batch. */
    private static final int BATCH = 1024;

    /** Maximum number of features per batch: of very wide rows there are fewer in one. */
    private static final int BATCH_FEATURES = 1 << 20;

    private static final VectorUDT VECTOR = new VectorUDT();

    /** Fields of the structure of a vector. */
    private static final int FIELDS = 4;

    private static final int VALUES = 3;

    private final Iterator<Object> rows;
    private final BatchPrediction task;
    private final Predictor predictor;
    private final int inputs;
    private final int outputs;
    private final float[] x;
    private final float[] y;

    /** Copies of the rows of a batch, of which the first {@link #filled} are in use. */
    private final InternalRow[] batch;

    private int filled;
    private int next;

    /** Number of rows of the partition read so far. */
    private long read;

    /** The outputs of a row, and where their column has them. */
    private final double[] out;

    private final UnsafeArrayData outColumn;

    private final GenericInternalRow added;
    private final JoinedRow joined;

    PredictedRows(Iterator<Object> rows, BatchPrediction task) {
        this.rows = rows;
        this.task = task;
        Model of = task.model().saved().model();
        predictor = of.predictor();
        inputs = of.network().inputs();
        outputs = of.network().outputs();
        int size = Math.clamp(BATCH_FEATURES / Math.max(inputs, outputs), 1, BATCH);
        x = new float[size * inputs];
        y = new float[size * outputs];
        batch = new InternalRow[size];
        out = new double[outputs];
        UnsafeRow vector =
                UnsafeProjection.create(VECTOR.sqlType())
                        .apply(VECTOR.serialize(new DenseVector(out)))
                        .copy();
        outColumn = vector.getArray(VALUES);
        boolean[] hasOutputs = task.hasOutputs();
        added = new GenericInternalRow(hasOutputs.length);
        for (int column = 0; column < hasOutputs.length; column++) {
            if (hasOutputs[column]) {
                added.update(column, vector);
            }
        }
        joined = new JoinedRow(null, added);
    }

    @Override
    public boolean hasNext() {
        if (next == filled) {
            predictBatch();
        }
        return next < filled;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        int k = next++;
        for (int output = 0; output < outputs; output++) {
            double value = y[k * outputs + output];
            out[output] = value;
            outColumn.setDouble(output, value);
        }
        boolean[] hasOutputs = task.hasOutputs();
        for (int column = 0; column < hasOutputs.length; column++) {
            if (!hasOutputs[column]) {
                added.update(column, BatchPrediction.prediction(out, task.thresholds()));
            }
        }
        return joined.withLeft(batch[k]);
    }

    private void predictBatch() {
        filled = 0;
        next = 0;
        while (filled < batch.length && rows.hasNext()) {
            InternalRow row = (InternalRow) rows.next();
            String problem = problem(row);
            if (problem == null) {
                keep(row);
            } else if (!task.skip()) {
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
        if (filled > 0) {
            predictor.predict(x, filled, y);
        }
    }

    /** Copies a row, which Spark reuses for the next, into memory of the batch before. */
    private void keep(InternalRow row) {
        if (row instanceof UnsafeRow from && batch[filled] instanceof UnsafeRow to) {
            to.copyFrom(from);
        } else {
            batch[filled] = row.copy();
        }
        filled++;
    }

    /** Copies a row's features to the batch; why they are invalid, null if they are not. */
    private String problem(InternalRow row) {
        if (row.isNullAt(task.features())) {
            return "has no features: expected a vector of " + inputs + " numbers";
        }
        InternalRow vector = row.getStruct(task.features(), FIELDS);
        int size = RowFormat.size(vector);
        if (size != inputs) {
            return "has " + size + " features: expected " + inputs;
        }
        int invalid = RowFormat.copy(vector, x, filled * inputs, inputs);
        return invalid < 0
                ? null
                : "has "
                        + VECTOR.deserialize(vector).apply(invalid)
                        + " for feature "
                        + invalid
                        + ": expected a finite number in the range of float; handleInvalid skip leaves such rows out";
    }
}
