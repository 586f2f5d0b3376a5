package lanewise.ensemble;

import lanewise.Predictor;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.internal.plan.Outputs;

import java.util.List;
import java.util.Objects;

/**
 * Computes the mean outputs of an {@link Ensemble}, and their spread, into the caller's buffers.
 * Like {@link Predictor}: thread-safe, but meant for one thread at a time; the first call on
 * another thread than the last one allocates new working memory. That memory grows with the largest
 * call so far, up to 28 bytes for each output of a call; other calls allocate nothing.
 *
 * <pre>{@code
 * EnsemblePredictor predictor = ensemble.predictor();
 * float[] spread = new float[3];
 * predictor.predict(row, outputs, spread); // mean and standard deviation of each output
 * System.out.println(predictor.className(predictor.classify(row))); // prints setosa
 * }</pre>
 *
 * <p><b>Rows</b> are a {@code float[]} or {@code double[]} for one row, or several rows as a
 * row-major {@code float[]} or a {@link FeatureMatrix}; outputs and spread have the same form.
 *
 * <p><b>Outputs</b> are the means over the members, see {@link Ensemble}. {@code classify} gives
 * the index of the largest, the first if several are equal; for a single output, 1 if it exceeds ½,
 * else 0. <b>Spread</b> is the standard deviation over the members, see {@link Ensemble#spread}.
 *
 * <p><b>Arguments</b> are checked first: if one is rejected, the buffers are unchanged. If a
 * recurrent layer does not converge, arrays are unchanged, and an output matrix holds numbers of
 * some member.
 */
public final class EnsemblePredictor {
    private static final String NO_FEATURES = "features is null: expected rows to predict";
    private static final String NO_OUTPUTS = "outputs is null: expected a buffer for the outputs";
    private static final String NO_SPREAD = "spread is null: expected a buffer for the spread";

    /** The members' predictors: an array, as an iterator would allocate. */
    private final Predictor[] members;

    private final int outputs;

    /** The working memory of the thread of the last call; see {@link Predictor}. */
    private Memory memory;

    EnsemblePredictor(List<Predictor> members, int outputs) {
        this.members = members.toArray(new Predictor[0]);
        this.outputs = outputs;
        memory = new Memory(outputs, Thread.currentThread().threadId());
    }

    /** The working memory of one thread. */
    private static final class Memory {
        final long thread;
        final MemberStatistics statistics = new MemberStatistics();

        /** Outputs of a member for one row. */
        final float[] row;

        /** The same as doubles. */
        final double[] doubleRow;

        /** Outputs of a member, or of the ensemble, for several rows. */
        float[] rows = {};

        Memory(int outputs, long thread) {
            this.thread = thread;
            row = new float[outputs];
            doubleRow = new double[outputs];
        }
    }

    private Memory memory() {
        Memory last = memory;
        long thread = Thread.currentThread().threadId();
        if (last.thread == thread) {
            return last;
        }
        Memory own = new Memory(outputs, thread);
        memory = own;
        return own;
    }

    /**
     * Returns a predictor that takes unscaled features and scales them itself.
     *
     * @param scaling the scaling of the rows that the members were trained on; replaces an earlier
     *     one
     * @return a new predictor
     * @throws NullPointerException if {@code scaling} is null
     * @throws IllegalArgumentException if its number of features is not the number of inputs
     */
    public EnsemblePredictor withScaling(Scaling scaling) {
        Objects.requireNonNull(scaling, "scaling is null: expected that of the training rows");
        return new EnsemblePredictor(
                List.of(members).stream().map(member -> member.withScaling(scaling)).toList(),
                outputs);
    }

