package lanewise.data;

import lanewise.internal.csv.NumberColumn;

/**
 * The numbers in double of those columns of a {@link FeatureMatrix} that float rounds. A matrix
 * whose numbers are all floats has {@link #NONE}, which takes no memory. Immutable.
 */
final class DoubleColumns {
    /** Stands for a column whose numbers are all floats. */
    static final double[] EXACT = {};

    static final DoubleColumns NONE = new DoubleColumns(new double[0][]);

    /** {@code columns[feature][sample]}; a column is {@link #EXACT} if float rounds none of it. */
    private final double[][] columns;

    private DoubleColumns(double[][] columns) {
        this.columns = columns;
    }

    /** Returns the numbers of a column as they are held here. */
    static double[] column(NumberColumn numbers, int rows) {
        return numbers.isExact() ? EXACT : numbers.toArray(rows);
    }

    /** Adopts the columns of a matrix. */
    static DoubleColumns of(double[][] columns) {
        for (double[] column : columns) {
            if (column.length > 0) {
                return new DoubleColumns(columns);
            }
        }
        return NONE;
    }

    /** Returns whether a column holds the numbers in double. */
    boolean has(int feature) {
        return columns.length > 0 && columns[feature].length > 0;
    }

    /** Returns a number of a column for which {@link #has} is true. */
    double get(int sample, int feature) {
        return columns[feature][sample];
    }

    /** Copies samples, in the given order. */
    DoubleColumns select(int... samples) {
        if (columns.length == 0) {
            return NONE;
        }
        double[][] selected = new double[columns.length][];
        for (int feature = 0; feature < columns.length; feature++) {
            selected[feature] = EXACT;
            if (has(feature)) {
                selected[feature] = new double[samples.length];
                for (int i = 0; i < samples.length; i++) {
                    selected[feature][i] = columns[feature][samples[i]];
                }
            }
        }
        return new DoubleColumns(selected);
    }
}
