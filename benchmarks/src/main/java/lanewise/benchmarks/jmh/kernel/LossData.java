package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;
import lanewise.internal.kernel.Targets;

import java.util.Arrays;
import java.util.Random;

/**
 * Operands of the loss kernels: reproducible random numbers; each sample has one of ten classes.
 */
final class LossData {
    final int outputs = 10;
    final int samples;
    private final float[] z;
    private final float[] a;
    private final Targets targets;
    private final float[] scratch = new float[Kernels.SCRATCH];

    LossData(int samples) {
        this.samples = samples;
        Random random = new Random(22);
        z = new float[outputs * samples];
        a = new float[outputs * samples];
        for (int k = 0; k < z.length; k++) {
            z[k] = 8 * random.nextFloat() - 4;
            a[k] = (float) (1 / (1 + Math.exp(-z[k])));
        }
        float[] y = new float[outputs * samples];
        float[] classes = new float[samples];
        for (int s = 0; s < samples; s++) {
            classes[s] = random.nextInt(outputs);
            y[(int) classes[s] * samples + s] = 1;
        }
        float[] mask = new float[samples];
        Arrays.fill(mask, 1);
        targets = new Targets(outputs, y, samples, mask, classes);
    }

    float z(int output, int sample) {
        return z[output * samples + sample];
    }

    float a(int output, int sample) {
        return a[output * samples + sample];
    }

    float y(int output, int sample) {
        return targets.y()[output * samples + sample];
    }

    double sum(LossKernels kernels, LossFunction loss) {
        return kernels.sum(loss, targets, 0, z, a, samples, scratch);
    }

    /** A loss of the weighted sums as outputs, those of the identity. */
    double sumOfUnbounded(LossKernels kernels, LossFunction loss) {
        return kernels.sum(loss, targets, 0, z, z, samples, scratch);
    }

    double hits(LossKernels kernels) {
        return kernels.hits(targets, 0, a, samples);
    }
}
