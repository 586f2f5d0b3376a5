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
     * GemmWorkspace#MR} rows. The last panel repeats its last row.
     */
    static void a(int from, int rows, int terms, float[] a, int a0, int lda, float[] panels) {
        for (int i = from; i < rows; i += MR) {
            int target = i * terms;
            int fast = i + MR <= rows ? wholeVectors(a.length, a0 + i, lda, terms) : 0;
            overlapping(fast, a, a0 + i, lda, panels, target);
            for (int p = fast; p < terms; p++) {
                for (int r = 0; r < MR; r++) {
                    panels[target + p * MR + r] = a[a0 + p * lda + Math.min(i + r, rows - 1)];
                }
            }
        }
    }

    /** How many of the terms can be read by whole vectors. */
    private static int wholeVectors(int length, int a0, int lda, int terms) {
        int room = length - a0 - 2 * WIDTH;
        return room < 0 ? 0 : Math.min(terms, room / lda + 1);
    }

    private static void overlapping(
            int terms, float[] a, int a0, int lda, float[] panels, int target) {
        int t = target;
        int from = a0;
        for (int p = 0; p < terms; p++) {
            FloatVector v = FloatVector.fromArray(SPECIES, a, from);
            if (WIDTH < MR) {
                FloatVector.fromArray(SPECIES, a, from + WIDTH).intoArray(panels, t + WIDTH);
            }
            v.intoArray(panels, t);
            from += lda;
            t += MR;
        }
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
            float[] panels) {
        for (int j = 0; j < columns; j += NR) {
            int width = Math.min(NR, columns - j);
            int stride = padded(width);
            int target = j * terms;
            if (transposed) {
                transpose(width, stride, terms, b, b0 + j * ldb, ldb, panels, target);
                continue;
            }
            int whole = width & -WIDTH;
            if (all) {
                for (int v = 0; v < whole; v += WIDTH) {
                    rows(terms, b, b0 + j + v, ldb, panels, target + v, stride);
                }
            }
            if (whole < width) {
                edge(width - whole, terms, b, b0 + j + whole, ldb, panels, target + whole, stride);
            }
        }
    }

    private static void rows(
            int terms, float[] b, int b0, int ldb, float[] panels, int target, int stride) {
        for (int p = 0; p < terms; p++) {
            FloatVector.fromArray(SPECIES, b, b0 + p * ldb).intoArray(panels, target + p * stride);
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
            int target) {
        int j = 0;
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
