package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.vector.VectorDropout;
import lanewise.internal.kernel.vector.VectorRowSigmoid;
import lanewise.internal.kernel.vector.VectorRowSoftmax;
import lanewise.internal.kernel.vector.VectorTranspose;

/**
 * {@link FewRowKernels} by the tiles of {@link FewRowTiles}, which read the weights where they are:
 * with so few rows, packing them would take as long as the product. Only the backward phase needs
 * them transposed, a panel of inputs at a time.
 *
 * <p>A tile has two or four vectors of columns. Those that would exceed the last column start
 * earlier and compute some columns twice.
 */
public final class VectorFewRows implements FewRowKernels {

    /** Index of the panel in the working memory, after the block. */
    private static final int PANEL = Lanes.COUNT * Lanes.COUNT;

    private final ActivationKernels activations;

    public VectorFewRows(ActivationKernels activations) {
        this.activations = activations;
    }

    @Override
    public void forward(
            Dense layer, int from, int to, float[] parameters, float[] x, int rows, float[] z) {
        int units = layer.outputs();
        int stride = Lanes.pad(units);
        int strideIn = Lanes.pad(layer.inputs());
        float[] start = layer.hasBias() ? parameters : VectorGemm.ZEROS;
        int bias = layer.hasBias() ? layer.biases() : 0;
        int perUnit = layer.hasBias() ? 1 : 0;
        int last = Math.max(from, to - WIDTH);
        if (rows == 1) {
            for (int j = from; j < to; j += 4 * WIDTH) {
                int j1 = Math.min(j + WIDTH, last);
                int j2 = Math.min(j + 2 * WIDTH, last);
                int j3 = Math.min(j + 3 * WIDTH, last);
                FewRowTiles.row(
                        layer.inputs(),
                        x,
                        parameters,
                        layer.weights(),
                        units,
                        start,
                        bias,
                        perUnit,
                        z,
                        Math.min(j, last),
                        j1,
                        j2,
                        j3);
            }
            return;
        }
        for (int j = from; j < to; j += 2 * WIDTH) {
            int j0 = Math.min(j, last);
            int j1 = Math.min(j + WIDTH, last);
            for (int r = 0; r < rows; r += 4) {
                FewRowTiles.tile(
                        Math.min(4, rows - r),
                        layer.inputs(),
                        x,
                        r * strideIn,
                        strideIn,
                        parameters,
                        layer.weights(),
                        units,
                        start,
                        bias,
                        perUnit,
                        z,
                        r * stride,
                        stride,
                        j0,
                        j1);
            }
        }
    }

    @Override
    public void activations(Dense layer, ActivationFunction f, float[] z, float[] a, int rows) {
        int units = layer.outputs();
        int stride = Lanes.pad(units);
        boolean shared = f == ActivationFunction.SIGMOID && layer.sharesDivisions();
        if (!shared && f != ActivationFunction.SOFTMAX) {
            activations.apply(f, z, a, 0, rows * stride);
            return;
        }
        if (z != a) {
            System.arraycopy(z, 0, a, 0, rows * stride);
        }
        if (shared) {
            VectorRowSigmoid.apply(a, units, stride, rows);
        } else {
            VectorRowSoftmax.apply(a, 0, units, stride, rows);
        }
    }

