package lanewise.internal.kernel.scalar;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.GemmStart;
import lanewise.internal.kernel.GemmWorkspace;

/** Reference implementation of {@link Gemm} in plain Java. */
public final class ScalarGemm implements Gemm {

    @Override
    public void multiply(
            Form form,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] c,
            int cOffset,
            int ldc,
            GemmStart start,
            float[] bias,
            int biasOffset,
            Epilogue epilogue,
            GemmWorkspace workspace) {
        int aRow = form == Form.TN ? 1 : lda;
        int aTerm = form == Form.TN ? lda : 1;
        int bTerm = form == Form.NT ? 1 : ldb;
        int bColumn = form == Form.NT ? ldb : 1;
        start.fill(bias, biasOffset, m, n, c, cOffset, ldc);
        for (int i = 0; i < m; i++) {
            int ci = cOffset + i * ldc;
            for (int j = 0; j < n; j++) {
                float sum = c[ci + j];
                for (int p = 0; p < k; p++) {
                    float va = a[aOffset + i * aRow + p * aTerm];
                    sum = fma(va, b[bOffset + p * bTerm + j * bColumn], sum);
                }
                c[ci + j] = sum;
            }
            if (epilogue != null) {
                epilogue.apply(c, c, ci, n);
            }
        }
    }
}
