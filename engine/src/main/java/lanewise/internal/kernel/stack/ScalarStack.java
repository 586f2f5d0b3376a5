package lanewise.internal.kernel.stack;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.Lanes;

/** Reference implementation of {@link StackKernels} in plain Java, model by model. */
public final class ScalarStack implements StackKernels {

    private static final int MODELS = Lanes.COUNT;

    @Override
    public StackLayer layer(Dense layer, int rows) {
        return new ScalarStackLayer(layer, rows);
    }

    @Override
    public void drop(
            float[] a, float[] out, int units, int rows, int threshold, float scale, int[] keys) {
        for (int u = 0; u < units; u++) {
            for (int r = 0; r < rows; r++) {
                for (int m = 0; m < MODELS; m++) {
                    int at = MODELS * (u * rows + r) + m;
                    boolean kept = DropoutMask.keeps(keys[m], u, r, threshold);
                    out[at] = kept ? a[at] * scale : 0f;
                }
            }
        }
    }

    @Override
    public void sgd(
            float[] p,
            float[] g,
            int first,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            p[k] = fma(-c.rate[k % MODELS], g[k - first * MODELS], p[k]);
        }
        find(p, from, to, nonFinite);
    }

    @Override
    public void momentum(
            float[] p,
            float[] g,
            int first,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            int m = k % MODELS;
            v[k] = fma(c.decay1[m], v[k], c.scale[m] * g[k - first * MODELS]);
            p[k] = fma(-c.rate[m], v[k], p[k]);
        }
        find(p, from, to, nonFinite);
    }

    @Override
    public void nesterov(
            float[] p,
            float[] g,
            int first,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            int m = k % MODELS;
            float mean = c.scale[m] * g[k - first * MODELS];
            v[k] = fma(c.decay1[m], v[k], mean);
            p[k] = fma(-c.rate[m], fma(c.decay1[m], v[k], mean), p[k]);
        }
        find(p, from, to, nonFinite);
    }

    @Override
    public void rmsProp(
            float[] p,
            float[] g,
            int first,
            float[] s,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            int m = k % MODELS;
            float mean = c.scale[m] * g[k - first * MODELS];
            s[k] = fma(c.rest2[m] * mean, mean, c.decay2[m] * s[k]);
            p[k] = fma(-c.rate[m], mean / (sqrt(s[k]) + c.epsilon[m]), p[k]);
        }
        find(p, from, to, nonFinite);
        find(s, from, to, nonFinite);
    }

    @Override
    public void adam(
            float[] p,
            float[] g,
            int first,
            float[] m,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            boolean decays,
            int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            int model = k % MODELS;
            float mean = c.scale[model] * g[k - first * MODELS];
            m[k] = fma(c.rest1[model], mean, c.decay1[model] * m[k]);
            v[k] = fma(c.rest2[model] * mean, mean, c.decay2[model] * v[k]);
            float root = fma(sqrt(v[k]), c.correction[model], c.epsilon[model]);
            float next = fma(-c.rate[model], m[k] / root, p[k]);
            p[k] = decays ? fma(c.decay[model], p[k], next) : next;
        }
        find(p, from, to, nonFinite);
        find(v, from, to, nonFinite);
    }

    /** Correctly rounded square root: double has more than twice the digits of float. */
    private static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    @Override
    public void penalise(float[] g, int first, float[] factors, float[] p, int from, int to) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            int at = k - first * MODELS;
            g[at] = fma(factors[k % MODELS], p[k], g[at]);
        }
    }

    private static void find(float[] x, int from, int to, int[] nonFinite) {
        for (int k = from * MODELS; k < to * MODELS; k++) {
            if (!Float.isFinite(x[k])) {
                nonFinite[k % MODELS] = -1;
            }
        }
    }
}
