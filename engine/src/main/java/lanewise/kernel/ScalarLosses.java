package lanewise.kernel;

import java.util.Arrays;

/** The definition of the losses, in plain Java. */
final class ScalarLosses implements LossKernels {

    @Override
    public float sum(
            LossFunction loss,
            Targets targets,
            int from,
            float[] z,
            float[] a,
            int n,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        switch (loss) {
            case SQUARED_ERROR -> addSquaredErrors(targets, from, a, n, scratch);
            case BINARY_CROSS_ENTROPY -> addBinaryCrossEntropies(targets, from, z, n, scratch);
            case CROSS_ENTROPY -> addCrossEntropies(targets, from, z, n, scratch);
        }
        return Lanes.fold(scratch);
    }

    private static void addSquaredErrors(
            Targets targets, int from, float[] a, int n, float[] lanes) {
        for (int s = 0; s < n; s++) {
            for (int k = 0; k < targets.outputs(); k++) {
                float error = a[k * n + s] - targets.y()[k * targets.ld() + from + s];
                float weighted = targets.mask()[from + s] * error;
                lanes[s % Lanes.COUNT] = Math.fma(weighted, error, lanes[s % Lanes.COUNT]);
            }
        }
    }

    private static void addBinaryCrossEntropies(
            Targets targets, int from, float[] z, int n, float[] lanes) {
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                float sum = z[k * n + s];
                float y = targets.y()[k * targets.ld() + from + s];
                float entropy = Math.fma(-sum, y, sum < 0f ? 0f : sum) + Softplus.tail(sum);
                int lane = s % Lanes.COUNT;
                lanes[lane] = Math.fma(targets.mask()[from + s], entropy, lanes[lane]);
            }
        }
    }

    private static void addCrossEntropies(
            Targets targets, int from, float[] z, int n, float[] lanes) {
        for (int s = 0; s < n; s++) {
            float max = z[s];
            for (int k = 1; k < targets.outputs(); k++) {
                max = z[k * n + s] > max ? z[k * n + s] : max;
            }
            float sum = 0f;
            for (int k = 0; k < targets.outputs(); k++) {
                sum += Exp.of(z[k * n + s] - max);
            }
            float log = Log.of(sum);
            float entropy = 0f;
            for (int k = 0; k < targets.outputs(); k++) {
                float y = targets.y()[k * targets.ld() + from + s];
                entropy = Math.fma(y, (max - z[k * n + s]) + log, entropy);
            }
            int lane = s % Lanes.COUNT;
            lanes[lane] = Math.fma(targets.mask()[from + s], entropy, lanes[lane]);
        }
    }

    @Override
    public void delta(Targets targets, int from, float[] a, float[] delta, int n) {
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                delta[k * n + s] = error(targets, k, from + s, a[k * n + s]);
            }
        }
    }

    @Override
    public void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n) {
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                float activation = a[k * n + s];
                delta[k * n + s] =
                        Sigmoid.slope(activation) * error(targets, k, from + s, activation);
            }
        }
    }

    /** What output {@code k} of a sample is off, times the sample's weight. */
    private static float error(Targets targets, int k, int sample, float activation) {
        return (activation - targets.y()[k * targets.ld() + sample]) * targets.mask()[sample];
    }

    @Override
    public int hits(Targets targets, int from, float[] a, int n) {
        int hits = 0;
        for (int s = 0; s < n; s++) {
            int predicted = 0;
            if (targets.outputs() == 1) {
                predicted = a[s] > 0.5f ? 1 : 0;
            }
            for (int k = 1; k < targets.outputs(); k++) {
                if (a[k * n + s] > a[predicted * n + s]) {
                    predicted = k;
                }
            }
            if (predicted == targets.classes()[from + s]) {
                hits++;
            }
        }
        return hits;
    }
}
