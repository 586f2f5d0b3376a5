package lanewise;

import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.pass.ForwardPass;
import lanewise.internal.pass.RowPass;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.plan.Outputs;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.PredictionKernels;
import lanewise.internal.tier.TierChoice;
import lanewise.recurrent.Sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Computes a model's outputs into the caller's buffers. Not thread-safe: give each thread its own
 * predictor; the {@link Model} can be shared. Working memory grows with the largest call so far;
 * other calls allocate nothing.
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
    /** Rows per block: enough to fill vectors, few enough to stay in the cache. */
    private static final int BLOCK = 128;

    /**
     * Cost of an iteration relative to its forward pass: the backward pass and the gradient each
     * cost about the same.
     */
    private static final double FORWARD_SHARE = 3;

    private final NetworkPlan plan;
    private final float[] parameters;
    private final RowPass row;
    private final PredictionKernels kernels;
    private final SampleBlock input = new SampleBlock();
    private ForwardPass block;

    Predictor(NetworkPlan plan, float[] parameters, Tier tier) {
        if (tier == Tier.SPECIALISED) {
            throw new IllegalStateException(
                    "Tier.SPECIALISED cannot predict, only train: use Tier.VECTOR or Tier.AUTO");
        }
        this.plan = plan;
        this.parameters = parameters;
        row = new RowPass(plan, KernelProvider.scalar());
        kernels =
                new PredictionKernels(
                        TierChoice.named(tier.name()), plan, plan.scalarNanos(1) / FORWARD_SHARE);
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
        System.arraycopy(forward(features), 0, outputs, 0, outputs.length);
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
        return Outputs.predictedClass(forward(features), plan.outputs(), 1, 0);
    }

    private float[] forward(float[] features) {
        Objects.requireNonNull(features, "features is null: expected a value per input");
        plan.requireInputs(features.length);
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                throw new IllegalArgumentException(
                        "feature " + i + " is " + features[i] + ": expected a finite number");
            }
        }
        return row.forward(parameters, features);
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
        kernels.announce(features.samples());
        int length = prepareBlocks(features);
        int n;
        for (int from = 0; from < features.stride(); from += n) {
            n = Math.min(length, features.stride() - from);
            int rows = Math.min(n, features.samples() - from);
            float[] a = forward(features, from, n, rows);
            for (int k = 0; k < plan.outputs(); k++) {
                System.arraycopy(a, k * n, outputs.array(), k * outputs.stride() + from, rows);
            }
        }
    }

    /** Allocates the working memory for a matrix and returns the block length. */
    private int prepareBlocks(FeatureMatrix features) {
        int length = Math.min(BLOCK, features.stride());
        if (block == null || block.samples() < length) {
            block = ForwardPass.forOutputs(plan, length);
        }
        return length;
    }

    private float[] forward(FeatureMatrix features, int from, int n, int rows) {
        Kernels with = kernels.next();
        boolean timed = kernels.onTrial();
        long begin = timed ? System.nanoTime() : 0;
        input.set(features.array(), from, features.stride(), n, rows);
        float[] a = block.forward(with, parameters, input, 0, from);
        if (timed) {
            kernels.took(n, System.nanoTime() - begin);
        }
        return a;
    }

    /** The sweeps of a recurrent layer, merged over all blocks. */
    List<Sweep> sweeps(int layer, FeatureMatrix features) {
        List<Sweep> all = new ArrayList<>();
        int length = prepareBlocks(features);
        int n;
        for (int from = 0; from < features.stride(); from += n) {
            n = Math.min(length, features.stride() - from);
            List<Sweep> sweeps = new ArrayList<>();
            block.trace(layer, sweeps);
            forward(features, from, n, Math.min(n, features.samples() - from));
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

    /** The name of the kernels currently used for matrices. */
    String kernels() {
        return kernels.next().name();
    }
}
