package lanewise.spark.internal.training;

import lanewise.spark.param.LanewiseParams;

import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a training, and what is valid in them. The rows of {@link #select} have features
 * and label, then weight, validation flag and row number if there are such columns.
 *
 * @param features number of features
 * @param classes number of classes; 0 if labels are numbers
 * @param weighted whether there is a column of weights
 * @param validated whether there is a column that marks validation rows
 * @param numbered whether there is a column of row numbers
 * @param skip whether invalid rows are left out
 */
public record RowFormat(
        int features,
        int classes,
        boolean weighted,
        boolean validated,
        boolean numbered,
        boolean skip)
        implements Serializable {
    /** Index of the weight, if there is one. */
    public static final int WEIGHT = 2;

    /** Fields of the structure that a vector is in Spark's rows. */
    private static final int TYPE = 0;

    private static final int SIZE = 1;
    private static final int INDICES = 2;
    private static final int VALUES = 3;

    /** The type of sparse vectors, which alone have size and indices. */
    private static final byte SPARSE = 0;

    public static RowFormat of(LanewiseParams params, TrainingSettings settings) {
        return new RowFormat(
                settings.features(),
                settings.classification() ? settings.outputs() : 0,
                !params.getWeightCol().isEmpty(),
                !params.getValidationIndicatorCol().isEmpty(),
                !params.getRowIdCol().isEmpty(),
                params.getHandleInvalid().equals("skip"));
    }

    /**
     * Throws an IllegalArgumentException if a column that the parameters name is missing or of
     * another type.
     */
    public static void requireColumns(LanewiseParams params, StructType schema) {
        requireColumn(schema, "weightCol", params.getWeightCol(), "numeric", NumericType.class);
        requireColumn(
                schema,
                "validationIndicatorCol",
                params.getValidationIndicatorCol(),
                "Boolean",
                BooleanType.class);
        requireColumn(schema, "rowIdCol", params.getRowIdCol(), "whole-number", IntegralType.class);
    }

    private static void requireColumn(
            StructType schema, String param, String column, String kind, Class<?> type) {
        if (column.isEmpty()) {
            return;
        }
        if (!List.of(schema.fieldNames()).contains(column)) {
            throw new IllegalArgumentException(
                    param
                            + " "
                            + column
                            + " is not a column: expected one of "
                            + String.join(", ", schema.fieldNames()));
        }
        StructField field = schema.apply(column);
        if (!type.isInstance(field.dataType())) {
            throw new IllegalArgumentException(
                    param
                            + " "
                            + column
                            + " has the type "
                            + field.dataType().catalogString()
                            + ": expected a "
                            + kind
                            + " column");
        }
    }

    /** The columns in the order that {@link #read} expects. */
    public static Dataset<Row> select(
            Dataset<?> dataset, LanewiseParams params, String features, String label) {
        return dataset.toDF().select(columns(params, features, label).toArray(Column[]::new));
    }

    /** The columns that {@link #read} expects, in a new list. Others may follow them. */
    public static List<Column> columns(LanewiseParams params, String features, String label) {
        List<Column> columns = new ArrayList<>();
        columns.add(functions.col(features));
        columns.add(functions.col(label).cast(DataTypes.DoubleType));
        if (!params.getWeightCol().isEmpty()) {
            columns.add(functions.col(params.getWeightCol()).cast(DataTypes.DoubleType));
        }
        if (!params.getValidationIndicatorCol().isEmpty()) {
            columns.add(functions.col(params.getValidationIndicatorCol()));
        }
        if (!params.getRowIdCol().isEmpty()) {
            columns.add(functions.col(params.getRowIdCol()).cast(DataTypes.LongType));
        }
        return columns;
    }

    /**
     * Adds a row to a table.
     *
     * @return the reason why the row is invalid; null if it is valid and was added
     */
    public String read(Row row, RowTable.Builder table) {
        int field = WEIGHT;
        double weight = 1;
        if (weighted) {
            weight = row.isNullAt(field) ? Double.NaN : row.getDouble(field);
            field++;
        }
        boolean validation = false;
        if (validated) {
            if (row.isNullAt(field)) {
                return "has no validation indicator: expected true or false";
            }
            validation = row.getBoolean(field++);
        }
        long number = 0;
        if (numbered) {
            if (row.isNullAt(field)) {
                return "has no row number: expected a whole number";
            }
            number = row.getLong(field);
        }
        if (row.isNullAt(0)) {
            return "has no features: expected a vector of " + features + " numbers";
        }
        double label = row.isNullAt(1) ? Double.NaN : row.getDouble(1);
        String problem = problem(label, weight);
        return problem != null
                ? problem
                : table.add((Vector) row.get(0), (float) label, (float) weight, validation, number);
    }

    private String problem(double label, double weight) {
        if (!Float.isFinite((float) label)) {
            return "has "
                    + (Double.isNaN(label) ? "no label" : "the label " + label)
                    + ": expected a finite number in the range of float; handleInvalid skip leaves"
                    + " such rows out";
        }
        if (!Float.isFinite((float) weight)) {
            return "has "
                    + (Double.isNaN(weight) ? "no weight" : "the weight " + weight)
                    + ": expected a finite number of at least 0; handleInvalid skip leaves such"
                    + " rows out";
        }
        return null;
    }

    /**
     * The reason why a row must not be skipped but ends the training; null if there is none: its
     * label is no class, its weight is negative, or it has another number of features.
     */
    public String error(Row row) {
        if (!row.isNullAt(0) && ((Vector) row.get(0)).size() != features) {
            return "has "
                    + ((Vector) row.get(0)).size()
                    + " features: expected "
                    + features
                    + ", the first of layers";
        }
        if (classes > 0 && !row.isNullAt(1)) {
            double label = row.getDouble(1);
            if (Double.isFinite(label)
                    && (label != Math.rint(label) || label < 0 || label >= classes)) {
                return "has the label "
                        + label
                        + ": expected a whole number from 0 to "
                        + (classes - 1)
                        + ", as layers ends with "
                        + classes
                        + "; StringIndexer makes them from names";
            }
        }
        if (weighted && !row.isNullAt(WEIGHT) && row.getDouble(WEIGHT) < 0) {
            return "has the weight " + row.getDouble(WEIGHT) + ": expected at least 0";
        }
        return null;
    }

    /**
     * Copies a vector as floats.
     *
     * @param to receives the numbers from index {@code from}
     * @return the index of the first number that is not finite; -1 if all are
     */
    public static int copy(Vector vector, float[] to, int from) {
        int size = vector.size();
        switch (vector) {
            case DenseVector dense -> {
                double[] values = dense.values();
                for (int k = 0; k < size; k++) {
                    to[from + k] = (float) values[k];
                }
            }
            case SparseVector sparse -> {
                Arrays.fill(to, from, from + size, 0f);
                int[] indices = sparse.indices();
                double[] values = sparse.values();
                for (int k = 0; k < indices.length; k++) {
                    to[from + indices[k]] = (float) values[k];
                }
            }
            default -> throw new AssertionError("a third class of vectors");
        }
        return notFinite(to, from, size);
    }

    /** The number of features of a vector as Spark's structure. */
    static int size(InternalRow vector) {
        return vector.getByte(TYPE) == SPARSE
                ? vector.getInt(SIZE)
                : vector.getArray(VALUES).numElements();
    }

    /** As the other, of a vector as Spark's structure with {@code size} features. */
    static int copy(InternalRow vector, float[] to, int from, int size) {
        ArrayData values = vector.getArray(VALUES);
        int count = values.numElements();
        // The largest of the magnitudes' bits: all are finite if it is below infinity's.
        int largest = 0;
        if (vector.getByte(TYPE) == SPARSE) {
            Arrays.fill(to, from, from + size, 0f);
            ArrayData indices = vector.getArray(INDICES);
            for (int k = 0; k < count; k++) {
                float value = (float) values.getDouble(k);
                to[from + indices.getInt(k)] = value;
                largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
            }
        } else {
            for (int k = 0; k < count; k++) {
                float value = (float) values.getDouble(k);
                to[from + k] = value;
                largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
            }
        }
        return largest < Float.floatToRawIntBits(Float.POSITIVE_INFINITY)
                ? -1
                : notFinite(to, from, size);
    }

    private static int notFinite(float[] numbers, int from, int size) {
        for (int k = 0; k < size; k++) {
            if (!Float.isFinite(numbers[from + k])) {
                return k;
            }
        }
        return -1;
    }
}
