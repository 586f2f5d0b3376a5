package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.kernel.scalar.ScalarUpdates;

/**
 * The kernels of {@link ScalarUpdates} on vectors of parameters, with identical bits.
 *
 * <p>To detect non-finite results, each loop combines the bits of their differences from
 * themselves: 0 if a result is finite, else NaN. Unlike a sum, that does not wait for additions.
 */
public final class VectorUpdates implements UpdateKernels {

    /** Updates what is left of a range after the last whole vector. */
    private static final ScalarUpdates REST = new ScalarUpdates();

    @Override
    public float sgd(float[] p, float[] g, float[] next, float rate, int from, int to) {
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
            FloatVector vg = FloatVector.fromArray(SPECIES, g, k);
            FloatVector vn = vg.fma(FloatVector.broadcast(SPECIES, -rate), vp);
            ((FloatVector) vn.check(SPECIES)).intoArray(next, k);
            found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
        }
        float whole = ((IntVector) found.check(INTS)).eq(0).allTrue() ? 0f : Float.NaN;
        return whole + REST.sgd(p, g, next, rate, end, to);
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
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector mean = FloatVector.fromArray(SPECIES, g, k).mul(scale);
            FloatVector vv = FloatVector.fromArray(SPECIES, v, k);
            vv = vv.fma(FloatVector.broadcast(SPECIES, momentum), mean);
            ((FloatVector) vv.check(SPECIES)).intoArray(v, k);
            FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
            FloatVector vn = vv.fma(FloatVector.broadcast(SPECIES, -rate), vp);
            ((FloatVector) vn.check(SPECIES)).intoArray(next, k);
            found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
        }
        float whole = ((IntVector) found.check(INTS)).eq(0).allTrue() ? 0f : Float.NaN;
        return whole + REST.momentum(p, g, next, v, rate, momentum, scale, end, to);
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
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector mean = FloatVector.fromArray(SPECIES, g, k).mul(scale);
            FloatVector vv = FloatVector.fromArray(SPECIES, v, k);
            FloatVector vm = FloatVector.broadcast(SPECIES, momentum);
            vv = vv.fma(vm, mean);
            ((FloatVector) vv.check(SPECIES)).intoArray(v, k);
            FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
            FloatVector ahead = vv.fma(vm, mean);
            FloatVector vn = ahead.fma(FloatVector.broadcast(SPECIES, -rate), vp);
            ((FloatVector) vn.check(SPECIES)).intoArray(next, k);
            found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
        }
        float whole = ((IntVector) found.check(INTS)).eq(0).allTrue() ? 0f : Float.NaN;
        return whole + REST.nesterov(p, g, next, v, rate, momentum, scale, end, to);
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
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector mean = FloatVector.fromArray(SPECIES, g, k).mul(scale);
            FloatVector old = FloatVector.fromArray(SPECIES, s, k).mul(rho);
            FloatVector vs = mean.mul(oneMinusRho).fma(mean, old);
            ((FloatVector) vs.check(SPECIES)).intoArray(s, k);
            found = ((IntVector) vs.sub(vs).reinterpretAsInts().check(INTS)).or(found);
            FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
            FloatVector step = mean.div(vs.sqrt().add(epsilon));
            FloatVector vn = step.fma(FloatVector.broadcast(SPECIES, -rate), vp);
            ((FloatVector) vn.check(SPECIES)).intoArray(next, k);
            found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
        }
        float whole = ((IntVector) found.check(INTS)).eq(0).allTrue() ? 0f : Float.NaN;
        return whole + REST.rmsProp(p, g, next, s, rate, rho, oneMinusRho, epsilon, scale, end, to);
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
        int end = from + (to - from) / WIDTH * WIDTH;
        float beta1 = constants.beta1();
        float rest1 = constants.rest1();
        float beta2 = constants.beta2();
        float rest2 = constants.rest2();
        float epsilon = constants.epsilon();
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector mean = FloatVector.fromArray(SPECIES, g, k).mul(scale);
            FloatVector oldM = FloatVector.fromArray(SPECIES, m, k).mul(beta1);
            FloatVector vm = mean.fma(FloatVector.broadcast(SPECIES, rest1), oldM);
            ((FloatVector) vm.check(SPECIES)).intoArray(m, k);
            FloatVector oldV = FloatVector.fromArray(SPECIES, v, k).mul(beta2);
            FloatVector vv = mean.mul(rest2).fma(mean, oldV);
            ((FloatVector) vv.check(SPECIES)).intoArray(v, k);
            found = ((IntVector) vv.sub(vv).reinterpretAsInts().check(INTS)).or(found);
            FloatVector root =
                    vv.sqrt()
                            .fma(
                                    FloatVector.broadcast(SPECIES, correction),
                                    FloatVector.broadcast(SPECIES, epsilon));
            FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
            FloatVector vn = vm.div(root).fma(FloatVector.broadcast(SPECIES, -rate), vp);
            ((FloatVector) vn.check(SPECIES)).intoArray(next, k);
            found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
        }
        float whole = ((IntVector) found.check(INTS)).eq(0).allTrue() ? 0f : Float.NaN;
        return whole + REST.adam(p, g, next, m, v, constants, rate, correction, scale, end, to);
    }

    @Override
    public float scaledAdd(float[] y, float factor, float[] x, int from, int to) {
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector vx = FloatVector.fromArray(SPECIES, x, k);
            FloatVector vy = FloatVector.fromArray(SPECIES, y, k);
            vy = vx.fma(FloatVector.broadcast(SPECIES, factor), vy);
            ((FloatVector) vy.check(SPECIES)).intoArray(y, k);
            found = ((IntVector) vy.sub(vy).reinterpretAsInts().check(INTS)).or(found);
        }
        float tail = 0f;
        for (int k = end; k < to; k++) {
            y[k] = Math.fma(factor, x[k], y[k]);
            tail = Math.fma(y[k], 0f, tail);
        }
        return ((IntVector) found.check(INTS)).eq(0).allTrue() ? tail : Float.NaN;
    }

    @Override
    public double sumOfSquares(float[] g, int from, int to, float[] scratch) {
        double sum = 0;
        for (int block = from; block < to; block += BLOCK) {
            int n = Math.min(BLOCK, to - block);
            int whole = n / Lanes.COUNT * Lanes.COUNT;
            for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
                addSquares(g, block + lane, block + whole, scratch, lane);
            }
            for (int i = whole; i < n; i++) {
                float vg = g[block + i];
                scratch[i - whole] = Math.fma(vg, vg, scratch[i - whole]);
            }
            sum += VectorProducts.fold(scratch, 0);
        }
        return sum;
    }

    /** Computes {@code WIDTH} virtual lanes, starting with {@code lane}. */
    private static void addSquares(float[] g, int from, int to, float[] lanes, int lane) {
        FloatVector acc = FloatVector.zero(SPECIES);
        for (int k = from; k < to; k += Lanes.COUNT) {
            FloatVector vg = FloatVector.fromArray(SPECIES, g, k);
            acc = vg.fma(vg, acc);
        }
        ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
    }

    @Override
    public float nonFinite(float[] x, int from, int to) {
        int end = from + (to - from) / WIDTH * WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < end; k += WIDTH) {
            FloatVector vx = FloatVector.fromArray(SPECIES, x, k);
            found = ((IntVector) vx.sub(vx).reinterpretAsInts().check(INTS)).or(found);
        }
        float tail = 0f;
        for (int k = end; k < to; k++) {
            tail = Math.fma(x[k], 0f, tail);
        }
        return ((IntVector) found.check(INTS)).eq(0).allTrue() ? tail : Float.NaN;
    }
}