    /**
     * The name of a class.
     *
     * @param index the class, as {@code classify} returns it
     * @return its name in {@link Ensemble#classNames()}; the index in decimal if there are no names
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public String className(int index) {
        return members[0].className(index);
    }

    /**
     * Computes the mean outputs of one row.
     *
     * @param features one value per input
     * @param outputs receives one value per output
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN,
     *     infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(float[] features, float[] outputs) {
        requireRow("outputs", Objects.requireNonNull(outputs, NO_OUTPUTS).length);
        computed(features, false).mean(outputs);
    }

    /**
     * Computes the mean outputs of one row and their spread.
     *
     * @param features one value per input
     * @param outputs receives one value per output
     * @param spread receives the standard deviation of each output
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(float[], float[])}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(float[] features, float[] outputs, float[] spread) {
        requireRow("outputs", Objects.requireNonNull(outputs, NO_OUTPUTS).length);
        requireRow("spread", Objects.requireNonNull(spread, NO_SPREAD).length);
        MemberStatistics computed = computed(features, true);
        computed.mean(outputs);
        computed.spread(spread);
    }

    /**
     * Computes the mean outputs of one row of doubles.
     *
     * @param features one value per input; rounded to float, after scaling if there is any
     * @param outputs receives one value per output, which are floats
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN,
     *     infinite, or too large for a float after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(double[] features, double[] outputs) {
        requireRow("outputs", Objects.requireNonNull(outputs, NO_OUTPUTS).length);
        Memory own = memory();
        computed(features, false).mean(own.row);
        widen(own.row, outputs);
    }

    /**
     * Computes the mean outputs of one row of doubles and their spread.
     *
     * @param features one value per input; rounded to float, after scaling if there is any
     * @param outputs receives one value per output, which are floats
     * @param spread receives the standard deviation of each output, a float
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(double[], double[])}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(double[] features, double[] outputs, double[] spread) {
        requireRow("outputs", Objects.requireNonNull(outputs, NO_OUTPUTS).length);
        requireRow("spread", Objects.requireNonNull(spread, NO_SPREAD).length);
        Memory own = memory();
        MemberStatistics computed = computed(features, true);
        computed.mean(own.row);
        widen(own.row, outputs);
        computed.spread(own.row);
        widen(own.row, spread);
    }

    private static void widen(float[] from, double[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] = from[k];
        }
    }

    /**
     * Computes the mean outputs of several rows of a flat array.
     *
     * @param features at least rows × inputs values, row-major
     * @param rows number of rows, at least 0
     * @param outputs receives rows × outputs values, row-major; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code rows} is negative, an array is too short, or a
     *     feature is NaN, infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(float[] features, int rows, float[] outputs) {
        Objects.requireNonNull(features, NO_FEATURES);
        Objects.requireNonNull(outputs, NO_OUTPUTS);
        requireRows("outputs", outputs, rows);
        computed(features, rows, false).mean(outputs);
    }

    /**
     * Computes the mean outputs of several rows of a flat array and their spread.
     *
     * @param features at least rows × inputs values, row-major
     * @param rows number of rows, at least 0
     * @param outputs receives rows × outputs values, row-major; may be longer
     * @param spread receives the standard deviation of each output; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(float[], int, float[])}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(float[] features, int rows, float[] outputs, float[] spread) {
        Objects.requireNonNull(features, NO_FEATURES);
        Objects.requireNonNull(outputs, NO_OUTPUTS);
        Objects.requireNonNull(spread, NO_SPREAD);
        requireRows("outputs", outputs, rows);
        requireRows("spread", spread, rows);
        MemberStatistics computed = computed(features, rows, true);
        computed.mean(outputs);
        computed.spread(spread);
    }

    /**
     * Computes the mean outputs of many rows.
     *
     * @param features rows × inputs
     * @param outputs receives the outputs, rows × outputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a matrix has the wrong size, {@code outputs} belongs to a
     *     data set, or a predictor with scaling finds a feature that is NaN, infinite or too large
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(FeatureMatrix features, FeatureMatrix outputs) {
        computed(features, outputs, false).mean(outputs.array());
    }

    /**
     * Computes the mean outputs of many rows and their spread.
     *
     * @param features rows × inputs
     * @param outputs receives the outputs, rows × outputs
     * @param spread receives the standard deviation of each output, rows × outputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(FeatureMatrix, FeatureMatrix)}, or if
     *     {@code spread} is {@code outputs}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(FeatureMatrix features, FeatureMatrix outputs, FeatureMatrix spread) {
        Objects.requireNonNull(features, NO_FEATURES);
        Objects.requireNonNull(outputs, NO_OUTPUTS);
        requireSpread(features, outputs, Objects.requireNonNull(spread, NO_SPREAD));
        MemberStatistics computed = computed(features, outputs, true);
        computed.mean(outputs.array());
        computed.spread(spread.array());
    }

    /**
     * Predicts the class of one row.
     *
     * @param features one value per input
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs,
     *     or a feature is NaN, infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int classify(float[] features) {
        Memory own = memory();
        computed(features, false).mean(own.row);
        return Outputs.predictedClass(own.row, outputs, 1, 0);
    }

    /**
     * Predicts the class of one row of doubles.
     *
     * @param features one value per input; rounded to float, after scaling if there is any
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the number of inputs,
     *     or a feature is NaN, infinite, or too large for a float after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int classify(double[] features) {
        Memory own = memory();
        computed(features, false).mean(own.row);
        return Outputs.predictedClass(own.row, outputs, 1, 0);
    }

    /**
     * Predicts the classes of several rows of a flat array.
     *
     * @param features at least rows × inputs values, row-major
     * @param rows number of rows, at least 0
     * @param classes receives the class of each row; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(float[], int, float[])}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void classify(float[] features, int rows, int[] classes) {
        Objects.requireNonNull(features, NO_FEATURES);
        Objects.requireNonNull(classes, "classes is null: expected an element for each row");
        requireNotNegative(rows);
        requireLength("classes", classes.length, rows);
        Memory own = memory();
        computed(features, rows, false).mean(own.rows);
        for (int row = 0; row < rows; row++) {
            classes[row] = Outputs.predictedClass(own.rows, outputs, 1, row * outputs);
        }
    }

    private MemberStatistics computed(float[] features, boolean spread) {
        Memory own = memory();
        own.statistics.begin(outputs, spread);
        for (Predictor member : members) {
            member.predict(features, own.row);
            own.statistics.add(own.row);
        }
        return own.statistics;
    }

    private MemberStatistics computed(double[] features, boolean spread) {
        Memory own = memory();
        own.statistics.begin(outputs, spread);
        for (Predictor member : members) {
            member.predict(features, own.doubleRow);
            for (int k = 0; k < outputs; k++) {
                own.row[k] = (float) own.doubleRow[k]; // exact: it is a float
            }
            own.statistics.add(own.row);
        }
        return own.statistics;
    }

    private MemberStatistics computed(float[] features, int rows, boolean spread) {
        Memory own = memory();
        int count = requireCount(rows);
        if (own.rows.length < count) {
            own.rows = new float[count];
        }
        own.statistics.begin(count, spread);
        for (Predictor member : members) {
            member.predict(features, rows, own.rows);
            own.statistics.add(own.rows);
        }
        return own.statistics;
    }

    /** Computes whole arrays, padding included, in the memory of the output matrix. */
    private MemberStatistics computed(
            FeatureMatrix features, FeatureMatrix results, boolean spread) {
        MemberStatistics statistics = memory().statistics;
        for (int k = 0; k < members.length; k++) {
            members[k].predict(features, results); // the first rejects arguments
            if (k == 0) {
                statistics.begin(results.array().length, spread);
            }
            statistics.add(results.array());
        }
        return statistics;
    }

