package lanewise.internal.kernel.stack;

import lanewise.internal.kernel.Dense;

/** {@link lanewise.internal.kernel.stack.ScalarStack} on vectors of models, with identical bits. */
public final class VectorStack implements StackKernels {

    @Override
    public StackLayer layer(Dense layer, int rows) {
        return LayerShape.kernels(layer, rows);
    }

    @Override
    public void drop(
            float[] a, float[] out, int units, int rows, int threshold, float scale, int[] keys) {
        StackUpdates.drop(a, out, units, rows, threshold, scale, keys);
    }

    @Override
    public void sgd(float[] p, float[] g, StackCoefficients c, int count, int[] nonFinite) {
        StackUpdates.sgd(p, g, c, count, nonFinite);
    }

    @Override
    public void momentum(
            float[] p, float[] g, float[] v, StackCoefficients c, int count, int[] nonFinite) {
        StackUpdates.momentum(p, g, v, c, count, nonFinite);
    }

    @Override
    public void nesterov(
            float[] p, float[] g, float[] v, StackCoefficients c, int count, int[] nonFinite) {
        StackUpdates.nesterov(p, g, v, c, count, nonFinite);
    }

    @Override
    public void rmsProp(
            float[] p, float[] g, float[] s, StackCoefficients c, int count, int[] nonFinite) {
        StackUpdates.rmsProp(p, g, s, c, count, nonFinite);
    }

    @Override
    public void adam(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            boolean decays,
            int[] nonFinite) {
        StackUpdates.adam(p, g, m, v, c, from, to, decays, nonFinite);
    }

    @Override
    public void scaledAdd(
            float[] y, float[] factors, float[] x, int from, int to, int[] nonFinite) {
        StackUpdates.scaledAdd(y, factors, x, from, to, nonFinite);
    }
}
