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
 * {@link ScalarGemm} on vectors of columns of {@code C}, with identical bits.
 *
 * <p>The loops around the micro-kernel follow K. Goto and R. van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (ACM TOMS 34, 2008): a block of {@code B} that fits in
 * the second-level cache is packed into panels as wide as a tile, and each panel is multiplied by
 * all rows of a block of {@code A}. {@code A} is packed only if it is stored as (terms × rows) and
 * vectors have fewer than 16 floats. Tiles have six rows, with vectors of 16 floats also eight.
 */
public final class VectorGemm implements Gemm {

    /**
     * Number of columns of a full tile: with six rows, four vectors use the 32 registers of AVX-512
     * well, two vectors the 16 registers of AVX2.
     */
    static final int NR = (WIDTH == 16 ? 4 : 2) * WIDTH;

    /**
     * Whether an {@code A} stored as (terms × rows) is packed, for {@link PackedTiles}. Otherwise
     * {@link TransposedTiles} reads it where it is.
     */
    static final boolean PACKS = WIDTH < 16;

    /**
     * Number of terms added at a time with such an {@code A}. If it is not packed, the widest panel
     * of {@code B} then has 32 kB: it stays in a first-level cache of 48 kB beside the lines of
     * {@code A}. The order of the terms is the same for any number.
     */
    static final int TRANSPOSED_KC = PACKS ? KC : 128;

    /** Initial values of a tile whose sums start with zero; read instead of {@code C}. */
    static final float[] ZEROS = new float[NR];

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
        boolean transposed = form == Form.TN;
        int terms = transposed ? TRANSPOSED_KC : KC;
        boolean inPlace = form != Form.NT && ldb == n && n == columns(n);
        for (int j = 0; j < n; j += NC) {
            int nc = Math.min(NC, n - j);
            for (int p = 0; p < k; p += terms) {
                int kc = Math.min(terms, k - p);
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
                    float[] ta = a;
                    int ta0 = aOffset + (transposed ? i + p * lda : i * lda + p);
                    if (transposed && PACKS) {
                        ta = workspace.a;
                        GemmPacking.a(mc, kc, a, ta0, lda, ta);
                        ta0 = 0;
                    }
                    block(
                            mc,
                            nc,
                            kc,
                            transposed,
                            ta,
                            ta0,
                            lda,
                            tb,
                            tb0,
                            p == 0 && start == GemmStart.ZERO,
                            c,
                            cBlock,
                            ldc,
                            workspace.c);
                    if (p + kc == k && epilogue != null) {
                        if (nc == ldc) {
                            epilogue.apply(c, c, cBlock, mc * nc);
                        } else {
                            for (int r = 0; r < mc; r++) {
                                epilogue.apply(c, c, cBlock + r * ldc, nc);
                            }
                        }
                    }
                }
            }
        }
    }

    /**
     * Adds the product of a block of {@code A} and a block of {@code B} to a block of {@code C}.
     */
    private static void block(
            int mc,
            int nc,
            int kc,
            boolean transposed,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            boolean fromZero,
            float[] c,
            int c0,
            int ldc,
            float[] edge) {
        int aTile = aTile(transposed, kc, lda);
        for (int j = 0; j < nc; ) {
            int columns = columns(nc - j);
            int bj = b0 + j * kc;
            int left = nc - j;
            int tall = PACKS || columns == NR ? 0 : TallTiles.count(mc) * TallTiles.ROWS;
            boolean overhangs = columns > left;
            float[] to = overhangs ? edge : c;
            float[] s = fromZero ? ZEROS : to;
            int ldt = overhangs ? WIDTH : ldc;
            int lds = fromZero ? 0 : ldt;
            int ai = a0;
            for (int i = 0; i < mc; ) {
                boolean isTall = i < tall;
                int height = isTall ? TallTiles.ROWS : MR;
                int rows = Math.min(height, mc - i);
                int ci = c0 + i * ldc + j;
                int ti = overhangs ? 0 : ci;
                int si = fromZero ? 0 : ti;
                if (overhangs) {
                    copy(rows, left, c, ci, ldc, edge, 0, WIDTH);
                }
                if (isTall) {
                    TallTiles.tile(
                            columns,
                            rows,
                            kc,
                            transposed,
                            a,
                            ai,
                            lda,
                            b,
                            bj,
                            s,
                            si,
                            lds,
                            to,
                            ti,
                            ldt);
                    ai += TallTiles.ROWS * (transposed ? 1 : lda);
                } else {
                    tile(columns, rows, kc, transposed, a, ai, lda, b, bj, s, si, lds, to, ti, ldt);
                    ai += aTile;
                }
                if (overhangs) {
                    copy(rows, left, edge, 0, WIDTH, c, ci, ldc);
                }
                i += height;
            }
            j += columns;
        }
    }

    /** Returns the number of columns of the widest tile that fits, at least one vector. */
    static int columns(int available) {
        if (available >= NR) {
            return NR;
        }
        return available >= 2 * WIDTH ? 2 * WIDTH : WIDTH;
    }

    /**
     * Returns the distance between tiles of six rows of {@code A}.
     *
     * @param transposed whether {@code A} is stored as (terms × rows), and packed if {@link #PACKS}
     * @param kc number of terms
     * @param lda distance between terms or rows
     */
    static int aTile(boolean transposed, int kc, int lda) {
        if (transposed) {
            return PACKS ? GemmWorkspace.tileStride(kc) : MR;
        }
        return MR * lda;
    }

    /**
     * Computes a tile of six rows. Those of four vectors exist only where {@code A} is not packed.
     *
     * @param columns number of columns: one, two or four vectors
     * @param transposed whether {@code A} is stored as (terms × rows), and packed if {@link
     *     #PACKS}; otherwise its rows are contiguous
     * @param lda distance between terms or rows
     */
    static void tile(
            int columns,
            int rows,
            int kc,
            boolean transposed,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        if (columns == 4 * WIDTH) {
            if (transposed) {
                TransposedTiles.tile4(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            } else {
                GemmTiles.tile4(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            }
        } else if (columns == 2 * WIDTH) {
            if (!transposed) {
                GemmTiles.tile2(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            } else if (PACKS) {
                PackedTiles.tile2(rows, kc, a, a0, b, b0, s, s0, lds, c, c0, ldc);
            } else {
                TransposedTiles.tile2(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            }
        } else {
            if (!transposed) {
                GemmTiles.tile1(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            } else if (PACKS) {
                PackedTiles.tile1(rows, kc, a, a0, b, b0, s, s0, lds, c, c0, ldc);
            } else {
                TransposedTiles.tile1(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            }
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
