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
 * Computes a model's outputs into buffers of the caller. Belongs to one thread at a time, whereas
 * the {@link Model} that it was made from can be shared: give each thread a predictor of its own.
 * Once its working memory has the size of the largest call so far, it allocates nothing.
 *
 * <pre>{@code
 * Predictor predictor = model.predictor();
 * float[] outputs = new float[model.network().outputs()];
 * predictor.predict(row, outputs);
 * }</pre>
 *
 * <p>A row gets the same bits alone and among others, on every tier.
 */
public final class Predictor {
    /** Rows that go through the layers together: enough for vectors, few enough for the cache. */
    private static final int BLOCK = 128;

    /** Forward, backward and gradient cost about the same; prediction needs the first. */
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
                    "specialised kernels are for training: predict on Tier.VECTOR, or on Tier.AUTO");
        }
        this.plan = plan;
        this.parameters = parameters;
        row = new RowPass(plan, KernelProvider.scalar());
        kernels =
                new PredictionKernels(
                        TierChoice.named(tier.name()), plan, plan.scalarNanos(1) / FORWARD_SHARE);
    }

    /**
     * The outputs for one row.
     *
     * @param features one number for each input
     * @param outputs receives one number for each output
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has another length, or a feature is NaN or
     *     infinite; then {@code outputs} is as it was
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not come to rest;
     *     then likewise
     */
    public void predict(float[] features, float[] outputs) {
        Objects.requireNonNull(outputs, "outputs is null: expected room for the outputs");
        if (outputs.length != plan.outputs()) {
            throw new IllegalArgumentException(
                    "outputs has room for "
                            + outputs.length
                            + ": expected "
                            + plan.outputs()
                            + ", one for each output of the network "
                            + plan);
        }
        System.arraycopy(forward(features), 0, outputs, 0, outputs.length);
    }

    /**
     * The class of one row: the index of the largest output, the first of equals; with one output,
     * 1 where it exceeds ½, else 0.
     *
     * @param features one number for each input
     * @return the class
     * @throws NullPointerException if {@code features} is null
     * @throws IllegalArgumentException if there are not as many features as the network has inputs,
     *     or one is NaN or infinite
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not come to rest
     */
    public int classify(float[] features) {
        return Outputs.predictedClass(forward(features), plan.outputs(), 1, 0);
    }

    private float[] forward(float[] features) {
        Objects.requireNonNull(features, "features is null: expected a number for each input");
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
     * The outputs for many rows.
     *
     * @param features rows × inputs
     * @param outputs receives the outputs, rows × outputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a matrix has another size than that, or {@code outputs}
     *     belongs to a data set
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not come to rest
     *     for a row; then {@code outputs} has the outputs of rows before
     */
    public void predict(FeatureMatrix features, FeatureMatrix outputs) {
        Objects.requireNonNull(features, "features is null: expected rows to predict");
        Objects.requireNonNull(outputs, "outputs is null: expected room for the outputs");
        plan.requireInputs(features.features());
        if (outputs.samples() != features.samples() || outputs.features() != plan.outputs()) {
            throw new IllegalArgumentException(
                    "outputs has room for "
                            + outputs.samples()
                            + " rows of "
                            + outputs.features()
                            + " outputs: expected "
                            + features.samples()
                            + " rows of "
                            + plan.outputs());
        }
        if (outputs.isReadOnly()) {
            throw new IllegalArgumentException(
                    "outputs belongs to a data set: expected a matrix of its own");
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

    /** The length of blocks that take so many rows. */
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

    /** The sweeps of a recurrent layer, those of all blocks side by side. */
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
                    all.set(k, sideBySide(all.get(k), sweeps.get(k)));
                }
            }
        }
        return all;
    }

    private static Sweep sideBySide(Sweep a, Sweep b) {
        return new Sweep(a.rows() + b.rows(), Math.max(a.residual(), b.residual()));
    }

    /** The name of the kernels that compute matrices now. */
    String kernels() {
        return kernels.next().name();
    }
}