    @Override
    public void backward(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] delta,
            int rows,
            float[] deltaIn,
            float[] scratch) {
        int units = layer.outputs();
        int stride = Lanes.pad(units);
        int strideIn = Lanes.pad(layer.inputs());
        int width;
        for (int begin = from; begin < to; begin += width) {
            width = to - begin >= 2 * WIDTH ? 2 * WIDTH : WIDTH;
            int i = to - from < WIDTH ? begin : Math.min(begin, to - width);
            transpose(layer, i, Math.min(width, to - i), width, parameters, scratch);
            for (int r = 0; r < rows; r += 4) {
                int some = Math.min(4, rows - r);
                int d = r * stride;
                int c = r * strideIn + i;
                VectorRows.fewRows(
                        width,
                        some,
                        units,
                        delta,
                        d,
                        stride,
                        scratch,
                        PANEL,
                        VectorGemm.ZEROS,
                        0,
                        0,
                        deltaIn,
                        c,
                        strideIn);
            }
        }
    }

    /** Transposes the weights of some inputs, and further numbers up to a whole vector of units. */
    private static void transpose(
            Dense layer, int from, int inputs, int width, float[] parameters, float[] scratch) {
        int units = layer.outputs();
        int w = layer.weights() + from * units;
        if (inputs < width) {
            GemmPacking.transpose(
                    inputs, width, units, parameters, w, units, scratch, PANEL, scratch);
            return;
        }
        for (int i = 0; i < width; i += WIDTH) {
            for (int j = 0; j < units; j += WIDTH) {
                int to = PANEL + j * width + i;
                VectorTranspose.block(
                        parameters, w + i * units + j, units, scratch, to, width, scratch, 0);
            }
        }
    }

    @Override
    public void gradient(
            Dense layer,
            int from,
            int to,
            float[] x,
            float[] delta,
            int rows,
            float[] gradient,
            float[] scratch) {
        int units = layer.outputs();
        int xRow = Lanes.pad(layer.inputs());
        if (layer.sumsInOrder()) {
            inOrder(layer, from, to, x, xRow, delta, rows, gradient);
        } else {
            int g = layer.weights();
            inLanes(from, to, units, x, xRow, delta, rows, gradient, g, scratch);
        }
        if (layer.hasBias() && from == 0) {
            biases(units, delta, rows, gradient, layer.biases());
        }
    }

    /** Sums the deltas of each unit in virtual lanes; lanes without a row hold 0. */
    private static void biases(int units, float[] delta, int rows, float[] gradient, int g) {
        int stride = Lanes.pad(units);
        for (int j = 0; j < units; j++) {
            float even =
                    quarter(delta, j, stride, rows)
                            + quarter(delta, j + 2 * stride, stride, rows - 2);
            float odd =
                    quarter(delta, j + stride, stride, rows - 1)
                            + quarter(delta, j + 3 * stride, stride, rows - 3);
            gradient[g + j] = even + odd + 0f; // not -0
        }
    }

    /** The sum of two lanes at distance 4. */
    private static float quarter(float[] delta, int lane, int stride, int rows) {
        float first = rows > 0 ? delta[lane] : 0f;
        return first + (rows > 4 ? delta[lane + 4 * stride] : 0f);
    }

    /** Adds row after row to each sum. */
    private static void inOrder(
            Dense layer,
            int from,
            int to,
            float[] x,
            int xRow,
            float[] delta,
            int rows,
            float[] gradient) {
        int units = layer.outputs();
        int stride = Lanes.pad(units);
        int g = layer.weights();
        int last = units - WIDTH;
        for (int j = 0; j < units; j += 2 * WIDTH) {
            int j0 = Math.min(j, last);
            int j1 = Math.min(j + WIDTH, last);
            if (rows == 1) {
                FewRowTiles.outer1(from, to, x, delta, gradient, g, units, j0, j1, -0f);
                continue;
            }
            for (int r = 0; r < rows; r += 4) {
                FewRowTiles.outer4(
                        from,
                        to,
                        x,
                        r * xRow,
                        xRow,
                        delta,
                        r * stride,
                        stride,
                        Math.min(4, rows - r),
                        r > 0,
                        gradient,
                        g,
                        units,
                        j0,
                        j1);
            }
        }
    }

    /**
     * Sums rows in virtual lanes. The vectors of a layer with fewer units than a vector has lanes
     * exceed their row of the gradient: the next row overwrites the excess. Where that would leave
     * the range, a row is computed elsewhere and copied.
     */
    private static void inLanes(
            int from,
            int to,
            int units,
            float[] x,
            int xRow,
            float[] delta,
            int rows,
            float[] gradient,
            int g,
            float[] scratch) {
        int excess = Math.max(0, WIDTH - units);
        int whole = Math.max(from, to - Math.ceilDiv(excess, units));
        lanes(from, whole, units, x, xRow, delta, rows, gradient, g, units);
        for (int i = whole; i < to; i++) {
            lanes(i, i + 1, units, x, xRow, delta, rows, scratch, 0, 0);
            System.arraycopy(scratch, 0, gradient, g + i * units, units);
        }
    }

    private static void lanes(
            int from,
            int to,
            int units,
            float[] x,
            int xRow,
            float[] delta,
            int rows,
            float[] gradient,
            int g,
            int ldg) {
        int stride = Lanes.pad(units);
        int last = Math.max(0, units - WIDTH);
        for (int j = 0; j < units; j += rows == 1 ? 2 * WIDTH : WIDTH) {
            int j0 = Math.min(j, last);
            int j1 = Math.min(j + WIDTH, last);
            if (rows == 1) {
                FewRowTiles.outer1(from, to, x, delta, gradient, g, ldg, j0, j1, 0f);
            } else if (rows <= 4) {
                FewRowTiles.lanes4(from, to, x, xRow, delta, stride, rows, gradient, g, ldg, j0);
            } else {
                FewRowTiles.lanes8(from, to, x, xRow, delta, stride, rows, gradient, g, ldg, j0);
            }
        }
    }

    @Override
    public void drop(
            float[] a, float[] out, int units, int rows, int threshold, float scale, int key) {
        VectorDropout.dropRows(a, out, units, rows, threshold, scale, key);
    }
}
