package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.GemmWorkspace.KC;
import static lanewise.internal.kernel.GemmWorkspace.MR;
import static lanewise.internal.kernel.gemm.VectorGemm.PACKS;
import static lanewise.internal.kernel.gemm.VectorGemm.TRANSPOSED_KC;
import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.PackedLayer;
import lanewise.internal.kernel.RowKernels;
import lanewise.internal.kernel.vector.VectorRowSigmoid;
import lanewise.internal.kernel.vector.VectorRowSoftmax;
import lanewise.internal.kernel.vector.VectorSoftmax;
import lanewise.internal.kernel.vector.VectorTranspose;

/**
 * {@link RowKernels}: a matrix product whose second operand, the weights, is packed once and for
 * all. Rows are taken in tiles of six, then in a tile of up to four, and a single row by a kernel
 * of its own, which keeps eight sums in flight.
 */
public final class VectorRows implements RowKernels {

    /** Largest number of rows of a tile of {@link RowTiles}. */
    private static final int FEW = 4;

    private final ActivationKernels activations;

    public VectorRows(ActivationKernels activations) {
        this.activations = activations;
    }

    @Override
    public PackedLayer pack(Dense layer, float[] parameters) {
        int units = layer.outputs();
        int stride = Lanes.pad(units);
        int inputs = layer.inputs();
        if ((long) inputs * stride > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    inputs
                            + " inputs times "
                            + stride
                            + " units, with padding, exceed the largest array: use Tier.SCALAR");
        }
        float[] weights = new float[inputs * stride];
        for (int j = 0; j < stride; ) {
            int columns = VectorGemm.columns(stride - j);
            int width = Math.min(columns, units - j);
            for (int i = 0; i < inputs && width > 0; i++) {
                int from = layer.weights() + i * units + j;
                System.arraycopy(parameters, from, weights, j * inputs + i * columns, width);
            }
            j += columns;
        }
        float[] biases = new float[stride];
        if (layer.hasBias()) {
            System.arraycopy(parameters, layer.biases(), biases, 0, units);
        }
        return new PackedLayer(inputs, units, stride, weights, biases, layer.sharesDivisions());
    }

    @Override
    public void forward(
            PackedLayer layer,
            ActivationFunction f,
            float[] x,
            int xOffset,
            int ldx,
            int rows,
            float[] a) {
        int inputs = layer.inputs();
        if (rows == 1) {
            row(layer, x, xOffset, a);
        } else {
            for (int p = 0; p < inputs; p += KC) {
                int terms = Math.min(KC, inputs - p);
                block(layer, p, terms, false, x, xOffset + p, ldx, rows, a);
            }
        }
        activations(layer, f, rows, a);
    }

    @Override
    public void forwardColumns(
            PackedLayer layer,
            ActivationFunction f,
            float[] x,
            int xOffset,
            int ldx,
            int rows,
            float[] a,
            GemmWorkspace workspace) {
        int inputs = layer.inputs();
        for (int p = 0; p < inputs; p += TRANSPOSED_KC) {
            int terms = Math.min(TRANSPOSED_KC, inputs - p);
            int from = xOffset + p * ldx;
            if (PACKS) {
                GemmPacking.a(rows, terms, x, from, ldx, workspace.a);
                block(layer, p, terms, true, workspace.a, 0, ldx, rows, a);
            } else {
                block(layer, p, terms, true, x, from, ldx, rows, a);
            }
        }
        activations(layer, f, rows, a);
    }

    private void activations(PackedLayer layer, ActivationFunction f, int rows, float[] a) {
        if (f == ActivationFunction.SIGMOID && layer.sharesDivisions()) {
            VectorRowSigmoid.apply(a, layer.units(), layer.stride(), rows);
        } else if (f != ActivationFunction.SOFTMAX) {
            activations.apply(f, a, a, 0, rows * layer.stride());
        }
    }

    @Override
    public void transpose(
            float[] x, int xOffset, int rows, int columns, float[] to, int ldTo, float[] scratch) {
        GemmPacking.transpose(rows, ldTo, columns, x, xOffset, columns, to, 0, scratch);
    }

    @Override
    public void gather(
            float[] rows,
            int features,
            int[] samples,
            int from,
            int count,
            float[] batch,
            int n,
            float[] scratch) {
        for (int s = 0; s < count; s += WIDTH) {
            int column = Math.min(s, count - WIDTH);
            for (int f = 0; f < features; f += WIDTH) {
                int feature = Math.min(f, features - WIDTH);
                int to = feature * n + column;
                VectorTranspose.block(
                        rows, samples, from + column, feature, features, batch, to, n, scratch, 0);
            }
        }
    }

    @Override
    public boolean areFinite(float[] x, int from, int count) {
        int whole = count - count % WIDTH;
        IntVector found = IntVector.zero(INTS);
        for (int k = from; k < from + whole; k += WIDTH) {
            FloatVector numbers = FloatVector.fromArray(SPECIES, x, k);
            // The difference is +0, whose bits are 0, or NaN.
            found = ((IntVector) numbers.sub(numbers).reinterpretAsInts().check(INTS)).or(found);
        }
        boolean finite = ((IntVector) found.check(INTS)).eq(0).allTrue();
        for (int k = from + whole; k < from + count; k++) {
            finite &= Float.isFinite(x[k]);
        }
        return finite;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A row of a few units is a chain of additions, which leaves most lanes empty. So sixteen
     * such rows are transposed: then lanes are rows.
     */
    @Override
    public void softmax(float[] a, int units, int stride, int rows, float[] scratch) {
        int block = stride * stride;
        int r = 0;
        if (stride == WIDTH) {
            for (; r + stride <= rows; r += stride) {
                int from = r * stride;
                VectorTranspose.block(a, from, stride, scratch, 0, stride, scratch, block);
                VectorSoftmax.apply(scratch, scratch, units, stride);
                VectorTranspose.block(scratch, 0, stride, a, from, stride, scratch, block);
            }
        }
        VectorRowSoftmax.apply(a, r * stride, units, stride, rows - r);
    }

    /** Computes the sums of one row, eight vectors of units at a time while there are as many. */
    private static void row(PackedLayer layer, float[] x, int x0, float[] a) {
        int inputs = layer.inputs();
        int stride = layer.stride();
        float[] w = layer.weights();
        float[] start = layer.biases();
        int j = 0;
        for (; j + 8 * WIDTH <= stride; j += 8 * WIDTH) {
            RowTiles.row8(inputs, x, x0, w, j * inputs, start, j, a);
        }
        if (j + 4 * WIDTH <= stride) {
            RowTiles.row4(inputs, x, x0, w, j * inputs, start, j, a);
            j += 4 * WIDTH;
        }
        if (j + 2 * WIDTH <= stride) {
            RowTiles.row2(inputs, x, x0, w, j * inputs, start, j, a);
            j += 2 * WIDTH;
        }
        if (j < stride) {
            RowTiles.row1(inputs, x, x0, w, j * inputs, start, j, a);
        }
    }

    /**
     * Adds some terms to the sums of all units of some rows.
     *
     * @param first index of the first term
     * @param terms number of terms
     * @param transposed whether {@code x} holds (terms × rows), packed if {@link VectorGemm#PACKS}
     * @param x holds the rows, the first term of the first row at {@code x0}
     * @param ldx distance between terms or rows
     * @param rows number of rows
     * @param a holds the sums so far unless {@code first} is 0; receives the sums
     */
    private static void block(
            PackedLayer layer,
            int first,
            int terms,
            boolean transposed,
            float[] x,
            int x0,
            int ldx,
            int rows,
            float[] a) {
        int stride = layer.stride();
        float[] w = layer.weights();
        float[] start = first == 0 ? layer.biases() : a;
        int startRow = first == 0 ? 0 : stride;
        int tile = VectorGemm.aTile(transposed, terms, ldx);
        for (int j = 0; j < stride; ) {
            int columns = VectorGemm.columns(stride - j);
            int wj = j * layer.inputs() + first * columns;
            int xi = x0;
            for (int r = 0; r < rows; r += MR) {
                int count = Math.min(MR, rows - r);
                int s = j + r * startRow;
                int c = j + r * stride;
                if (count <= FEW && !transposed) {
                    fewRows(
                            columns, count, terms, x, xi, ldx, w, wj, start, s, startRow, a, c,
                            stride);
                } else {
                    VectorGemm.tile(
                            columns,
                            count,
                            terms,
                            transposed,
                            x,
                            xi,
                            ldx,
                            w,
                            wj,
                            start,
                            s,
                            startRow,
                            a,
                            c,
                            stride);
                }
                xi += tile;
            }
            j += columns;
        }
    }

    /** Computes a tile of up to four rows. */
    static void fewRows(
            int columns,
            int rows,
            int kc,
            float[] x,
            int x0,
            int ldx,
            float[] w,
            int w0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        if (columns == 4 * WIDTH) {
            RowTiles.tile4(rows, kc, x, x0, ldx, w, w0, s, s0, lds, c, c0, ldc);
        } else if (columns == 2 * WIDTH) {
            RowTiles.tile2(rows, kc, x, x0, ldx, w, w0, s, s0, lds, c, c0, ldc);
        } else {
            RowTiles.tile1(rows, kc, x, x0, ldx, w, w0, s, s0, lds, c, c0, ldc);
        }
    }
}
