package lanewise.internal.kernel.stack;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.Lanes;

/**
 * {@link ScalarStack} on vectors of models, with identical bits. {@link LayerShape} makes the
 * products. Where vectors have fewer than sixteen lanes, each method processes some of the models
 * after the others.
 *
 * <p>To detect non-finite results, each loop combines the bits of their differences from
 * themselves: 0 if a result is finite, else NaN.
 */
public final class VectorStack implements StackKernels {

    private static final int MODELS = Lanes.COUNT;

    @Override
    public StackLayer layer(Dense layer, int rows) {
        return LayerShape.kernels(layer, rows);
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
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector minusRate = FloatVector.fromArray(SPECIES, c.rate, m).neg();
            IntVector found = IntVector.fromArray(INTS, nonFinite, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
                FloatVector vn =
                        FloatVector.fromArray(SPECIES, g, k - first * MODELS).fma(minusRate, vp);
                ((FloatVector) vn.check(SPECIES)).intoArray(p, k);
                found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
            }
            ((IntVector) found.check(INTS)).intoArray(nonFinite, m);
        }
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
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector minusRate = FloatVector.fromArray(SPECIES, c.rate, m).neg();
            FloatVector scale = FloatVector.fromArray(SPECIES, c.scale, m);
            FloatVector decay = FloatVector.fromArray(SPECIES, c.decay1, m);
            IntVector found = IntVector.fromArray(INTS, nonFinite, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                FloatVector mean = FloatVector.fromArray(SPECIES, g, k - first * MODELS).mul(scale);
                FloatVector vv = FloatVector.fromArray(SPECIES, v, k).fma(decay, mean);
                ((FloatVector) vv.check(SPECIES)).intoArray(v, k);
                FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
                FloatVector vn = vv.fma(minusRate, vp);
                ((FloatVector) vn.check(SPECIES)).intoArray(p, k);
                found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
            }
            ((IntVector) found.check(INTS)).intoArray(nonFinite, m);
        }
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
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector minusRate = FloatVector.fromArray(SPECIES, c.rate, m).neg();
            FloatVector scale = FloatVector.fromArray(SPECIES, c.scale, m);
            FloatVector decay = FloatVector.fromArray(SPECIES, c.decay1, m);
            IntVector found = IntVector.fromArray(INTS, nonFinite, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                FloatVector mean = FloatVector.fromArray(SPECIES, g, k - first * MODELS).mul(scale);
                FloatVector vv = FloatVector.fromArray(SPECIES, v, k).fma(decay, mean);
                ((FloatVector) vv.check(SPECIES)).intoArray(v, k);
                FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
                FloatVector vn = vv.fma(decay, mean).fma(minusRate, vp);
                ((FloatVector) vn.check(SPECIES)).intoArray(p, k);
                found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
            }
            ((IntVector) found.check(INTS)).intoArray(nonFinite, m);
        }
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
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector minusRate = FloatVector.fromArray(SPECIES, c.rate, m).neg();
            FloatVector scale = FloatVector.fromArray(SPECIES, c.scale, m);
            FloatVector rho = FloatVector.fromArray(SPECIES, c.decay2, m);
            FloatVector rest = FloatVector.fromArray(SPECIES, c.rest2, m);
            FloatVector epsilon = FloatVector.fromArray(SPECIES, c.epsilon, m);
            IntVector found = IntVector.fromArray(INTS, nonFinite, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                FloatVector mean = FloatVector.fromArray(SPECIES, g, k - first * MODELS).mul(scale);
                FloatVector old = FloatVector.fromArray(SPECIES, s, k).mul(rho);
                FloatVector vs = mean.mul(rest).fma(mean, old);
                ((FloatVector) vs.check(SPECIES)).intoArray(s, k);
                found = ((IntVector) vs.sub(vs).reinterpretAsInts().check(INTS)).or(found);
                FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
                FloatVector vn = mean.div(vs.sqrt().add(epsilon)).fma(minusRate, vp);
                ((FloatVector) vn.check(SPECIES)).intoArray(p, k);
                found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
            }
            ((IntVector) found.check(INTS)).intoArray(nonFinite, m);
        }
    }

    @Override
    public void adam(
            float[] p,
            float[] g,
            int first,
            float[] moment1,
            float[] moment2,
            StackCoefficients c,
            int from,
            int to,
            boolean decays,
            int[] nonFinite) {
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector minusRate = FloatVector.fromArray(SPECIES, c.rate, m).neg();
            FloatVector scale = FloatVector.fromArray(SPECIES, c.scale, m);
            FloatVector beta1 = FloatVector.fromArray(SPECIES, c.decay1, m);
            FloatVector rest1 = FloatVector.fromArray(SPECIES, c.rest1, m);
            FloatVector beta2 = FloatVector.fromArray(SPECIES, c.decay2, m);
            FloatVector rest2 = FloatVector.fromArray(SPECIES, c.rest2, m);
            FloatVector correction = FloatVector.fromArray(SPECIES, c.correction, m);
            FloatVector epsilon = FloatVector.fromArray(SPECIES, c.epsilon, m);
            FloatVector decay = FloatVector.fromArray(SPECIES, c.decay, m);
            VectorMask<Float> decayed = SPECIES.maskAll(decays);
            IntVector found = IntVector.fromArray(INTS, nonFinite, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                FloatVector mean = FloatVector.fromArray(SPECIES, g, k - first * MODELS).mul(scale);
                FloatVector oldM = FloatVector.fromArray(SPECIES, moment1, k).mul(beta1);
                FloatVector vm = mean.fma(rest1, oldM);
                ((FloatVector) vm.check(SPECIES)).intoArray(moment1, k);
                FloatVector oldV = FloatVector.fromArray(SPECIES, moment2, k).mul(beta2);
                FloatVector vv = mean.mul(rest2).fma(mean, oldV);
                ((FloatVector) vv.check(SPECIES)).intoArray(moment2, k);
                found = ((IntVector) vv.sub(vv).reinterpretAsInts().check(INTS)).or(found);
                FloatVector root = vv.sqrt().fma(correction, epsilon);
                FloatVector vp = FloatVector.fromArray(SPECIES, p, k);
                FloatVector vn = vm.div(root).fma(minusRate, vp);
                vn = vn.blend(vp.fma(decay, vn), decayed);
                ((FloatVector) vn.check(SPECIES)).intoArray(p, k);
                found = ((IntVector) vn.sub(vn).reinterpretAsInts().check(INTS)).or(found);
            }
            ((IntVector) found.check(INTS)).intoArray(nonFinite, m);
        }
    }

    @Override
    public void penalise(float[] g, int first, float[] factors, float[] p, int from, int to) {
        for (int m = 0; m < MODELS; m += WIDTH) {
            FloatVector factor = FloatVector.fromArray(SPECIES, factors, m);
            for (int k = from * MODELS + m; k < to * MODELS; k += MODELS) {
                int at = k - first * MODELS;
                FloatVector vg = FloatVector.fromArray(SPECIES, g, at);
                FloatVector vn = FloatVector.fromArray(SPECIES, p, k).fma(factor, vg);
                ((FloatVector) vn.check(SPECIES)).intoArray(g, at);
            }
        }
    }

    @Override
    public void drop(
            float[] a, float[] out, int units, int rows, int threshold, float scale, int[] keys) {
        for (int m = 0; m < MODELS; m += WIDTH) {
            for (int u = 0; u < units; u++) {
                dropUnit(a, out, u, rows, threshold, scale, keys, m);
            }
        }
    }

    /** The rows of one unit: {@link DropoutMask#hash} with a key for each lane. */
    private static void dropUnit(
            float[] a,
            float[] out,
            int unit,
            int rows,
            int threshold,
            float scale,
            int[] keys,
            int m) {
        IntVector key = IntVector.fromArray(INTS, keys, m);
        IntVector w = key.lanewise(XOR, key.lanewise(LSHR, 16)).mul(DropoutMask.M1);
        w = w.lanewise(XOR, w.lanewise(LSHR, 13)).mul(DropoutMask.M2);
        w = w.lanewise(XOR, w.lanewise(LSHR, 16)).add(unit * DropoutMask.GOLDEN);
        w = w.lanewise(XOR, w.lanewise(LSHR, 16)).mul(DropoutMask.M1);
        w = w.lanewise(XOR, w.lanewise(LSHR, 13)).mul(DropoutMask.M2);
        IntVector ofUnit = w.lanewise(XOR, w.lanewise(LSHR, 16));
        for (int r = 0; r < rows; r++) {
            IntVector h = IntVector.broadcast(INTS, r).lanewise(XOR, key);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
            h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).add(ofUnit);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
            h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16));
            VectorMask<Integer> kept = h.compare(GE, threshold);
            int at = (unit * rows + r) * MODELS + m;
            IntVector scaled = FloatVector.fromArray(SPECIES, a, at).mul(scale).reinterpretAsInts();
            ((FloatVector)
                            IntVector.zero(INTS)
                                    .blend(scaled, kept)
                                    .reinterpretAsFloats()
                                    .check(SPECIES))
                    .intoArray(out, at);
        }
    }
}
