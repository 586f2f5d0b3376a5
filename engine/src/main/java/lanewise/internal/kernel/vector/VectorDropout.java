package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import lanewise.internal.kernel.DropoutKernels;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.Lanes;

/** {@link ScalarDropout} on vectors of samples, with identical bits. */
public final class VectorDropout implements DropoutKernels {

    @Override
    public void drop(
            float[] a,
            float[] out,
            int rows,
            int n,
            int first,
            int threshold,
            float scale,
            int key) {
        assert n % Lanes.COUNT == 0;
        for (int u = 0; u < rows; u++) {
            dropRow(a, out, u * n, n, first, threshold, scale, key, DropoutMask.unitHash(key, u));
        }
    }

    private static void dropRow(
            float[] a,
            float[] out,
            int at,
            int n,
            int first,
            int threshold,
            float scale,
            int key,
            int unitHash) {
        for (int s = 0; s < n; s += WIDTH) {
            IntVector h = IntVector.broadcast(INTS, first + s).addIndex(1);
            h = h.lanewise(XOR, key);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
            h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).add(unitHash);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
            h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
            h = h.lanewise(XOR, h.lanewise(LSHR, 16));
            VectorMask<Integer> kept = h.compare(GE, threshold);
            IntVector scaled =
                    FloatVector.fromArray(SPECIES, a, at + s).mul(scale).reinterpretAsInts();
            ((FloatVector)
                            IntVector.zero(INTS)
                                    .blend(scaled, kept)
                                    .reinterpretAsFloats()
                                    .check(SPECIES))
                    .intoArray(out, at + s);
        }
    }

    /**
     * Applies dropout to rows of units, with lanes across units: {@link
     * lanewise.internal.kernel.FewRowKernels#drop}.
     */
    public static void dropRows(
            float[] a, float[] out, int units, int rows, int threshold, float scale, int key) {
        int stride = Lanes.pad(units);
        int keyHash = DropoutMask.mix(key);
        for (int r = 0; r < rows; r++) {
            int sampleHash = DropoutMask.mix(r ^ key);
            for (int u = 0; u < stride; u += WIDTH) {
                IntVector h = IntVector.broadcast(INTS, u).addIndex(1);
                h = h.mul(DropoutMask.GOLDEN).add(keyHash);
                h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
                h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
                h = h.lanewise(XOR, h.lanewise(LSHR, 16)).add(sampleHash);
                h = h.lanewise(XOR, h.lanewise(LSHR, 16)).mul(DropoutMask.M1);
                h = h.lanewise(XOR, h.lanewise(LSHR, 13)).mul(DropoutMask.M2);
                h = h.lanewise(XOR, h.lanewise(LSHR, 16));
                VectorMask<Integer> kept = h.compare(GE, threshold);
                int at = r * stride + u;
                IntVector scaled =
                        FloatVector.fromArray(SPECIES, a, at).mul(scale).reinterpretAsInts();
                ((FloatVector)
                                IntVector.zero(INTS)
                                        .blend(scaled, kept)
                                        .reinterpretAsFloats()
                                        .check(SPECIES))
                        .intoArray(out, at);
            }
        }
    }
}
