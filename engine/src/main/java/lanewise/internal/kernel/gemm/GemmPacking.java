package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.GemmWorkspace.MR;
import static lanewise.internal.kernel.GemmWorkspace.TERM;
import static lanewise.internal.kernel.gemm.VectorGemm.NR;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.vector.VectorTranspose;

/** Packs blocks of operands in the order in which {@link VectorGemm} reads them. */
final class GemmPacking {

    private GemmPacking() {}

    /**
     * Packs a block of {@code A} stored as (terms × rows) into tiles of six rows, each tile term by
     * term. Rows missing from the last tile are left undefined, as is the padding of a term.
     *
     * <p>The vectors, of at most {@link GemmWorkspace#TERM} floats, copy more than the six rows of
     * a term, into its padding.
     */
    static void a(int rows, int terms, float[] a, int a0, int lda, float[] tiles) {
        assert WIDTH <= TERM;
        int stride = GemmWorkspace.tileStride(terms);
        int readable = a.length - (a0 + (terms - 1) * lda);
        int whole = Math.clamp((readable - TERM + MR) / MR * MR, 0, rows);
        int r = 0;
        int to = 0;
        for (; r + 4 * MR <= whole; r += 4 * MR) {
            fourTiles(terms, a, a0 + r, lda, tiles, to, stride);
            to += 4 * stride;
        }
        for (; r < whole; r += MR) {
            for (int p = 0; p < terms; p++) {
                int from = a0 + r + p * lda;
                for (int v = 0; v < TERM; v += WIDTH) {
                    copy(a, from + v, tiles, to + p * TERM + v);
                }
            }
            to += stride;
        }
        for (; r < rows; r++) {
            int tile = r / MR * stride + r % MR;
            for (int p = 0; p < terms; p++) {
                tiles[tile + p * TERM] = a[a0 + r + p * lda];
            }
        }
    }

    /** Reads the rows of four tiles together, so that fewer loads miss the first-level cache. */
    private static void fourTiles(
            int terms, float[] a, int a0, int lda, float[] tiles, int t0, int stride) {
        int t1 = t0 + stride;
        int t2 = t1 + stride;
        int t3 = t2 + stride;
        for (int p = 0; p < terms; p++) {
            int from = a0 + p * lda;
            int to = p * TERM;
            for (int v = 0; v < TERM; v += WIDTH) {
                copy(a, from + v, tiles, t0 + to + v);
                copy(a, from + MR + v, tiles, t1 + to + v);
                copy(a, from + 2 * MR + v, tiles, t2 + to + v);
                copy(a, from + 3 * MR + v, tiles, t3 + to + v);
            }
        }
    }

    private static void copy(float[] from, int f, float[] to, int t) {
        ((FloatVector) FloatVector.fromArray(SPECIES, from, f).check(SPECIES)).intoArray(to, t);
    }

    /**
     * Packs a block of {@code B} into panels as wide as the tiles that read them, term by term. The
     * last panel is padded with zeros.
     */
    static void b(
            boolean transposed,
            int columns,
            int terms,
            float[] b,
            int b0,
            int ldb,
            float[] panels,
            float[] block) {
        for (int j = 0; j < columns; ) {
            int stride = VectorGemm.columns(columns - j);
            int width = Math.min(stride, columns - j);
            int target = j * terms;
            if (transposed) {
                transpose(width, stride, terms, b, b0 + j * ldb, ldb, panels, target, block);
            } else if (stride == NR) {
                fullRows(terms, b, b0 + j, ldb, panels, target);
            } else if (stride == width) {
                rows(width, terms, b, b0 + j, ldb, panels, target);
            } else {
                edge(width, terms, b, b0 + j, ldb, panels, target);
            }
            j += stride;
        }
    }

    private static void fullRows(
            int terms, float[] b, int b0, int ldb, float[] panels, int target) {
        int from = b0;
        int to = target;
        for (int p = 0; p < terms; p++) {
            for (int v = 0; v < NR; v += WIDTH) {
                ((FloatVector) FloatVector.fromArray(SPECIES, b, from + v).check(SPECIES))
                        .intoArray(panels, to + v);
            }
            from += ldb;
            to += NR;
        }
    }

    private static void rows(
            int columns, int terms, float[] b, int b0, int ldb, float[] panels, int target) {
        int from = b0;
        int to = target;
        for (int p = 0; p < terms; p++) {
            for (int v = 0; v < columns; v += WIDTH) {
                ((FloatVector) FloatVector.fromArray(SPECIES, b, from + v).check(SPECIES))
                        .intoArray(panels, to + v);
            }
            from += ldb;
            to += columns;
        }
    }

    private static void edge(
            int columns, int terms, float[] b, int b0, int ldb, float[] panels, int target) {
        for (int p = 0; p < terms; p++) {
            for (int j = 0; j < WIDTH; j++) {
                panels[target + p * WIDTH + j] = j < columns ? b[b0 + p * ldb + j] : 0f;
            }
        }
    }

    /** Packs some columns of a {@code B} stored as (columns × terms) into one panel. */
    static void transpose(
            int columns,
            int stride,
            int terms,
            float[] b,
            int b0,
            int ldb,
            float[] panels,
            int target,
            float[] block) {
        int j = 0;
        if (terms >= WIDTH) {
            int whole = terms & -WIDTH;
            for (; j + WIDTH <= columns; j += WIDTH) {
                int from = b0 + j * ldb;
                for (int p = 0; p < whole; p += WIDTH) {
                    VectorTranspose.block(
                            b, from + p, ldb, panels, target + j + p * stride, stride, block, 0);
                }
                for (int q = 0; q < WIDTH && whole < terms; q++) {
                    for (int p = whole; p < terms; p++) {
                        panels[target + j + q + p * stride] = b[from + q * ldb + p];
                    }
                }
            }
        }
        for (; j + 8 <= columns; j += 8) {
            transpose8(terms, b, b0 + j * ldb, ldb, panels, target + j, stride);
        }
        for (; j < columns; j++) {
            for (int p = 0; p < terms; p++) {
                panels[target + j + p * stride] = b[b0 + j * ldb + p];
            }
        }
        for (; j < stride; j++) {
            for (int p = 0; p < terms; p++) {
                panels[target + j + p * stride] = 0f;
            }
        }
    }

    private static void transpose8(
            int terms, float[] b, int b0, int ldb, float[] panels, int target, int stride) {
        int b1 = b0 + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        int b4 = b3 + ldb;
        int b5 = b4 + ldb;
        int b6 = b5 + ldb;
        int b7 = b6 + ldb;
        int t = target;
        for (int p = 0; p < terms; p++) {
            panels[t] = b[b0 + p];
            panels[t + 1] = b[b1 + p];
            panels[t + 2] = b[b2 + p];
            panels[t + 3] = b[b3 + p];
            panels[t + 4] = b[b4 + p];
            panels[t + 5] = b[b5 + p];
            panels[t + 6] = b[b6 + p];
            panels[t + 7] = b[b7 + p];
            t += stride;
        }
    }
}
