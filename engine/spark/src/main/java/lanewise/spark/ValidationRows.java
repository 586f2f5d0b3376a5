package lanewise.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.RowTable;
import lanewise.split.Fold;
import lanewise.split.Splitter;

import org.apache.spark.sql.Row;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * All rows of a validation in compact arrays, with the fold of each. Sent to each executor once;
 * its tasks share one data set of the engine.
 */
final class ValidationRows implements Serializable {
    private static final long serialVersionUID = 1;

    /** Bytes per row beside the features: labels and weights twice, keys and flags. */
    private static final int ROW_BYTES = 37;

    /** In the order of {@link RowTable#ordered}. */
    private final RowTable table;

    private final double[] labels;
    private final double[] weights;

    /** For each row the fold that tests it; the number of folds for one that is never tested. */
    private final int[] folds;

    /** Created when first used. */
    private transient Dataset data;

    private ValidationRows(RowTable table, double[] labels, double[] weights, int... folds) {
        this.table = table;
        this.labels = labels;
        this.weights = weights;
        this.folds = folds;
    }

    /**
     * The rows of a partition.
     *
     * @param table the rows; with a problem if there is one
     * @param labels their labels, which the evaluation needs in double precision
     * @param weights their weights
     * @param keys two numbers for each row, such as its fold, or an order
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
    record Part(RowTable table, double[] labels, double[] weights, long[] keys)
            implements Serializable {
        /** A row's label and weight, and its keys: what a table does not have. */
        private record Extra(double label, double weight, long first, long second) {}

        /**
         * Reads rows of {@link RowFormat#columns}, followed by two columns of keys.
         *
         * @param limit maximum number of bytes; a partition with more is a problem
         */
        static Part read(Iterator<Row> rows, RowFormat format, int partition, long limit) {
            RowTable.Builder builder = new RowTable.Builder(format);
            List<Extra> extras = new ArrayList<>();
            for (long index = 0; rows.hasNext(); index++) {
                Row row = rows.next();
                String error = format.error(row);
                String invalid = error == null ? format.read(row, builder) : error;
                if (invalid == null) {
                    extras.add(extra(row, format));
                    if (bytes(format.features(), extras.size()) > limit) {
                        return failed(format, tooLarge(limit));
                    }
                } else if (error != null || !format.skip()) {
                    String place = "row " + index + " of partition " + partition + " ";
                    return failed(format, place + invalid);
                }
            }
            return of(builder.build(null), extras);
        }

        private static Part failed(RowFormat format, String problem) {
            return of(new RowTable.Builder(format).build(problem), List.of());
        }

        private static Extra extra(Row row, RowFormat format) {
            int size = row.size();
            return new Extra(
                    row.getDouble(1),
                    format.weighted() ? row.getDouble(RowFormat.WEIGHT) : 1,
                    row.getLong(size - 2),
                    row.getLong(size - 1));
        }