    private void requireRow(String name, int length) {
        if (length != outputs) {
            throw new IllegalArgumentException(
                    name
                            + " has length "
                            + length
                            + ": expected "
                            + outputs
                            + ", the number of outputs of the ensemble");
        }
    }

    private void requireRows(String name, float[] buffer, int rows) {
        requireNotNegative(rows);
        requireLength(name, buffer.length, (long) rows * outputs);
    }

    private static void requireNotNegative(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException(rows + " rows: expected at least 0");
        }
    }

    private static void requireLength(String name, int length, long expected) {
        if (length < expected) {
            throw new IllegalArgumentException(
                    name + " has length " + length + ": expected at least " + expected);
        }
    }

    private int requireCount(int rows) {
        long count = (long) rows * outputs;
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows
                            + " rows of "
                            + outputs
                            + " outputs exceed an array: expected fewer rows in a call");
        }
        return (int) count;
    }

    private void requireSpread(
            FeatureMatrix features, FeatureMatrix results, FeatureMatrix spread) {
        if (spread.samples() != features.samples() || spread.features() != outputs) {
            throw new IllegalArgumentException(
                    "spread is "
                            + spread.samples()
                            + " × "
                            + spread.features()
                            + ": expected rows × outputs, "
                            + features.samples()
                            + " × "
                            + outputs);
        }
        if (spread.isReadOnly()) {
            throw new IllegalArgumentException(
                    "spread belongs to a data set and is read-only: expected another matrix");
        }
        if (spread == results) {
            throw new IllegalArgumentException(
                    "spread and outputs are the same matrix: expected two");
        }
    }
}
