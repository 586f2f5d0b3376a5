package lanewise.spark.internal.training;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Rows of a training in compact arrays, which Spark sends as they are. Immutable once built.
 *
 * @param features number of features
 * @param x the features, row by row
 * @param labels a label for each row
 * @param weights a weight for each row
 * @param validation whether a row is for validation
 * @param keys numbers that order the rows: the row numbers, or hashes of the rows' contents
 * @param problem why a row is invalid; null if none is
 */
@DefaultSerializer(JavaSerializer.class) // Kryo cannot read records
public record RowTable(
        int features,
        float[] x,
        float[] labels,
        float[] weights,
        boolean[] validation,
        long[] keys,
        String problem)
        implements Serializable {

    /** Maximum number of features of all rows, because arrays are no longer. */
    private static final long MOST_NUMBERS = Integer.MAX_VALUE - 8;

    /** Number of rows. */
    public int rows() {
        return labels.length;
    }

    /** Reads the rows of a partition; with a problem if one of them is invalid. */
    public static RowTable read(Iterator<Row> rows, RowFormat format, int partition) {
        Builder builder = new Builder(format);
        long index = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            String problem = format.error(row);
            String invalid = problem == null ? format.read(row, builder) : null;
            if (problem == null && !format.skip()) {
                problem = invalid;
            }
            if (problem != null) {
                return new Builder(format)
                        .build("row " + index + " of partition " + partition + " " + problem);
            }
            index++;
        }
        return builder.build(null);
    }

    /** All rows of several tables in their order; with the first problem if they have one. */
    public static RowTable concat(int features, List<RowTable> tables) {
        long rows = 0;
        String problem = null;
        for (RowTable table : tables) {
            rows += table.rows();
            problem = problem == null ? table.problem : problem;
        }
        if (rows * features > MOST_NUMBERS) {
            return allocate(
                    features,
                    0,
                    rows
                            + " rows of "
                            + features
                            + " features are too many for one task: expected at most "
                            + MOST_NUMBERS / features
                            + " rows; numShards divides them");
        }
        RowTable all = allocate(features, (int) rows, problem);
        int to = 0;
        for (RowTable table : tables) {
            int n = table.rows();
            System.arraycopy(table.x, 0, all.x, to * features, n * features);
            System.arraycopy(table.labels, 0, all.labels, to, n);
            System.arraycopy(table.weights, 0, all.weights, to, n);
            System.arraycopy(table.validation, 0, all.validation, to, n);
            System.arraycopy(table.keys, 0, all.keys, to, n);
            to += n;
        }
        return all;
    }

    private static RowTable allocate(int features, int rows, String problem) {
        return new RowTable(
                features,
                new float[Math.multiplyExact(rows, features)],
                new float[rows],
                new float[rows],
                new boolean[rows],
                new long[rows],
                problem);
    }

    /** The same rows by ascending keys; rows with equal keys by their contents. */
    public RowTable ordered() {
        Integer[] order = new Integer[rows()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, this::compare);
        return select(Arrays.stream(order).mapToInt(row -> row).toArray());
    }

    /**
     * Compares two rows of this table by key, then by contents. Rows that compare as equal have the
     * same bits.
     */
    public int compare(int a, int b) {
        return compare(this, a, this, b);
    }

    /** Compares two rows of any tables. */
    public static int compare(RowTable one, int a, RowTable other, int b) {
        int sign = Long.compare(one.keys[a], other.keys[b]);
        if (sign == 0) {
            int fromA = a * one.features;
            int fromB = b * other.features;
            sign =
                    Arrays.compare(
                            one.x,
                            fromA,
                            fromA + one.features,
                            other.x,
                            fromB,
                            fromB + other.features);
        }
        sign = sign != 0 ? sign : Float.compare(one.labels[a], other.labels[b]);
        sign = sign != 0 ? sign : Float.compare(one.weights[a], other.weights[b]);
        return sign != 0 ? sign : Boolean.compare(one.validation[a], other.validation[b]);
    }

    /**
     * A hash of a row's contents, its key aside, by the mixing function of SplitMix64 (Steele, Lea
     * and Flood, "Fast splittable pseudorandom number generators", 2014).
     */
    public long hash(int row) {
        long hash = validation[row] ? 1 : 0;
        for (int k = row * features; k < (row + 1) * features; k++) {
            hash = mix(hash ^ Float.floatToIntBits(x[k]));
        }
        hash = mix(hash ^ Float.floatToIntBits(labels[row]));
        return mix(hash ^ Float.floatToIntBits(weights[row]));
    }

    /** A number that changes with any row, but not with their order or division into tables. */
    public long checksum() {
        long sum = 0;
        for (int row = 0; row < rows(); row++) {
            sum += mix(hash(row) ^ keys[row]);
        }
        return sum;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Some rows in a given order. */
    public RowTable select(int... chosen) {
        RowTable some = allocate(features, chosen.length, problem);
        for (int k = 0; k < chosen.length; k++) {
            int row = chosen[k];
            System.arraycopy(x, row * features, some.x, k * features, features);
            some.labels[k] = labels[row];
            some.weights[k] = weights[row];
            some.validation[k] = validation[row];
            some.keys[k] = keys[row];
        }
        return some;
    }

    /** The rows that are for validation, or those that are not, in their order. */
    public RowTable part(boolean forValidation) {
        int[] chosen = new int[rows()];
        int count = 0;
        for (int row = 0; row < rows(); row++) {
            if (validation[row] == forValidation) {
                chosen[count++] = row;
            }
        }
        return count == rows() ? this : select(Arrays.copyOf(chosen, count));
    }

    /**
     * The rows as a data set of the engine.
     *
     * @param classNames a name for each class; empty if labels are numbers
     */
    public Dataset data(List<String> classNames) {
        FeatureMatrix matrix = new FeatureMatrix(rows(), features);
        float[] columns = matrix.array();
        for (int row = 0; row < rows(); row++) {
            for (int feature = 0; feature < features; feature++) {
                columns[feature * matrix.stride() + row] = x[row * features + feature];
            }
        }
        if (classNames.isEmpty()) {
            FeatureMatrix targets = new FeatureMatrix(rows(), 1);
            for (int row = 0; row < rows(); row++) {
                targets.set(row, 0, labels[row]);
            }
            return Dataset.of(matrix, targets);
        }
        List<String> names = new ArrayList<>(rows());
        for (float label : labels) {
            names.add(classNames.get((int) label));
        }
        return Dataset.labelled(matrix, names).withClassNames(classNames);
    }

    /** Collects the rows of a partition. */
    public static final class Builder {
        /** Maximum number of features of the first rows that are allocated. */
        private static final int FIRST_NUMBERS = 1 << 14;

        private final RowFormat format;
        private float[] x = {};
        private float[] labels = {};
        private float[] weights = {};
        private boolean[] validation = {};
        private long[] keys = {};
        private int rows;

        public Builder(RowFormat format) {
            this.format = format;
        }

        /** Adds a row, or returns why its features are invalid. */
        public String add(
                Vector vector, float label, float weight, boolean forValidation, long number) {
            if (rows == labels.length) {
                grow();
            }
            int from = rows * format.features();
            int invalid = RowFormat.copy(vector, x, from);
            if (invalid >= 0) {
                return "has "
                        + vector.apply(invalid)
                        + " for feature "
                        + invalid
                        + ": expected a finite number in the range of float; handleInvalid skip leaves such rows out";
            }
            labels[rows] = label;
            weights[rows] = weight;
            validation[rows] = forValidation;
            keys[rows] = number;
            rows++;
            return null;
        }

        private void grow() {
            // Nothing before the first row: empty partitions are normal, and rows may be wide.
            int first = Math.max(1, FIRST_NUMBERS / format.features());
            int more = rows == 0 ? first : Math.multiplyExact(rows, 2);
            x = Arrays.copyOf(x, Math.multiplyExact(more, format.features()));
            labels = Arrays.copyOf(labels, more);
            weights = Arrays.copyOf(weights, more);
            validation = Arrays.copyOf(validation, more);
            keys = Arrays.copyOf(keys, more);
        }

        /** The rows added so far. */
        public RowTable build(String problem) {
            RowTable table =
                    new RowTable(
                            format.features(),
                            Arrays.copyOf(x, rows * format.features()),
                            Arrays.copyOf(labels, rows),
                            Arrays.copyOf(weights, rows),
                            Arrays.copyOf(validation, rows),
                            Arrays.copyOf(keys, rows),
                            problem);
            for (int row = 0; row < rows && !format.numbered(); row++) {
                table.keys[row] = table.hash(row);
            }
            return table;
        }
    }
}
