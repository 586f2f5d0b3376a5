package lanewise;

import lanewise.data.FeatureMatrix;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.plan.Outputs;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.PredictionKernels;
import lanewise.recurrent.Sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Computes a model's outputs into the caller's buffers. Thread-safe, but meant for one thread at a
 * time: the first call on another thread than the last one allocates new working memory, so threads
 * that share a predictor allocate in many of their calls. Give each thread its own predictor; the
 * {@link Model} can be shared. Working memory grows with the number of rows of the largest call so
 * far, up to 96 rows; other calls allocate nothing. On the vector kernels all predictors of a model
 * share a second copy of its parameters, in the order that the kernels read.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * float[] outputs = new float[model.network().outputs()];
 * predictor.predict(row, outputs);
 * }</pre>
 *
 * <p>A row's outputs have the same bits on every tier, whether it is predicted alone or with
 * others.
 */
public final class Predictor {
    /** Forward, backward and gradient cost about the same. */
    static final double PASSES_PER_ITERATION = 3;

    private final NetworkPlan plan;
    private final float[] parameters;

    /** Selects the kernels of {@link Tier#AUTO}; shared by the model's predictors. */
    private final PredictionKernels kernels;

    private final boolean auto;

    /** The vector kernels of {@link Tier#VECTOR}; null otherwise. */
    private final VectorNetwork requested;

    /**
     * The working memory of the thread of the last call. Only that thread uses it, so calls that
     * overlap share nothing. A data race on this field is harmless: a thread that reads a stale or
     * foreign value allocates its own.
     */
    private Memory memory;

    Predictor(NetworkPlan plan, float[] parameters, PredictionKernels kernels, Tier tier) {
        if (tier == Tier.SPECIALISED) {
            throw new IllegalStateException(
                    "Tier.SPECIALISED cannot predict, only train: use Tier.VECTOR or Tier.AUTO");
        }
        this.plan = plan;
        this.parameters = parameters;
        this.kernels = kernels;
        auto = tier == Tier.AUTO;
        requested = tier == Tier.VECTOR ? kernels.vector() : null;
        memory = new Memory(plan, parameters, Thread.currentThread().threadId());
    }

    /**
     * Computes the outputs of one row.
     *
     * @param features one value per input
     * @param outputs receives one value per output
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has the wrong length, or a feature is NaN or
     *     infinite; {@code outputs} is unchanged
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge;
     *     {@code outputs} is unchanged
     */
    public void predict(float[] features, float[] outputs) {
        Objects.requireNonNull(outputs, "outputs is null: expected a buffer for the outputs");
        if (outputs.length != plan.outputs()) {
            throw new IllegalArgumentException(
                    "outputs has length "
                            + outputs.length
                            + ": expected "
                            + plan.outputs()
                            + ", the number of outputs of the network "
                            + plan);
        }
        forward(features, outputs);
    }

    /**
     * Predicts the class of one row: the index of the largest output, the first if several are
     * equal; for a network with one output, 1 if it exceeds ½, else 0.
     *
     * @param features one value per input
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if the number of features differs from the network's inputs,
     *     or a feature is NaN or infinite
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public int classify(float[] features) {
        float[] outputs = memory().outputs;
        forward(features, outputs);
        return Outputs.predictedClass(outputs, plan.outputs(), 1, 0);
    }

    private void forward(float[] features, float[] outputs) {
        Objects.requireNonNull(features, "features is null: expected a value per input");
        plan.requireInputs(features.length);
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new IllegalArgumentException(
                        "feature " + i + " is " + features[i] + ": expected a finite number");
            }
        }
        memory().pass.rows(select(1), features, 1, outputs, 0);
        if (auto && kernels.count(1)) {
            kernels.warmUp(1, features.clone());
        }
    }

    /** The vector kernels for a number of rows; null for the scalar kernels. */
    private VectorNetwork select(int rows) {
        return auto ? kernels.select(rows) : requested;
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

        /** Outputs of one row. */
        final float[] outputs;

        Memory(NetworkPlan plan, float[] parameters, long thread) {
            this.thread = thread;
            pass = new PredictionPass(plan, parameters, KernelProvider.scalar());
            outputs = new float[plan.outputs()];
        }
    }

    /**
     * Computes the outputs of many rows.
     *
     * @param features rows × inputs
     * @param outputs receives the outputs, rows × outputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a matrix has the wrong size, or {@code outputs} belongs
     *     to a data set
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
        PredictionPass pass = memory().pass;
        int n;
        for (int from = 0; from < features.samples(); from += n) {
            n = Math.min(PredictionPass.BLOCK, features.samples() - from);
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
            if (auto && kernels.count(n)) {
                kernels.warmUp(n, features.row(from));
            }
        }
    }

    /** The sweeps of a recurrent layer, merged over all blocks. */
    List<Sweep> sweeps(int layer, FeatureMatrix features) {
        List<Sweep> all = new ArrayList<>();
        PredictionPass pass = memory().pass;
        float[] outputs = new float[PredictionPass.BLOCK * plan.outputs()];
        int n;
        for (int from = 0; from < features.samples(); from += n) {
            n = Math.min(PredictionPass.BLOCK, features.samples() - from);
            List<Sweep> sweeps = new ArrayList<>();
            pass.trace(layer, sweeps);
            pass.columns(
                    null,
                    features.array(),
                    from,
                    features.stride(),
                    n,
                    outputs,
                    0,
                    PredictionPass.BLOCK,
                    from);
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
