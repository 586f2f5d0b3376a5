package lanewise.kernel;

import static lanewise.kernel.GemmWorkspace.KC;
import static lanewise.kernel.GemmWorkspace.MC;
import static lanewise.kernel.GemmWorkspace.MR;
import static lanewise.kernel.GemmWorkspace.NC;
import static lanewise.kernel.VectorKernels.WIDTH;

/**
 * {@link ScalarGemm} on vectors of columns of {@code C}, bit for bit.
 *
 * <p>The loops around the micro-kernel are those of Goto and van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (ACM TOMS 34, 2008): a block of {@code B} that fits the
 * second-level cache is packed into panels as wide as a tile, and one panel after the other meets
 * all rows of a block of {@code A}. Rows of {@code A} are packed only where they are stored as
 * columns and far apart: the micro-kernel reads broadcast elements one by one, best in a row.
 */
final class VectorGemm implements Gemm {

    /**
     * Columns of a full tile: with six rows, four vectors make use of the 32 registers of AVX-512,
     * two of the 16 of AVX2.
     */
    static final int NR = (WIDTH == 16 ? 4 : 2) * WIDTH;

    /** The largest span of {@code B}, in floats, that is read in place: it stays in a cache. */
    private static final int B_IN_PLACE = 5_000;

    /** The largest span of a block of a transposed {@code A} that is read in place. */
    private static final int A_IN_PLACE = 40_000;

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
        boolean packed = form == Form.NT || (long) ldb * k > B_IN_PLACE;
        for (int j = 0; j < n; j += NC) {
            int nc = Math.min(NC, n - j);
            for (int p = 0; p < k; p += KC) {
                int kc = Math.min(KC, k - p);
                int bBlock = form == Form.NT ? bOffset + j * ldb + p : bOffset + p * ldb + j;
                GemmPacking.b(
                        form == Form.NT,
                        packed,
                        nc,
                        kc,
                        b,
                        bBlock,
                        ldb,
                        workspace.b,
                        workspace.block);
                for (int i = 0; i < m; i += MC) {
                    int mc = Math.min(MC, m - i);
                    int cBlock = cOffset + i * ldc + j;
                    if (p == 0) {
                        start.fill(bias, biasOffset + i, mc, nc, c, cBlock, ldc);
                    }
                    int aBlock = form == Form.TN ? aOffset + p * lda + i : aOffset + i * lda + p;
                    int unpacked = form == Form.TN ? directRows(mc, kc, lda) : mc;
                    if (unpacked < mc) {
                        int rest = aBlock + unpacked;
                        GemmPacking.a(
                                mc - unpacked, kc, a, rest, lda, workspace.a, workspace.block);
                    }
                    block(
                            form == Form.TN,
                            unpacked,
                            packed,
                            mc,
                            nc,
                            kc,
                            a,
                            aBlock,
                            lda,
                            b,
                            bBlock,
                            ldb,
                            c,
                            cBlock,
                            ldc,
                            workspace);
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
            boolean transposedA,
            int unpacked,
            boolean packedB,
            int mc,
            int nc,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            int ldb,
            float[] c,
            int c0,
            int ldc,
            GemmWorkspace workspace) {
        for (int panel = 0; panel < nc; panel += NR) {
            int width = Math.min(NR, nc - panel);
            int stride = GemmPacking.padded(width);
            for (int j = 0; j < width; ) {
                int columns = columns(width - j);
                boolean whole = j + columns <= width;
                boolean direct = !packedB && whole;
                float[] tb = direct ? b : workspace.b;
                int tb0 = direct ? b0 + panel + j : panel * kc + j;
                int tld = direct ? ldb : stride;
                for (int i = 0; i < mc; i += MR) {
                    int rows = Math.min(MR, mc - i);
                    int ci = c0 + i * ldc + panel + j;
                    boolean packedA = i >= unpacked;
                    boolean columnsOfA = transposedA && !packedA;
                    float[] ta = packedA ? workspace.a : a;
                    int tlda = packedA ? GemmPacking.padded(kc) : lda;
                    int ta0 = packedA ? (i - unpacked) * tlda : transposedA ? a0 + i : a0 + i * lda;
                    if (whole) {
                        tile(
                                columnsOfA,
                                columns,
                                rows,
                                kc,
                                ta,
                                ta0,
                                tlda,
                                tb,
                                tb0,
                                tld,
                                c,
                                ci,
                                ldc);
                    } else {
                        float[] edge = workspace.c;
                        int cells = width - j;
                        copy(rows, cells, c, ci, ldc, edge, 0, WIDTH);
                        tile(
                                columnsOfA,
                                columns,
                                rows,
                                kc,
                                ta,
                                ta0,
                                tlda,
                                tb,
                                tb0,
                                tld,
                                edge,
                                0,
                                WIDTH);
                        copy(rows, cells, edge, 0, WIDTH, c, ci, ldc);
                    }
                }
                j += columns;
            }
        }
    }

    /** How many rows of a transposed block are read in place: whole tiles or none. */
    private static int directRows(int mc, int kc, int lda) {
        return (long) lda * kc > A_IN_PLACE ? 0 : mc - mc % MR;
    }

    /** The columns of the widest tile that fits. */
    private static int columns(int available) {
        if (available >= NR) {
            return NR;
        }
        return available >= 2 * WIDTH ? 2 * WIDTH : WIDTH;
    }

    private static void tile(
            boolean columnsOfA,
            int columns,
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            int ldb,
            float[] c,
            int c0,
            int ldc) {
        if (columns == 4 * WIDTH) {
            if (columnsOfA) {
                ColumnTiles.tile4(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
            } else {
                RowTiles.tile4(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
            }
        } else if (columns == 2 * WIDTH) {
            if (columnsOfA) {
                ColumnTiles.tile2(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
            } else {
                RowTiles.tile2(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
            }
        } else if (columnsOfA) {
            ColumnTiles.tile1(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
        } else {
            RowTiles.tile1(rows, kc, a, a0, lda, b, b0, ldb, c, c0, ldc);
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