        private static Part of(RowTable table, List<Extra> extras) {
            Part part =
                    new Part(
                            table,
                            new double[extras.size()],
                            new double[extras.size()],
                            new long[2 * extras.size()]);
            for (int k = 0; k < extras.size(); k++) {
                Extra extra = extras.get(k);
                part.labels[k] = extra.label;
                part.weights[k] = extra.weight;
                part.keys[2 * k] = extra.first;
                part.keys[2 * k + 1] = extra.second;
            }
            return part;
        }
    }

    static long bytes(int features, long rows) {
        return rows * (4L * features + ROW_BYTES);
    }

    /** The message for rows that need more than a limit in bytes. */
    static String tooLarge(long limit) {
        return "the rows of the validation take more than the "
                + limit
                + " bytes that each executor may get: use Spark's own validator, which leaves them"
                + " where they are, or fewer rows; with earlier stages in a Pipeline that are"
                + " fitted, each fold has rows of its own";
    }

    /**
     * Assigns rows to folds.
     *
     * @param keys two numbers for each row, by which rows are ordered
     * @return for each row the fold that tests it; the number of folds if none does
     * @throws IllegalArgumentException if there are too few rows for the splitter
     */
    static int[] assign(long[] keys, Splitter splitter) {
        int rows = keys.length / 2;
        Integer[] order = new Integer[rows];
        Arrays.setAll(order, row -> row);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingLong(row -> keys[2 * row])
                        .thenComparingLong(row -> keys[2 * row + 1]));
        // Splitters need only the number of rows.
        List<Fold> folds =
                splitter.split(Dataset.of(new FeatureMatrix(rows, 1), new FeatureMatrix(rows, 1)));
        int[] foldOfRow = new int[rows];
        Arrays.fill(foldOfRow, folds.size());
        for (int fold = 0; fold < folds.size(); fold++) {
            for (int row : folds.get(fold).testRows()) {
                foldOfRow[order[row]] = fold;
            }
        }
        return foldOfRow;
    }

    /** The keys of all rows of some partitions. */
    static long[] keys(List<Part> parts) {
        return parts.stream().flatMapToLong(part -> Arrays.stream(part.keys)).toArray();
    }

    /**
     * Puts the rows of all partitions together, in an order that does not depend on these.
     *
     * @param folds the fold of each row
     * @throws IllegalArgumentException if a row is invalid, or the rows need too much memory
     */
    static ValidationRows of(int features, List<Part> parts, long limit, int... folds) {
        RowTable all = RowTable.concat(features, parts.stream().map(Part::table).toList());
        require(all.problem() == null, all.problem());
        require(bytes(features, all.rows()) <= limit, tooLarge(limit));
        double[] labels =
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.labels)).toArray();
        double[] weights =
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.weights)).toArray();
        Integer[] order = new Integer[all.rows()];
        Arrays.setAll(order, row -> row);
        Comparator<Integer> byContent = all::compare;
        Arrays.sort(
                order,
                byContent
                        .thenComparingDouble(row -> labels[row])
                        .thenComparingDouble(row -> weights[row])
                        .thenComparingInt(row -> folds[row]));
        int[] rows = Arrays.stream(order).mapToInt(row -> row).toArray();
        return new ValidationRows(
                all.select(rows),
                Arrays.stream(rows).mapToDouble(row -> labels[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray(),
                Arrays.stream(rows).map(row -> folds[row]).toArray());
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Checks that each fold has rows to train on and to test.
     *
     * @param first the first fold to check
     * @param count number of folds to check
     * @throws IllegalArgumentException if a fold lacks rows
     */
    void requireRows(int first, int count) {
        for (int fold = first; fold < first + count; fold++) {
            require(
                    trainRows(fold, false).length > 0,
                    "fold "
                            + fold
                            + " has no rows to train on: expected some in other folds that are not"
                            + " for validation");
            require(
                    testRows(fold).length > 0,
                    "fold " + fold + " has no rows: expected some to test");
        }
    }

    long bytes() {
        return bytes(table.features(), table.rows());
    }

    int features() {
        return table.features();
    }

    /** The rows that a fold trains, or stops early by. */
    int[] trainRows(int fold, boolean validation) {
        return rows(row -> folds[row] != fold && table.validation()[row] == validation);
    }

    int[] testRows(int fold) {
        return rows(row -> folds[row] == fold);
    }

    private interface Choice {
        boolean has(int row);
    }

    private int[] rows(Choice choice) {
        int[] rows = new int[table.rows()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (choice.has(row)) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** The weights of all rows for the training; null if all are 1. */
    float[] trainingWeights() {
        for (float weight : table.weights()) {
            if (weight != 1) {
                return table.weights();
            }
        }
        return null;
    }

    double label(int row) {
        return labels[row];
    }

    double weight(int row) {
        return weights[row];
    }

    /** Copies a row's features. */
    void copy(int row, float[] to, int from) {
        System.arraycopy(
                table.x(), row * table.features(), to, from * table.features(), table.features());
    }

    /**
     * All rows as a data set of the engine, one for all tasks of a JVM.
     *
     * @param classNames a name for each class, the same in all calls; empty for numbers
     */
    synchronized Dataset data(List<String> classNames) {
        if (data == null) {
            data = table.data(classNames);
        }
        return data;
    }
}
