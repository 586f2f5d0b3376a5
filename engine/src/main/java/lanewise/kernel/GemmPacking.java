package lanewise.kernel;

import static lanewise.kernel.GemmWorkspace.MR;
import static lanewise.kernel.VectorGemm.NR;
import static lanewise.kernel.VectorKernels.SPECIES;
import static lanewise.kernel.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/** Copies blocks of operands into the order in which {@link VectorGemm} reads them. */
final class GemmPacking {

    private GemmPacking() {}

    /** The columns of a panel in memory: whole vectors. */
    static int padded(int columns) {
        return (columns + WIDTH - 1) & -WIDTH;
    }

    /**
     * Packs a block of {@code A} that is stored (terms × rows) into panels of {@link
     * GemmWorkspace#MR} rows. The last panel's rows beyond the block mean nothing.
     */
    static void a(int from, int rows, int terms, float[] a, int a0, int lda, float[] target) {
        int length = panelA(terms);
        int panels = (rows - from + MR - 1) / MR;
        int fast = wholeVectors(a.length, a0 + from + (panels - 1) * MR, lda, terms);
        group(panels, fast, length, a, a0 + from, lda, target, from / MR * length);
        for (int i = from; i < rows && fast < terms; i += MR) {
            panel(fast, i, rows, terms, a, a0, lda, target);
        }
    }

    /** Packs a panel's terms from one on, number by number. */
    private static void panel(
            int term, int i, int rows, int terms, float[] a, int a0, int lda, float[] panels) {
        for (int p = term; p < terms; p++) {
            for (int r = 0; r < MR; r++) {
                panels[i / MR * panelA(terms) + p * MR + r] =
                        a[a0 + p * lda + Math.min(i + r, rows - 1)];
            }
        }
    }

    private static void group(
            int count,
            int terms,
            int panelLength,
            float[] a,
            int a0,
            int lda,
            float[] panels,
            int target) {
        for (int p = 0; p < terms; p++) {
            int from = a0 + p * lda;
            int to = target + p * MR;
            for (int q = 0; q < count; q++) {
                FloatVector.fromArray(SPECIES, a, from).intoArray(panels, to);
                if (WIDTH < MR) {
                    FloatVector.fromArray(SPECIES, a, from + WIDTH).intoArray(panels, to + WIDTH);
                }
                from += MR;
                to += panelLength;
            }
        }
    }

    /** Distance between panels: room for a whole vector at the last term. */
    static int panelA(int terms) {
        return terms * MR + Lanes.COUNT;
    }

    /** How many of the terms can be read by whole vectors. */
    private static int wholeVectors(int length, int a0, int lda, int terms) {
        int room = length - a0 - (WIDTH < MR ? 2 * WIDTH : WIDTH);
        return room < 0 ? 0 : Math.min(terms, room / lda + 1);
    }

    /**
     * Packs a block of {@code B} into panels of up to {@link VectorGemm#NR} columns, padded to
     * whole vectors with zeros.
     */
    static void b(
            boolean transposed,
            boolean all,
            int columns,
            int terms,
            float[] b,
            int b0,
            int ldb,
            float[] panels,
            float[] block) {
        for (int j = 0; j < columns; j += NR) {
            int width = Math.min(NR, columns - j);
            int stride = padded(width);
            int target = j * terms;
            if (transposed) {
                transpose(width, stride, terms, b, b0 + j * ldb, ldb, panels, target, block);
                continue;
            }
            int whole = width & -WIDTH;
            if (all) {
                if (whole == NR) {
                    fullRows(terms, b, b0 + j, ldb, panels, target);
                } else {
                    rows(whole / WIDTH, terms, b, b0 + j, ldb, panels, target, stride);
                }
            }
            if (whole < width) {
                edge(width - whole, terms, b, b0 + j + whole, ldb, panels, target + whole, stride);
            }
        }
    }

    private static void rows(
            int vectors,
            int terms,
            float[] b,
            int b0,
            int ldb,
            float[] panels,
            int target,
            int stride) {
        int from = b0;
        int to = target;
        for (int p = 0; p < terms; p++) {
            for (int v = 0; v < vectors * WIDTH; v += WIDTH) {
                FloatVector.fromArray(SPECIES, b, from + v).intoArray(panels, to + v);
            }
            from += ldb;
            to += stride;
        }
    }

    private static void fullRows(
            int terms, float[] b, int b0, int ldb, float[] panels, int target) {
        int from = b0;
        int to = target;
        for (int p = 0; p < terms; p++) {
            for (int v = 0; v < NR; v += WIDTH) {
                FloatVector.fromArray(SPECIES, b, from + v).intoArray(panels, to + v);
            }
            from += ldb;
            to += NR;
        }
    }

    private static void edge(
            int columns,
            int terms,
            float[] b,
            int b0,
            int ldb,
            float[] panels,
            int target,
            int stride) {
        for (int p = 0; p < terms; p++) {
            for (int j = 0; j < WIDTH; j++) {
                panels[target + p * stride + j] = j < columns ? b[b0 + p * ldb + j] : 0f;
            }
        }
    }

    private static void transpose(
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
        if (WIDTH == GemmTranspose.SIZE) {
            int whole = terms & -WIDTH;
            for (; j + WIDTH <= columns; j += WIDTH) {
                int from = b0 + j * ldb;
                for (int p = 0; p < whole; p += WIDTH) {
                    GemmTranspose.block(
                            b, from + p, ldb, panels, target + j + p * stride, stride, block);
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
