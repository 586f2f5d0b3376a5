package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.Dense;

/**
 * Weighted sums of rows of samples: a small GEMM for the forward phase of a layer and, with
 * transposed weights, for the backward phase. Each vector of samples is loaded once per tile of
 * four, two or one rows of results.
 */
final class VectorSums {

    private VectorSums() {}

    /**
     * Computes {@code out[r][s] = b[r] + Σ_t w[t][r] · x[t][s]}. The sum runs in ascending order of
     * {@code t} and starts with the bias, or with zero without biases.
     *
     * @param terms number of terms of a sum: rows of {@code x}
     * @param rows number of sums: rows of {@code out}
     * @param w holds the weights and biases
     * @param w0 index of the weight of term 0 in row 0
     * @param termStride distance between a row's weights of successive terms
     * @param rowStride distance between a term's weights in successive rows
     * @param biases index of row 0's bias, or {@link Dense#NO_BIAS}
     * @param x the terms (terms × n)
     * @param x0 index of term 0 of sample 0
     * @param ldx distance between rows of {@code x}
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
            int rowStride,
            int biases,
            float[] x,
            int x0,
            int ldx,
            float[] out,
            int out0,
            int n) {
        int step = biases == Dense.NO_BIAS ? 0 : 1;
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            int wr = w0 + r * rowStride;
            weighted4(
                    terms,
                    w,
                    wr,
                    termStride,
                    rowStride,
                    x,
                    x0,
                    ldx,
                    out,
                    out0 + r * n,
                    n,
                    biases + r * step);
        }
        if (r + 2 <= rows) {
            int wr = w0 + r * rowStride;
            weighted2(
                    terms,
                    w,
                    wr,
                    termStride,
                    rowStride,
                    x,
                    x0,
                    ldx,
                    out,
                    out0 + r * n,
                    n,
                    biases + r * step);
            r += 2;
        }
        if (r < rows) {
            weighted1(
                    terms,
                    w,
                    w0 + r * rowStride,
                    termStride,
                    x,
                    x0,
                    ldx,
                    out,
                    out0 + r * n,
                    n,
                    biases + r * step);
        }
    }

    private static void weighted4(
            int terms,
            float[] w,
            int w0,
            int termStride,
            int rowStride,
            float[] x,
            int x0,
            int ldx,
            float[] out,
            int out0,
            int n,
            int biases) {
        boolean biased = biases != Dense.NO_BIAS;
        float b0 = biased ? w[biases] : 0f;
        float b1 = biased ? w[biases + 1] : 0f;
        float b2 = biased ? w[biases + 2] : 0f;
        float b3 = biased ? w[biases + 3] : 0f;
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector acc0 = FloatVector.broadcast(SPECIES, b0);
            FloatVector acc1 = FloatVector.broadcast(SPECIES, b1);
            FloatVector acc2 = FloatVector.broadcast(SPECIES, b2);
            FloatVector acc3 = FloatVector.broadcast(SPECIES, b3);
            int wt = w0;
            int xt = x0 + s;
            for (int t = 0; t < terms; t++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xt);
                acc0 = vx.fma(FloatVector.broadcast(SPECIES, w[wt]), acc0);
                acc1 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + rowStride]), acc1);
                acc2 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + 2 * rowStride]), acc2);
                acc3 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + 3 * rowStride]), acc3);
                wt += termStride;
                xt += ldx;
            }
            ((FloatVector) acc0.check(SPECIES)).intoArray(out, out0 + s);
            ((FloatVector) acc1.check(SPECIES)).intoArray(out, out0 + n + s);
            ((FloatVector) acc2.check(SPECIES)).intoArray(out, out0 + 2 * n + s);
            ((FloatVector) acc3.check(SPECIES)).intoArray(out, out0 + 3 * n + s);
        }
    }

    private static void weighted2(
            int terms,
            float[] w,
            int w0,
            int termStride,
            int rowStride,
            float[] x,
            int x0,
            int ldx,
            float[] out,
            int out0,
            int n,
            int biases) {
        boolean biased = biases != Dense.NO_BIAS;
        float b0 = biased ? w[biases] : 0f;
        float b1 = biased ? w[biases + 1] : 0f;
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector acc0 = FloatVector.broadcast(SPECIES, b0);
            FloatVector acc1 = FloatVector.broadcast(SPECIES, b1);
            int wt = w0;
            int xt = x0 + s;
            for (int t = 0; t < terms; t++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xt);
                acc0 = vx.fma(FloatVector.broadcast(SPECIES, w[wt]), acc0);
                acc1 = vx.fma(FloatVector.broadcast(SPECIES, w[wt + rowStride]), acc1);
                wt += termStride;
                xt += ldx;
            }
            ((FloatVector) acc0.check(SPECIES)).intoArray(out, out0 + s);
            ((FloatVector) acc1.check(SPECIES)).intoArray(out, out0 + n + s);
        }
    }

    private static void weighted1(
            int terms,
            float[] w,
            int w0,
            int termStride,
            float[] x,
            int x0,
            int ldx,
            float[] out,
            int out0,
            int n,
            int biases) {
        boolean biased = biases != Dense.NO_BIAS;
        float b0 = biased ? w[biases] : 0f;
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector acc0 = FloatVector.broadcast(SPECIES, b0);
            int wt = w0;
            int xt = x0 + s;
            for (int t = 0; t < terms; t++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xt);
                acc0 = vx.fma(FloatVector.broadcast(SPECIES, w[wt]), acc0);
                wt += termStride;
                xt += ldx;
            }
            ((FloatVector) acc0.check(SPECIES)).intoArray(out, out0 + s);
        }
    }
}
