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
        int outputs = targets.outputs();
        int ld = targets.ld();
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int s = 0; s < n; s++) {
            float weight = mask[from + s];
            float sum = lanes[s & Lanes.COUNT - 1];
            for (int k = 0; k < outputs; k++) {
                float error = a[k * n + s] - y[k * ld + from + s];
                sum = Math.fma(weight * error, error, sum);
            }
            lanes[s & Lanes.COUNT - 1] = sum;
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
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s++) {
                delta[ak + s] = (a[ak + s] - y[yk + s]) * mask[from + s];
            }
        }
    }

    @Override
    public void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s++) {
                float activation = a[ak + s];
                float error = (activation - y[yk + s]) * mask[from + s];
                delta[ak + s] = Sigmoid.slope(activation) * error;
            }
        }
    }

    @Override
    public int hits(Targets targets, int from, float[] a, int n) {
        int hits = 0;
        int outputs = targets.outputs();
        float[] classes = targets.classes();
        for (int s = 0; s < n; s++) {
            int predicted = outputs == 1 && a[s] > 0.5f ? 1 : 0;
            float largest = a[s];
            for (int k = 1; k < outputs; k++) {
                float activation = a[k * n + s];
                if (activation > largest) {
                    largest = activation;
                    predicted = k;
                }
            }
            if (predicted == classes[from + s]) {
                hits++;
            }
        }
        return hits;
    }
}
