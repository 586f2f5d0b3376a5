package lanewise.benchmarks.jmh.gemm;

import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Gemm.Form;
import lanewise.internal.kernel.GemmStart;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.tier.KernelProvider;

import java.util.Random;

/** The operands of one matrix product, filled with reproducible numbers between −1 and 1. */
final class SgemmProduct {
    /** Half the distance between 1 and the next float. */
    private static final double ROUNDING = 0x1p-24;

    final Form form;
    final int m;
    final int n;
    final int k;
    final float[] a;
    final float[] b;
    final int lda;
    final int ldb;

    SgemmProduct(Form form, int m, int n, int k) {
        this.form = form;
        this.m = m;
        this.n = n;
        this.k = k;
        lda = form == Form.TN ? m : k;
        ldb = form == Form.NT ? k : n;
        Random random = new Random(30);
        a = random(random, m * k);
        b = random(random, k * n);
    }

    private static float[] random(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    /** Multiplies into a dense matrix. */
    void multiply(Gemm gemm, float[] c, GemmWorkspace workspace) {
        gemm.multiply(
                form,
                m,
                n,
                k,
                a,
                0,
                lda,
                b,
                0,
                ldb,
                c,
                0,
                n,
                GemmStart.ZERO,
                null,
                0,
                null,
                workspace);
    }

    /**
     * Checks that every element is within the error bound of any order of summation: k ·
     * 2<sup>−24</sup> · Σ|terms| (N. J. Higham, "Accuracy and Stability of Numerical Algorithms",
     * chapter 3).
     *
     * @throws IllegalStateException if one is not
     */
    void verify(String what, float[] c) {
        for (int i = 0; i < m; i++) {
            double[] exact = new double[n];
            double[] size = new double[n];
            for (int p = 0; p < k; p++) {
                double factor = a[form == Form.TN ? p * lda + i : i * lda + p];
                for (int j = 0; j < n; j++) {
                    double term = factor * b[form == Form.NT ? j * ldb + p : p * ldb + j];
                    exact[j] += term;
                    size[j] += Math.abs(term);
                }
            }
            for (int j = 0; j < n; j++) {
                if (!(Math.abs(c[i * n + j] - exact[j]) <= k * ROUNDING * size[j])) {
                    throw new IllegalStateException(
                            what
                                    + ": element ("
                                    + i
                                    + ", "
                                    + j
                                    + ") is "
                                    + c[i * n + j]
                                    + ", exact is "
                                    + exact[j]);
                }
            }
        }
    }

    /**
     * Compares bits with the scalar definition in the first, middle and last row; all rows would
     * take seconds.
     *
     * @throws IllegalStateException if one differs
     */
    void verifyBits(String what, float[] c) {
        float[] row = new float[n];
        for (int i : new int[] {0, m / 2, m - 1}) {
            KernelProvider.scalar()
                    .gemm()
                    .multiply(
                            form,
                            1,
                            n,
                            k,
                            a,
                            form == Form.TN ? i : i * lda,
                            lda,
                            b,
                            0,
                            ldb,
                            row,
                            0,
                            n,
                            GemmStart.ZERO,
                            null,
                            0,
                            null,
                            new GemmWorkspace(1, n, k));
            for (int j = 0; j < n; j++) {
                if (Float.floatToRawIntBits(row[j]) != Float.floatToRawIntBits(c[i * n + j])) {
                    throw new IllegalStateException(
                            what
                                    + ": element ("
                                    + i
                                    + ", "
                                    + j
                                    + ") is "
                                    + c[i * n + j]
                                    + ", the scalar kernel's "
                                    + row[j]);
                }
            }
        }
    }
}
