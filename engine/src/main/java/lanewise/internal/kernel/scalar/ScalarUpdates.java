package lanewise.internal.kernel.scalar;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;

import java.util.Arrays;

/** Reference implementation of {@link UpdateKernels} in plain Java. */
public final class ScalarUpdates implements UpdateKernels {

    /** Creates the kernels, which are stateless. */
    public ScalarUpdates() {}

    @Override
    public float sgd(float[] p, float[] g, float[] next, float rate, int from, int to) {
        for (int k = from; k < to; k++) {
            next[k] = fma(-rate, g[k], p[k]);
        }
        return nonFinite(next, from, to);
    }

    @Override
    public float momentum(
            float[] p,
            float[] g,
            float[] next,
            float[] v,
            float rate,
            float momentum,
            float scale,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            v[k] = fma(momentum, v[k], scale * g[k]);
            next[k] = fma(-rate, v[k], p[k]);
        }
        return nonFinite(next, from, to);
    }

    @Override
    public float nesterov(
            float[] p,
            float[] g,
            float[] next,
            float[] v,
            float rate,
            float momentum,
            float scale,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            float mean = scale * g[k];
            v[k] = fma(momentum, v[k], mean);
            next[k] = fma(-rate, fma(momentum, v[k], mean), p[k]);
        }
        return nonFinite(next, from, to);
    }

    @Override
    public float rmsProp(
            float[] p,
            float[] g,
            float[] next,
            float[] s,
            float rate,
            float rho,
            float oneMinusRho,
            float epsilon,
            float scale,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            float mean = scale * g[k];
            s[k] = fma(oneMinusRho * mean, mean, rho * s[k]);
            next[k] = fma(-rate, mean / (sqrt(s[k]) + epsilon), p[k]);
        }
        return nonFinite(next, from, to) + nonFinite(s, from, to);
    }

    @Override
    public float adam(
            float[] p,
            float[] g,
            float[] next,
            float[] m,
            float[] v,
            AdamConstants constants,
            float rate,
            float correction,
            float scale,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            float mean = scale * g[k];
            m[k] = fma(constants.rest1(), mean, constants.beta1() * m[k]);
            v[k] = fma(constants.rest2() * mean, mean, constants.beta2() * v[k]);
            float root = fma(sqrt(v[k]), correction, constants.epsilon());
            next[k] = fma(-rate, m[k] / root, p[k]);
        }
        return nonFinite(next, from, to) + nonFinite(v, from, to);
    }

    /** Correctly rounded square root: double has more than twice the digits of float. */
    private static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    @Override
    public float scaledAdd(float[] y, float factor, float[] x, int from, int to) {
        for (int k = from; k < to; k++) {
            y[k] = fma(factor, x[k], y[k]);
        }
        return nonFinite(y, from, to);
    }

    @Override
    public double sumOfSquares(float[] g, int from, int to, float[] scratch) {
        double sum = 0;
        for (int block = from; block < to; block += BLOCK) {
            int n = Math.min(BLOCK, to - block);
            Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
            for (int i = 0; i < n; i++) {
                int lane = i % Lanes.COUNT;
                scratch[lane] = fma(g[block + i], g[block + i], scratch[lane]);
            }
            sum += Lanes.fold(scratch);
        }
        return sum;
    }

    @Override
    public float nonFinite(float[] x, int from, int to) {
        for (int k = from; k < to; k++) {
            if (!Float.isFinite(x[k])) {
                return Float.NaN;
            }
        }
        return 0f;
    }
}
