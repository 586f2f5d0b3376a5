package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * {@link VectorSums} that continue existing sums. A separate class, because choosing between these
 * and a bias for each vector would prevent C2 from keeping the sums in registers.
 */
final class VectorResumedSums {

    private VectorResumedSums() {}

    /**
     * Computes {@code out[r][s] = start[r][s] + Σ_t w[t][r] · x[t][s]}, summed in ascending order
     * of {@code t}.
     *
     * @param terms number of terms of a sum: rows of {@code x}
     * @param rows number of sums: rows of {@code out}
     * @param w holds the weights
     * @param w0 index of the weight of term 0 in row 0; those of the next rows follow
     * @param termStride distance between a row's weights of successive terms
     * @param x the terms (terms × n)
     * @param start the sums so far, laid out like {@code out}
     * @param out receives the sums (rows × n)
     * @param out0 index of row 0 of sample 0
     * @param n number of samples, a multiple of {@link lanewise.internal.kernel.Lanes#COUNT}
     */
    static void weighted(
            int terms,
            int rows,
            float[] w,
            int w0,
            int termStride,
            float[] x,
            float[] start,
            float[] out,
            int out0,
            int n) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            weighted4(terms, w, w0 + r, termStride, x, start, out, out0 + r * n, n);
        }
        for (; r < rows; r++) {
            weighted1(terms, w, w0 + r, termStride, x, start, out, out0 + r * n, n);
        }
    }

    private static void weighted4(
            int terms,
            float[] w,
            int w0,
            int termStride,
            float[] x,
            float[] start,
            float[] out,
            int out0,
            int n) {
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector acc0 = FloatVector.fromArray(SPECIES, start, out0 + s);
            FloatVector acc1 = FloatVector.fromArray(SPECIES, start, out0 + n + s);
            FloatVector acc2 = FloatVector.fromArray(SPECIES, start, out0 + 2 * n + s);
            FloatVector acc3 = FloatVector.fromArray(SPECIES, start, out0 + 3 * n + s);
            int wt = w0;
            int xt = s;
            for (int t = 0; t < terms; t++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xt);
                acc0 = vx.fma(FloatVector.broadcast(SPECIES, w[wt]), acc0);
                acc1 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + 1]), acc1);
                acc2 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + 2]), acc2);
                acc3 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + 3]), acc3);
                wt += termStride;
                xt += n;
            }
            ((FloatVector) acc0.check(SPECIES)).intoArray(out, out0 + s);
            ((FloatVector) acc1.check(SPECIES)).intoArray(out, out0 + n + s);
            ((FloatVector) acc2.check(SPECIES)).intoArray(out, out0 + 2 * n + s);
            ((FloatVector) acc3.check(SPECIES)).intoArray(out, out0 + 3 * n + s);
        }
    }

    private static void weighted1(
            int terms,
            float[] w,
            int w0,
            int termStride,
            float[] x,
            float[] start,
            float[] out,
            int out0,
            int n) {
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector acc = FloatVector.fromArray(SPECIES, start, out0 + s);
            int wt = w0;
            int xt = s;
            for (int t = 0; t < terms; t++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xt);
                acc = vx.fma(FloatVector.broadcast(SPECIES, w[wt]), acc);
                wt += termStride;
                xt += n;
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(out, out0 + s);
        }
    }
}
