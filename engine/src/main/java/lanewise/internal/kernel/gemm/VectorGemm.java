package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.GemmWorkspace.KC;
import static lanewise.internal.kernel.GemmWorkspace.MC;
import static lanewise.internal.kernel.GemmWorkspace.MR;
import static lanewise.internal.kernel.GemmWorkspace.NC;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.GemmStart;
import lanewise.internal.kernel.GemmWorkspace;

/**
 * {@link lanewise.internal.kernel.scalar.ScalarGemm} on vectors of columns of {@code C}, bit for
 * bit.
 *
 * <p>The loops around the micro-kernel are those of Goto and van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (ACM TOMS 34, 2008): a block of {@code B} that fits the
 * second-level cache is packed into panels as wide as a tile, and one panel after the other meets
 * all rows of a block of {@code A}. Rows of {@code A} are packed only where they are stored as
 * columns and far apart: the micro-kernel reads broadcast elements one by one, best in a row.
 */
public final class VectorGemm implements Gemm {

    /**
     * Columns of a full tile: with six rows, four vectors make use of the 32 registers of AVX-512,
     * two of the 16 of AVX2.
     */
    static final int NR = (WIDTH == 16 ? 4 : 2) * WIDTH;

    /** The largest span of a block of a transposed {@code A} that is read in place. */
    private static final int A_IN_PLACE = 40_000;

    /** What a tile begins with where the sums begin with zero; read in place of {@code C}. */
    private static final float[] ZEROS = new float[NR];

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
        boolean inPlace = form != Form.NT && ldb == n && n == columns(n);
        for (int j = 0; j < n; j += NC) {
            int nc = Math.min(NC, n - j);
            for (int p = 0; p < k; p += KC) {
                int kc = Math.min(KC, k - p);
                int bBlock = form == Form.NT ? bOffset + j * ldb + p : bOffset + p * ldb + j;
                float[] tb = b;
                int tb0 = bBlock;
                if (!inPlace) {
                    tb = workspace.b;
                    tb0 = 0;
                    GemmPacking.b(form == Form.NT, nc, kc, b, bBlock, ldb, tb, workspace.block);
                }
                for (int i = 0; i < m; i += MC) {
                    int mc = Math.min(MC, m - i);
                    int cBlock = cOffset + i * ldc + j;
                    if (p == 0 && start == GemmStart.BIAS) {
                        start.fill(bias, biasOffset + i, mc, nc, c, cBlock, ldc);
                    }
                    int aBlock = form == Form.TN ? aOffset + p * lda + i : aOffset + i * lda + p;
                    float[] ta = a;
                    int aRow = form == Form.TN ? 1 : lda;
                    int aTerm = form == Form.TN ? lda : 1;
                    int aTile = MR * aRow;
                    if (form == Form.TN && (long) lda * kc > A_IN_PLACE) {
                        GemmPacking.a(mc, kc, a, aBlock, lda, workspace.a);
                        ta = workspace.a;
                        aBlock = 0;
                        aRow = 1;
                        aTerm = MR;
                        aTile = GemmWorkspace.tileStride(kc);
                    }
                    block(
                            mc,
                            nc,
                            kc,
                            ta,
                            aBlock,
                            aTile,
                            aRow,
                            aTerm,
                            tb,
                            tb0,
                            p == 0 && start == GemmStart.ZERO,
                            c,
                            cBlock,
                            ldc,
                            workspace.c);
                    if (p + kc == k && epilogue != Epilogue.NONE) {
                        for (int r = 0; r < mc; r++) {
                            epilogue.apply(c, c, cBlock + r * ldc, nc);
                        }
                    }
                }
            }
        }
    }

    /** Lets a block of {@code C} grow by the terms of a block of {@code A} and one of {@code B}. */
    private static void block(
            int mc,
            int nc,
            int kc,
            float[] a,
            int a0,
            int aTile,
            int aRow,
            int aTerm,
            float[] b,
            int b0,
            boolean fromZero,
            float[] c,
            int c0,
            int ldc,
            float[] edge) {
        float[] s = fromZero ? ZEROS : c;
        int lds = fromZero ? 0 : ldc;
        for (int j = 0; j < nc; ) {
            int columns = columns(nc - j);
            int bj = b0 + j * kc;
            int left = nc - j;
            int ai = a0;
            for (int i = 0; i < mc; i += MR) {
                int rows = Math.min(MR, mc - i);
                int ci = c0 + i * ldc + j;
                if (columns <= left) {
                    int si = fromZero ? 0 : ci;
                    tile(columns, rows, kc, a, ai, aRow, aTerm, b, bj, s, si, lds, c, ci, ldc);
                } else {
                    float[] se = fromZero ? ZEROS : edge;
                    int le = fromZero ? 0 : WIDTH;
                    copy(rows, left, c, ci, ldc, edge, 0, WIDTH);
                    tile(columns, rows, kc, a, ai, aRow, aTerm, b, bj, se, 0, le, edge, 0, WIDTH);
                    copy(rows, left, edge, 0, WIDTH, c, ci, ldc);
                }
                ai += aTile;
            }
            j += columns;
        }
    }

    /** The columns of the widest tile that fits. */
    static int columns(int available) {
        if (available >= NR) {
            return NR;
        }
        return available >= 2 * WIDTH ? 2 * WIDTH : WIDTH;
    }

    private static void tile(
            int columns,
            int rows,
            int kc,
            float[] a,
            int a0,
            int aRow,
            int aTerm,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        if (columns == 4 * WIDTH) {
            GemmTiles.tile4(rows, kc, a, a0, aRow, aTerm, b, b0, s, s0, lds, c, c0, ldc);
        } else if (columns == 2 * WIDTH) {
            GemmTiles.tile2(rows, kc, a, a0, aRow, aTerm, b, b0, s, s0, lds, c, c0, ldc);
        } else {
            GemmTiles.tile1(rows, kc, a, a0, aRow, aTerm, b, b0, s, s0, lds, c, c0, ldc);
        }
    }

    private static void copy(
            int rows, int columns, float[] from, int f0, int ldf, float[] to, int t0, int ldt) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[t0 + i * ldt + j] = from[f0 + i * ldf + j];
            }
        }
    }
}
