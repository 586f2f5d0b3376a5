package lanewise.spark.internal.training;

import lanewise.Predictor;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

import java.io.Serializable;
import java.util.List;

/**
 * Appends predictions to the rows of a partition, a batch of rows at a time, because the engine's
 * vector kernels predict many rows in the time of a few. An operation on Spark's binary rows, so
 * that no column becomes objects, and one of a logical plan, so that it works on streams, too.
 */
public final class BatchPrediction
        implements Function1<Iterator<Object>, Iterator<Object>>, Serializable {
    private static final long serialVersionUID = 1;

    /** The column of whole rows in the plan. */
    private static final String ROW = "_lanewise";

    private final SharedModel model;

    /** Number of columns of the rows read, after which the new ones come. */
    private final int before;

    /** Index of the features in the rows read. */
    private final int features;

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
            int features,
            boolean[] hasOutputs,
            double[] thresholds,
            boolean skip) {
        this.model = model;
        this.before = before;
        this.features = features;
        this.hasOutputs = hasOutputs;
        this.thresholds = thresholds;
        this.skip = skip;
    }

    SharedModel model() {
        return model;
    }

    int before() {
        return before;
    }

    int features() {
        return features;
    }

    boolean[] hasOutputs() {
        return hasOutputs;
    }

    double[] thresholds() {
        return thresholds;
    }

    boolean skip() {
        return skip;
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
        int given = dataset.schema().length();
        boolean[] hasOutputs = new boolean[schema.length() - given];
        for (int k = 0; k < hasOutputs.length; k++) {
            hasOutputs[k] = columns.outputs().contains(schema.apply(given + k).name());
        }
        var rows = (org.apache.spark.sql.classic.Dataset<Row>) dataset.toDF();
        int features = indexOf(rows, columns.features());
        if (features < 0) {
            features = given;
            rows =
                    rows.select(
                            functions.col("*"),
                            functions.col(columns.features()).as("_lanewise_features"));
        }
        StructType read = rows.schema();
        int before = read.length();
        BatchPrediction prediction =
                new BatchPrediction(model, before, features, hasOutputs, thresholds, skip);
        StructType predicted = new StructType();
        for (int k = 0; k < before + hasOutputs.length; k++) {
            StructField field = k < before ? read.apply(k) : schema.apply(given + k - before);
            predicted = predicted.add(name(k), field.dataType(), field.nullable());
        }
        LogicalPlan plan =
                new MapPartitions(
                        prediction,
                        attribute(predicted),
                        asObjects(inOneColumn(rows).logicalPlan()));
        Column[] selected = new Column[schema.length()];
        for (int k = 0; k < selected.length; k++) {
            // By position, because names may occur twice. With their metadata, such as a
            // watermark, which fields of structures do not hand on.
            StructField field = schema.apply(k);
            selected[k] =
                    functions
                            .col(ROW)
                            .getField(name(k < given ? k : before + k - given))
                            .as(field.name(), field.metadata());
        }
        return org.apache.spark.sql.classic.Dataset.ofRows(rows.sparkSession(), plan)
                .select(selected);
    }

    private static String name(int column) {
        return "_" + column;
    }

    /** The index of a column; -1 if the name is that of a field of a structure. */
    private static int indexOf(org.apache.spark.sql.classic.Dataset<Row> rows, String column) {
        NamedExpression found = rows.resolve(column);
        Seq<Attribute> output = rows.logicalPlan().output();
        for (int k = 0; k < output.length(); k++) {
            if (output.apply(k).exprId().equals(found.exprId())) {
                return k;
            }
        }
        return -1;
    }

    /**
     * The structures of a column as objects. An operation on the column itself would get them by
     * Spark's generic accessor, which looks up a setting for each row.
     */
    private static LogicalPlan asObjects(LogicalPlan rows) {
        DataType type = new ObjectType(InternalRow.class);
        Expression row =
                new StaticInvoke(
                        BatchPrediction.class,
                        type,
                        "same",
                        CollectionConverters.<Expression>asScala(List.of(rows.output().head()))
                                .toSeq(),
                        StaticInvoke.$lessinit$greater$default$5(),
                        false,
                        false,
                        true,
                        StaticInvoke.$lessinit$greater$default$9());
        return new DeserializeToObject(row, attribute(type), rows);
    }

    /** Returns its argument, which is not copied. Called by the code that Spark generates. */
    public static InternalRow same(InternalRow row) {
        return row;
    }

    /** A new attribute of the plan for whole rows. */
    private static Attribute attribute(DataType type) {
        return DataTypeUtils.toAttribute(new StructField(ROW, type, false, Metadata.empty()));
    }

    /** The rows as a column of structures. */
    private static org.apache.spark.sql.classic.Dataset<Row> inOneColumn(
            org.apache.spark.sql.classic.Dataset<Row> rows) {
        String[] names = new String[rows.schema().length()];
        Column[] columns = new Column[names.length];
        for (int k = 0; k < names.length; k++) {
            names[k] = name(k);
            columns[k] = functions.col(names[k]);
        }
        return rows.toDF(names).select(functions.struct(columns).as(ROW));
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
    public Iterator<Object> apply(Iterator<Object> rows) {
        return new PredictedRows(rows, this);
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
