package lanewise.internal.pass;

import lanewise.data.Dataset;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.plan.NetworkPlan;

/** Measures the loss on validation rows. A measurement allocates nothing. */
public final class Evaluation {
    private final NetworkPlan network;
    private final Batch rows;
    private final int block;
    private final ForwardPass forward;
    private final SampleBlock input = new SampleBlock();
    private final float[] scratch = new float[Kernels.SCRATCH];

    public Evaluation(NetworkPlan network, Dataset data) {
        this.network = network;
        rows = TrainingRows.of(network, data, null);
        block = Math.min(Backpropagation.blockLength(network), rows.samples);
        forward = ForwardPass.forLoss(network, block);
    }

    public float loss(Kernels kernels, float[] parameters) {
        double sum = 0;
        int n;
        for (int from = 0; from < rows.samples; from += n) {
            n = Math.min(block, rows.samples - from);
            input.set(rows.x, from, rows.ld, n, Math.min(n, rows.rows - from));
            float[] a = forward.forward(kernels, parameters, input, 0, from);
            float[] z = forward.sums[forward.sums.length - 1];
            sum += kernels.losses().sum(network.loss(), rows.targets, from, z, a, n, scratch);
        }
        return (float) (sum / (network.loss().factor() * Backpropagation.divisor(network, rows)));
    }
}
