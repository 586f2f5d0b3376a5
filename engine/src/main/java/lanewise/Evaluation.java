package lanewise;

import lanewise.data.Dataset;
import lanewise.kernel.Kernels;

/** Measures the loss on rows that are not learned from. Allocates nothing per measurement. */
final class Evaluation {
    private final Network network;
    private final Batch rows;
    private final int block;
    private final ForwardPass forward;
    private final float[] scratch = new float[Kernels.SCRATCH];

    Evaluation(Network network, Dataset data) {
        this.network = network;
        rows = TrainingRows.of(network, data, null);
        block = Math.min(Backpropagation.blockLength(network), rows.ld);
        forward = ForwardPass.forLoss(network, block);
    }

    float loss(Kernels kernels, float[] parameters) {
        double sum = 0;
        int n;
        for (int from = 0; from < rows.ld; from += n) {
            n = Math.min(block, rows.ld - from);
            int count = Math.min(n, rows.rows - from);
            float[] a = forward.run(kernels, parameters, rows.x, from, rows.ld, n, count, 0, from);
            float[] z = forward.sums[forward.sums.length - 1];
            sum +=
                    kernels.losses()
                            .sum(network.loss().function(), rows.targets, from, z, a, n, scratch);
        }
        return (float) (sum / (network.loss().halves() * Backpropagation.divisor(network, rows)));
    }
}
