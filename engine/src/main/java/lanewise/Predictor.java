package lanewise;

import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.plan.Outputs;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.PredictionKernels;
import lanewise.recurrent.Sweep;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Computes a model's outputs into the caller's buffers. Thread-safe, but meant for one thread at a
 * time: the first call on another thread than the last one allocates new working memory, so threads
 * that share a predictor allocate in many of their calls. Give each thread its own predictor; the
 * {@link Model} can be shared. Working memory grows with the largest call so far, up to {@value
 * #BLOCK} rows and {@value #MOST_HELD} outputs; other calls allocate nothing. On the vector kernels
 * all predictors of a model share a second copy of its parameters, in the order that the kernels
 * read and with the units of each layer padded to a multiple of 16.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * float[] outputs = new float[model.network().outputs()];
 * predictor.predict(row, outputs);
 * System.out.println(predictor.className(predictor.classify(row))); // prints setosa
 *
 * float[] two = {5.1f, 3.5f, 1.4f, 0.2f, 6.3f, 3.3f, 6.0f, 2.5f};
 * int[] classes = new int[2];
 * predictor.classify(two, 2, classes);
 * System.out.println(predictor.className(classes[1])); // prints virginica
 * }</pre>
 *
 * <p><b>Rows</b> are a {@code float[]} or {@code double[]} for one row, or several rows as {@code
 * float[][]}, a row-major {@code float[]}, {@code FloatBuffer} or {@code MemorySegment}, or a
 * {@link FeatureMatrix}. Outputs have the same form as the features. Doubles are rounded to float,
 * by a predictor with scaling after they are scaled. Buffers of several rows may be longer than
 * needed; the rest is left alone. Features and outputs must not share memory.
 *
 * <p><b>Outputs</b> are those of the last layer: with softmax a probability for each class, with
 * sum 1; with sigmoid an independent probability for each class, or, if there is one output, the
 * probability p of class 1, so that class 0 has 1 − p; with any other activation the predicted
 * numbers. {@code classify} gives the index of the largest output, the first if several are equal;
 * for a network with one output, 1 if it exceeds ½, else 0. {@link #className} names it.
 *
 * <p><b>Arguments</b> are checked first: if one is rejected, the outputs are unchanged. Features
 * must be finite, except those of a {@code FeatureMatrix} without scaling. If a recurrent layer
 * does not converge, the outputs hold those of the blocks of rows before, see {@link
 * lanewise.recurrent.ConvergenceException}.
 *
 * <p>A row's outputs have the same bits on every tier, whether it is predicted alone or with
 * others, and whatever kind of buffer it is in; only sign and payload of a NaN may differ.
 */
public final class Predictor {
    /** Maximum number of rows at a time. */
    private static final int BLOCK = PredictionPass.BLOCK;

    /** Maximum number of outputs that are held back until all rows of a call are computed. */
    private static final int MOST_HELD = 1 << 14;

    /** Maximum number of features or outputs of a block. */
    private static final int MOST_NUMBERS = 1 << 24;

    /** Forward, backward and gradient cost about the same. */
    static final double PASSES_PER_ITERATION = 3;

    private final NetworkPlan plan;
    private final float[] parameters;

    /** Selects the kernels of {@link Tier#AUTO}; shared by the model's predictors. */
    private final PredictionKernels kernels;

    private final Tier tier;

    /** The vector kernels of {@link Tier#VECTOR}; null otherwise. */
    private final VectorNetwork requested;

    private final List<String> classNames;
    private final RowReader reader;

    /** Maximum number of rows at a time: {@link #BLOCK}, or fewer if rows are very long. */
    private final int blockRows;

    /**
     * The working memory of the thread of the last call. Only that thread uses it, so calls that
     * overlap share nothing. A data race on this field is harmless: a thread that reads a stale or
     * foreign value allocates its own.
     */
    private Memory memory;

    Predictor(
            NetworkPlan plan,
            float[] parameters,
            List<String> classNames,
            PredictionKernels kernels,
            Tier tier) {
        this(plan, parameters, classNames, new RowReader(plan), kernels, tier);
    }

    private Predictor(
            NetworkPlan plan,
            float[] parameters,
            List<String> classNames,
            RowReader reader,
            PredictionKernels kernels,
            Tier tier) {
        if (tier == Tier.SPECIALISED) {
            throw new IllegalStateException(
                    "Tier.SPECIALISED cannot predict, only train: use Tier.VECTOR or Tier.AUTO");
        }
        this.plan = plan;
        this.parameters = parameters;
        this.classNames = classNames;
        this.reader = reader;
        this.kernels = kernels;
        this.tier = tier;
        requested = tier == Tier.VECTOR ? kernels.vector() : null;
        blockRows = Math.clamp(MOST_NUMBERS / Math.max(plan.inputs(), plan.outputs()), 1, BLOCK);
        memory = new Memory(plan, parameters, Thread.currentThread().threadId());
    }

    /**
     * Returns a predictor that takes unscaled features and scales them itself, to the same bits as
     * {@link Scaling#apply(double[])} or {@link Scaling#apply(float[])} before the call would.
     *
     * @param scaling the scaling of the rows that the model was trained on; replaces an earlier one
     * @return a new predictor, with working memory of its own
     * @throws NullPointerException if {@code scaling} is null
     * @throws IllegalArgumentException if its number of features is not the network's number of
     *     inputs
     */
    public Predictor withScaling(Scaling scaling) {
        Objects.requireNonNull(scaling, "scaling is null: expected that of the training rows");
        RowReader scaled = new RowReader(plan, scaling);
        return new Predictor(plan, parameters, classNames, scaled, kernels, tier);
    }

    /**
     * The name of a class.
     *
     * @param index the class, as {@code classify} returns it
     * @return its name in {@link Model#classNames()}; the index in decimal if the model has none
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public String className(int index) {
        int classes = plan.outputs() == 1 ? 2 : plan.outputs();
        Objects.checkIndex(index, classes);
        return classNames.isEmpty() ? Integer.toString(index) : classNames.get(index);
    }

    /**
     * Computes the outputs of one row.
     *
     * @param features one value per input
     * @param outputs receives one value per output
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN,
     *     infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge;
     *     {@code outputs} is unchanged
     */
    public void predict(float[] features, float[] outputs) {
        Objects.requireNonNull(outputs, "outputs is null: expected a buffer for the outputs");
        RowWriter.requireRow("outputs", outputs.length, plan.outputs());
        System.arraycopy(computed(features).outputs, 0, outputs, 0, outputs.length);
    }

    /**
     * Computes the outputs of one row of doubles.
     *
     * @param features one value per input; rounded to float, after scaling if there is any
     * @param outputs receives one value per output, which are floats
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN,
     *     infinite, or too large for a float after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge;
     *     {@code outputs} is unchanged
     */
    public void predict(double[] features, double[] outputs) {
        Objects.requireNonNull(outputs, "outputs is null: expected a buffer for the outputs");
        RowWriter.requireRow("outputs", outputs.length, plan.outputs());
        float[] computed = computed(features).outputs;
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = computed[k];
        }
    }

    /**
     * Computes the outputs of several rows.
     *
     * @param features an array per row, of one value per input
     * @param outputs at least as many arrays; receives one value per output
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN,
     *     infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(float[][] features, float[][] outputs) {
        predictRows(features, rows(features), outputs);
    }

    /**
     * Computes the outputs of several rows of a flat array.
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
        predictRows(features, rows, outputs);
    }

    /**
     * Computes the outputs of several rows of a buffer. Both buffers, direct or not and of any byte
     * order, are used from their positions, which do not change.
     *
     * @param features at least rows × inputs remaining values, row-major
     * @param rows number of rows, at least 0
     * @param outputs receives rows × outputs values, row-major; more may remain
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code rows} is negative, a buffer is too short, {@code
     *     outputs} is read-only, or a feature is NaN, infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(FloatBuffer features, int rows, FloatBuffer outputs) {
        predictRows(features, rows, outputs);
    }

    /**
     * Computes the outputs of several rows in memory on or off the heap: floats in the machine's
     * byte order, at any alignment.
     *
     * @param features at least rows × inputs floats, row-major
     * @param rows number of rows, at least 0
     * @param outputs receives rows × outputs floats, row-major; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if {@code rows} is negative, a segment is too short, {@code
     *     outputs} is read-only, or a feature is NaN, infinite, or too large after scaling
     * @throws IllegalStateException if the memory of a segment has been released
     * @throws WrongThreadException if a segment belongs to another thread
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void predict(MemorySegment features, int rows, MemorySegment outputs) {
        predictRows(features, rows, outputs);
    }

    /**
     * Predicts the class of one row.
     *
     * @param features one value per input
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs,
     *     or a feature is NaN, infinite, or too large after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int classify(float[] features) {
        return Outputs.predictedClass(computed(features).outputs, plan.outputs(), 1, 0);
    }

    /**
     * Predicts the class of one row of doubles.
     *
     * @param features one value per input; rounded to float, after scaling if there is any
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs,
     *     or a feature is NaN, infinite, or too large for a float after scaling
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int classify(double[] features) {
        return Outputs.predictedClass(computed(features).outputs, plan.outputs(), 1, 0);
    }

    /**
     * Predicts the classes of several rows.
     *
     * @param features an array per row, of one value per input
     * @param classes receives the class of each row; may be longer
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException as for {@link #predict(float[][], float[][])}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void classify(float[][] features, int[] classes) {
        classifyRows(features, rows(features), classes);
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
        classifyRows(features, rows, classes);
    }

    /**
     * Predicts the classes of several rows of a buffer, used from its position, which does not
     * change.
     *
     * @param features at least rows × inputs remaining values, row-major
     * @param rows number of rows, at least 0
     * @param classes receives the class of each row; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(FloatBuffer, int, FloatBuffer)}
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void classify(FloatBuffer features, int rows, int[] classes) {
        classifyRows(features, rows, classes);
    }

    /**
     * Predicts the classes of several rows in memory on or off the heap: floats in the machine's
     * byte order, at any alignment.
     *
     * @param features at least rows × inputs floats, row-major
     * @param rows number of rows, at least 0
     * @param classes receives the class of each row; may be longer
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #predict(MemorySegment, int, MemorySegment)}
     * @throws IllegalStateException if the memory of the segment has been released
     * @throws WrongThreadException if the segment belongs to another thread
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public void classify(MemorySegment features, int rows, int[] classes) {
        classifyRows(features, rows, classes);
    }

    private static int rows(float[][] features) {
        return Objects.requireNonNull(features, "features is null: expected rows to predict")
                .length;
    }

    private Memory computed(float[] features) {
        Objects.requireNonNull(features, "features is null: expected a value per input");
        Memory own = memory();
        if (!reader.scales() && features.length == plan.inputs() && areFinite(features, 0, 1)) {
            compute(own, features, 0, 1, 0, 0);
        } else {
            reader.read(features, own.features);
            compute(own, own.features, 0, 1, 0, 0);
        }
        return own;
    }

    private Memory computed(double[] features) {
        Objects.requireNonNull(features, "features is null: expected a value per input");
        Memory own = memory();
        reader.read(features, own.features);
        compute(own, own.features, 0, 1, 0, 0);
        return own;
    }

    private void classifyRows(Object features, int rows, int[] classes) {
        Objects.requireNonNull(classes, "classes is null: expected an element for each row");
        predictRows(features, rows, classes);
    }

    /**
     * Computes rows block by block.
     *
     * @param features the rows, as {@link RowReader} takes them
     * @param results the outputs or classes, as {@link RowWriter} takes them
     */
    private void predictRows(Object features, int rows, Object results) {
        Objects.requireNonNull(features, "features is null: expected rows to predict");
        Objects.requireNonNull(results, "outputs is null: expected a buffer for the outputs");
        if (rows < 0) {
            throw new IllegalArgumentException(rows + " rows: expected at least 0");
        }
        reader.require(features, rows);
        RowWriter.require(results, rows, plan.outputs());
        Memory own = memory();
        int outputs = plan.outputs();
        // If a row does not converge, the caller gets the blocks before it.
        boolean held = (long) rows * outputs <= MOST_HELD && !plan.recurrent();
        int block = Math.min(blockRows, rows);
        own.prepareRows(plan, block, held ? rows : block);
        if (!held) {
            for (int from = blockRows; from < rows; from += blockRows) { // rejects bad rows first
                int n = Math.min(blockRows, rows - from);
                if (!isReady(features, from, n)) {
                    reader.read(select(n), features, from, n, own.features);
                }
            }
        }
        for (int from = 0; from < rows; from += blockRows) {
            int n = Math.min(blockRows, rows - from);
            int to = held ? from * outputs : 0;
            if (isReady(features, from, n)) {
                compute(own, (float[]) features, from * plan.inputs(), n, from, to);
            } else {
                reader.read(select(n), features, from, n, own.features);
                compute(own, own.features, 0, n, from, to);
            }
            if (!held) {
                RowWriter.write(own.outputs, outputs, results, from, n);
            }
        }
        if (held) {
            RowWriter.write(own.outputs, outputs, results, 0, rows);
        }
    }

    /** Whether rows can be used where they are. */
    private boolean isReady(Object features, int from, int rows) {
        return features instanceof float[] array
                && !reader.scales()
                && areFinite(array, from, rows);
    }

    private boolean areFinite(float[] features, int from, int rows) {
        int inputs = plan.inputs();
        return PredictionPass.areFinite(select(rows), features, from * inputs, rows * inputs);
    }

    /**
     * Computes a block of rows.
     *
     * @param own receives the outputs in {@code own.outputs}
     * @param x holds the rows, finite and scaled (rows × inputs)
     * @param offset index of the first feature of the first row
     * @param rows number of rows, 1 to {@link #BLOCK}
     * @param first index of the first row in the call, for messages
     * @param to index of the first output of the first row
     */
    private void compute(Memory own, float[] x, int offset, int rows, int first, int to) {
        own.pass.rows(select(rows), x, offset, rows, own.outputs, to, first);
        if (tier == Tier.AUTO && kernels.count(rows)) {
            kernels.warmUp(rows, Arrays.copyOfRange(x, offset, offset + plan.inputs()));
        }
    }

    /** The vector kernels for a number of rows; null for the scalar kernels. */
    private VectorNetwork select(int rows) {
        return tier == Tier.AUTO ? kernels.select(rows) : requested;
    }

    /** The calling thread's working memory. */
    private Memory memory() {
        Memory last = memory;
        long thread = Thread.currentThread().threadId();
        if (last.thread == thread) {
            return last;
        }
        Memory own = new Memory(plan, parameters, thread);
        memory = own;
        return own;
    }

    /** The working memory of one thread. */
    private static final class Memory {
        /** The identifier of the thread: a reference would keep a dead thread in memory. */
        final long thread;

        final PredictionPass pass;

        /** Rows to predict: finite and scaled (rows of a block × inputs). */
        float[] features;

        /** Outputs (rows × outputs). */
        float[] outputs;

        Memory(NetworkPlan plan, float[] parameters, long thread) {
            this.thread = thread;
            pass = new PredictionPass(plan, parameters, KernelProvider.scalar());
            features = new float[plan.inputs()];
            outputs = new float[plan.outputs()];
        }

        /** Allocates the buffers of rows. */
        void prepareRows(NetworkPlan plan, int rows, int results) {
            if (features.length < rows * plan.inputs()) {
                features = new float[rows * plan.inputs()];
            }
            if (outputs.length < results * plan.outputs()) {
                outputs = new float[results * plan.outputs()];
            }
        }
    }

    /**
     * Computes the outputs of many rows.
     *
     * @param features rows × inputs
     * @param outputs receives the outputs, rows × outputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a matrix has the wrong size, {@code outputs} belongs to a
     *     data set, or a predictor with scaling finds a feature that is NaN, infinite or too large
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge for a
     *     row; {@code outputs} then holds the outputs of the blocks of rows before it
     */
    public void predict(FeatureMatrix features, FeatureMatrix outputs) {
        Objects.requireNonNull(features, "features is null: expected rows to predict");
        Objects.requireNonNull(outputs, "outputs is null: expected a buffer for the outputs");
        plan.requireInputs(features.features());
        if (outputs.samples() != features.samples() || outputs.features() != plan.outputs()) {
            throw new IllegalArgumentException(
                    "outputs is "
                            + outputs.samples()
                            + " × "
                            + outputs.features()
                            + ": expected rows × outputs, "
                            + features.samples()
                            + " × "
                            + plan.outputs());
        }
        if (outputs.isReadOnly()) {
            throw new IllegalArgumentException(
                    "outputs belongs to a data set and is read-only: expected another matrix");
        }
        if (reader.scales()) {
            predictScaled(features, outputs);
            return;
        }
        PredictionPass pass = memory().pass;
        for (int from = 0; from < features.samples(); from += BLOCK) {
            int n = Math.min(BLOCK, features.samples() - from);
            pass.columns(
                    select(n),
                    features.array(),
                    from,
                    features.stride(),
                    n,
                    outputs.array(),
                    from,
                    outputs.stride(),
                    from);
            if (tier == Tier.AUTO && kernels.count(n)) {
                kernels.warmUp(n, features.row(from));
            }
        }
    }

    private void predictScaled(FeatureMatrix features, FeatureMatrix outputs) {
        Memory own = memory();
        int samples = features.samples();
        own.prepareRows(plan, Math.min(blockRows, samples), Math.min(blockRows, samples));
        for (int from = blockRows; from < samples; from += blockRows) { // rejects bad rows first
            reader.read(features, from, Math.min(blockRows, samples - from), own.features);
        }
        for (int from = 0; from < samples; from += blockRows) {
            int rows = Math.min(blockRows, samples - from);
            reader.read(features, from, rows, own.features);
            compute(own, own.features, 0, rows, from, 0);
            for (int k = 0; k < rows * plan.outputs(); k++) {
                int at = k % plan.outputs() * outputs.stride() + from + k / plan.outputs();
                outputs.array()[at] = own.outputs[k];
            }
        }
    }

    /** The sweeps of a recurrent layer, merged over all blocks. */
    List<Sweep> sweeps(int layer, FeatureMatrix features) {
        List<Sweep> all = new ArrayList<>();
        PredictionPass pass = memory().pass;
        float[] outputs = new float[BLOCK * plan.outputs()];
        for (int from = 0; from < features.samples(); from += BLOCK) {
            int n = Math.min(BLOCK, features.samples() - from);
            List<Sweep> sweeps = new ArrayList<>();
            pass.trace(layer, sweeps);
            float[] x = features.array();
            pass.columns(null, x, from, features.stride(), n, outputs, 0, BLOCK, from);
            for (int k = 0; k < sweeps.size(); k++) {
                if (k == all.size()) {
                    all.add(sweeps.get(k));
                } else {
                    all.set(k, merged(all.get(k), sweeps.get(k)));
                }
            }
        }
        return all;
    }

    private static Sweep merged(Sweep a, Sweep b) {
        return new Sweep(a.rows() + b.rows(), Math.max(a.residual(), b.residual()));
    }

    /** The name of the kernels for a number of rows. */
    String kernels(int rows) {
        VectorNetwork vector = select(rows);
        return vector == null ? KernelProvider.scalar().name() : vector.name();
    }
}
