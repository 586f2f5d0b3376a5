package lanewise.internal.kernel.stack;

import static lanewise.internal.kernel.vector.Vectors.INTS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import lanewise.internal.kernel.Lanes;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/**
 * {@link lanewise.internal.kernel.stack.ScalarStack}'s products on vectors of models, with
 * identical bits. Used as a template: {@link LayerShape} makes a copy of this class for each shape,
 * in which all sizes and distances are constants. C2 then checks the bounds of arrays once per loop
 * and unrolls the loops of small layers, which halves the time.
 *
 * <p>Where vectors have fewer than sixteen lanes, each method processes some of the models after
 * the others. A tile that would exceed the last unit or row repeats it.
 */
final class VectorStackLayer implements StackLayer {

    private static final LayerShape SHAPE = shape();

    private static final int MODELS = Lanes.COUNT;
    private static final int INPUTS = SHAPE.inputs;
    private static final int OUTPUTS = SHAPE.outputs;
    private static final int ROWS = SHAPE.rows;
    private static final int WEIGHTS = SHAPE.weights;
    private static final int BIASES = SHAPE.biases;
    private static final boolean BIAS = BIASES >= 0;
    private static final boolean IN_ORDER = SHAPE.sumsInOrder;

    /** Distance between units of a stacked matrix. */
    private static final int UNIT = ROWS * MODELS;

    /** Distance between inputs of stacked weights. */
    private static final int INPUT = OUTPUTS * MODELS;

    // Indices of rows in a unit; of one that does not exist, that of the first.
    private static final int ROW1 = row(1);
    private static final int ROW2 = row(2);
    private static final int ROW3 = row(3);
    private static final int ROW4 = row(4);
    private static final int ROW5 = row(5);
    private static final int ROW6 = row(6);
    private static final int ROW7 = row(7);

    /**
     * Number of inputs whose weights are read before the next units': their lines, some of which
     * share a set of the first-level cache, stay there for all units and models.
     */
    private static final int BLOCK = 16;

    /** The inputs of the biases. */
    private static final float[] ONES = ones();

    private static LayerShape shape() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", LayerShape.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a class can read its own data", e);
        }
    }

    private static int row(int r) {
        return r < ROWS ? r * MODELS : 0;
    }

    private static float[] ones() {
        float[] ones = new float[UNIT];
        Arrays.fill(ones, 1f);
        return ones;
    }

    @Override
    public void forward(float[] parameters, float[] x, float[] z) {
        for (int from = 0; from < INPUTS; from += BLOCK) {
            int to = Math.min(from + BLOCK, INPUTS);
            for (int m = 0; m < MODELS; m += WIDTH) {
                if (ROWS == 1) {
                    for (int j = 0; j < OUTPUTS; j += 4) {
                        sumsOfRow(from, to, parameters, x, z, j, m);
                    }
                } else {
                    for (int j = 0; j < OUTPUTS; j += 2) {
                        for (int r = 0; r < ROWS; r += 4) {
                            sums(from, to, parameters, x, z, j, r, m);
                        }
                    }
                }
            }
        }
    }

    /** Continues the sums of two units and four rows. */
    private static void sums(
            int from, int to, float[] parameters, float[] x, float[] z, int j, int r, int m) {
        int j1 = Math.min(j + 1, OUTPUTS - 1);
        int x0 = r * MODELS + m;
        int x1 = Math.min(r + 1, ROWS - 1) * MODELS + m;
        int x2 = Math.min(r + 2, ROWS - 1) * MODELS + m;
        int x3 = Math.min(r + 3, ROWS - 1) * MODELS + m;
        int z0 = j * UNIT;
        int z1 = j1 * UNIT;
        FloatVector acc00;
        FloatVector acc01;
        FloatVector acc02;
        FloatVector acc03;
        FloatVector acc10;
        FloatVector acc11;
        FloatVector acc12;
        FloatVector acc13;
        if (from > 0) {
            acc00 = FloatVector.fromArray(SPECIES, z, z0 + x0);
            acc01 = FloatVector.fromArray(SPECIES, z, z0 + x1);
            acc02 = FloatVector.fromArray(SPECIES, z, z0 + x2);
            acc03 = FloatVector.fromArray(SPECIES, z, z0 + x3);
            acc10 = FloatVector.fromArray(SPECIES, z, z1 + x0);
            acc11 = FloatVector.fromArray(SPECIES, z, z1 + x1);
            acc12 = FloatVector.fromArray(SPECIES, z, z1 + x2);
            acc13 = FloatVector.fromArray(SPECIES, z, z1 + x3);
        } else {
            acc00 = BIAS ? bias(parameters, j, m) : FloatVector.zero(SPECIES);
            acc01 = acc00;
            acc02 = acc00;
            acc03 = acc00;
            acc10 = BIAS ? bias(parameters, j1, m) : FloatVector.zero(SPECIES);
            acc11 = acc10;
            acc12 = acc10;
            acc13 = acc10;
        }
        int w0 = WEIGHTS + j * MODELS + m;
        int w1 = WEIGHTS + j1 * MODELS + m;
        for (int i = from; i < to; i++) {
            FloatVector vw0 = FloatVector.fromArray(SPECIES, parameters, w0 + i * INPUT);
            FloatVector vw1 = FloatVector.fromArray(SPECIES, parameters, w1 + i * INPUT);
            FloatVector vx0 = FloatVector.fromArray(SPECIES, x, x0 + i * UNIT);
            acc00 = vw0.fma(vx0, acc00);
            acc10 = vw1.fma(vx0, acc10);
            FloatVector vx1 = FloatVector.fromArray(SPECIES, x, x1 + i * UNIT);
            acc01 = vw0.fma(vx1, acc01);
            acc11 = vw1.fma(vx1, acc11);
            FloatVector vx2 = FloatVector.fromArray(SPECIES, x, x2 + i * UNIT);
            acc02 = vw0.fma(vx2, acc02);
            acc12 = vw1.fma(vx2, acc12);
            FloatVector vx3 = FloatVector.fromArray(SPECIES, x, x3 + i * UNIT);
            acc03 = vw0.fma(vx3, acc03);
            acc13 = vw1.fma(vx3, acc13);
        }
        ((FloatVector) acc00.check(SPECIES)).intoArray(z, z0 + x0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(z, z0 + x1);
        ((FloatVector) acc02.check(SPECIES)).intoArray(z, z0 + x2);
        ((FloatVector) acc03.check(SPECIES)).intoArray(z, z0 + x3);
        ((FloatVector) acc10.check(SPECIES)).intoArray(z, z1 + x0);
        ((FloatVector) acc11.check(SPECIES)).intoArray(z, z1 + x1);
        ((FloatVector) acc12.check(SPECIES)).intoArray(z, z1 + x2);
        ((FloatVector) acc13.check(SPECIES)).intoArray(z, z1 + x3);
    }

    private static FloatVector bias(float[] parameters, int j, int m) {
        return FloatVector.fromArray(SPECIES, parameters, BIASES + j * MODELS + m);
    }

    /** Continues the sums of four units for a single row. */
    private static void sumsOfRow(
            int from, int to, float[] parameters, float[] x, float[] z, int j, int m) {
        int z0 = j * MODELS + m;
        int z1 = Math.min(j + 1, OUTPUTS - 1) * MODELS + m;
        int z2 = Math.min(j + 2, OUTPUTS - 1) * MODELS + m;
        int z3 = Math.min(j + 3, OUTPUTS - 1) * MODELS + m;
        FloatVector acc0;
        FloatVector acc1;
        FloatVector acc2;
        FloatVector acc3;
        if (from > 0 || BIAS) {
            float[] start = from > 0 ? z : parameters;
            int s = from > 0 ? 0 : BIASES;
            acc0 = FloatVector.fromArray(SPECIES, start, s + z0);
            acc1 = FloatVector.fromArray(SPECIES, start, s + z1);
            acc2 = FloatVector.fromArray(SPECIES, start, s + z2);
            acc3 = FloatVector.fromArray(SPECIES, start, s + z3);
        } else {
            acc0 = FloatVector.zero(SPECIES);
            acc1 = acc0;
            acc2 = acc0;
            acc3 = acc0;
        }
        for (int i = from; i < to; i++) {
            int w = WEIGHTS + i * INPUT;
            FloatVector vx = FloatVector.fromArray(SPECIES, x, i * MODELS + m);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, parameters, w + z0), acc0);
            acc1 = vx.fma(FloatVector.fromArray(SPECIES, parameters, w + z1), acc1);
            acc2 = vx.fma(FloatVector.fromArray(SPECIES, parameters, w + z2), acc2);
            acc3 = vx.fma(FloatVector.fromArray(SPECIES, parameters, w + z3), acc3);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(z, z0);
        ((FloatVector) acc1.check(SPECIES)).intoArray(z, z1);
        ((FloatVector) acc2.check(SPECIES)).intoArray(z, z2);
        ((FloatVector) acc3.check(SPECIES)).intoArray(z, z3);
    }

    @Override
    public void backward(float[] parameters, float[] delta, float[] deltaIn) {
        for (int i = 0; i < INPUTS; i += ROWS == 1 ? 4 : 2) {
            for (int m = 0; m < MODELS; m += WIDTH) {
                if (ROWS == 1) {
                    errorsOfRow(parameters, delta, deltaIn, i, m);
                } else {
                    for (int r = 0; r < ROWS; r += 4) {
                        errors(parameters, delta, deltaIn, i, r, m);
                    }
                }
            }
        }
    }

    /** The errors of two inputs in four rows. */
    private static void errors(
            float[] parameters, float[] delta, float[] deltaIn, int i, int r, int m) {
        int i1 = Math.min(i + 1, INPUTS - 1);
        int d0 = r * MODELS + m;
        int d1 = Math.min(r + 1, ROWS - 1) * MODELS + m;
        int d2 = Math.min(r + 2, ROWS - 1) * MODELS + m;
        int d3 = Math.min(r + 3, ROWS - 1) * MODELS + m;
        int w0 = WEIGHTS + i * INPUT + m;
        int w1 = WEIGHTS + i1 * INPUT + m;
        FloatVector acc00 = FloatVector.zero(SPECIES);
        FloatVector acc01 = FloatVector.zero(SPECIES);
        FloatVector acc02 = FloatVector.zero(SPECIES);
        FloatVector acc03 = FloatVector.zero(SPECIES);
        FloatVector acc10 = FloatVector.zero(SPECIES);
        FloatVector acc11 = FloatVector.zero(SPECIES);
        FloatVector acc12 = FloatVector.zero(SPECIES);
        FloatVector acc13 = FloatVector.zero(SPECIES);
        for (int j = 0; j < OUTPUTS; j++) {
            FloatVector vw0 = FloatVector.fromArray(SPECIES, parameters, w0 + j * MODELS);
            FloatVector vw1 = FloatVector.fromArray(SPECIES, parameters, w1 + j * MODELS);
            FloatVector vd0 = FloatVector.fromArray(SPECIES, delta, d0 + j * UNIT);
            acc00 = vw0.fma(vd0, acc00);
            acc10 = vw1.fma(vd0, acc10);
            FloatVector vd1 = FloatVector.fromArray(SPECIES, delta, d1 + j * UNIT);
            acc01 = vw0.fma(vd1, acc01);
            acc11 = vw1.fma(vd1, acc11);
            FloatVector vd2 = FloatVector.fromArray(SPECIES, delta, d2 + j * UNIT);
            acc02 = vw0.fma(vd2, acc02);
            acc12 = vw1.fma(vd2, acc12);
            FloatVector vd3 = FloatVector.fromArray(SPECIES, delta, d3 + j * UNIT);
            acc03 = vw0.fma(vd3, acc03);
            acc13 = vw1.fma(vd3, acc13);
        }
        int o0 = i * UNIT;
        int o1 = i1 * UNIT;
        ((FloatVector) acc00.check(SPECIES)).intoArray(deltaIn, o0 + d0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(deltaIn, o0 + d1);
        ((FloatVector) acc02.check(SPECIES)).intoArray(deltaIn, o0 + d2);
        ((FloatVector) acc03.check(SPECIES)).intoArray(deltaIn, o0 + d3);
        ((FloatVector) acc10.check(SPECIES)).intoArray(deltaIn, o1 + d0);
        ((FloatVector) acc11.check(SPECIES)).intoArray(deltaIn, o1 + d1);
        ((FloatVector) acc12.check(SPECIES)).intoArray(deltaIn, o1 + d2);
        ((FloatVector) acc13.check(SPECIES)).intoArray(deltaIn, o1 + d3);
    }

    /** The errors of four inputs in a single row. */
    private static void errorsOfRow(
            float[] parameters, float[] delta, float[] deltaIn, int i, int m) {
        int i1 = Math.min(i + 1, INPUTS - 1);
        int i2 = Math.min(i + 2, INPUTS - 1);
        int i3 = Math.min(i + 3, INPUTS - 1);
        int w0 = WEIGHTS + i * INPUT + m;
        int w1 = WEIGHTS + i1 * INPUT + m;
        int w2 = WEIGHTS + i2 * INPUT + m;
        int w3 = WEIGHTS + i3 * INPUT + m;
        FloatVector acc0 = FloatVector.zero(SPECIES);
        FloatVector acc1 = FloatVector.zero(SPECIES);
        FloatVector acc2 = FloatVector.zero(SPECIES);
        FloatVector acc3 = FloatVector.zero(SPECIES);
        for (int j = 0; j < OUTPUTS; j++) {
            int at = j * MODELS;
            FloatVector vd = FloatVector.fromArray(SPECIES, delta, at + m);
            acc0 = vd.fma(FloatVector.fromArray(SPECIES, parameters, w0 + at), acc0);
            acc1 = vd.fma(FloatVector.fromArray(SPECIES, parameters, w1 + at), acc1);
            acc2 = vd.fma(FloatVector.fromArray(SPECIES, parameters, w2 + at), acc2);
            acc3 = vd.fma(FloatVector.fromArray(SPECIES, parameters, w3 + at), acc3);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(deltaIn, i * MODELS + m);
        ((FloatVector) acc1.check(SPECIES)).intoArray(deltaIn, i1 * MODELS + m);
        ((FloatVector) acc2.check(SPECIES)).intoArray(deltaIn, i2 * MODELS + m);
        ((FloatVector) acc3.check(SPECIES)).intoArray(deltaIn, i3 * MODELS + m);
    }

    @Override
    public void gradient(
            float[] x,
            float[] delta,
            int[] counts,
            int from,
            int to,
            float[] gradient,
            int first,
            float[] scratch) {
        int weights = WEIGHTS - first * MODELS;
        for (int i = from; i < to; i += IN_ORDER ? 2 : 1) {
            for (int m = 0; m < MODELS; m += WIDTH) {
                int g = weights + i * INPUT + m;
                if (!IN_ORDER) {
                    inLanes(x, i * UNIT + m, delta, gradient, g, m, scratch);
                    continue;
                }
                int i1 = Math.min(i + 1, to - 1);
                int g1 = weights + i1 * INPUT + m;
                if (counts == null) {
                    for (int j = 0; j < OUTPUTS; j += 4) {
                        inOrder(x, i * UNIT + m, i1 * UNIT + m, delta, gradient, g, g1, j, m);
                    }
                } else {
                    ragged(x, i * UNIT + m, delta, counts, gradient, g, m);
                    ragged(x, i1 * UNIT + m, delta, counts, gradient, g1, m);
                }
            }
        }
    }

    @Override
    public void biasGradient(float[] delta, float[] gradient, int first, float[] scratch) {
        for (int m = 0; m < MODELS; m += WIDTH) {
            inLanes(ONES, m, delta, gradient, BIASES - first * MODELS + m, m, scratch);
        }
    }

    /** Sums over rows in order: the weights from two inputs to four units. */
    private static void inOrder(
            float[] x,
            int x0,
            int x1,
            float[] delta,
            float[] gradient,
            int g0,
            int g1,
            int j,
            int m) {
        int j1 = Math.min(j + 1, OUTPUTS - 1);
        int j2 = Math.min(j + 2, OUTPUTS - 1);
        int j3 = Math.min(j + 3, OUTPUTS - 1);
        int d0 = j * UNIT + m;
        int d1 = j1 * UNIT + m;
        int d2 = j2 * UNIT + m;
        int d3 = j3 * UNIT + m;
        FloatVector acc00 = FloatVector.zero(SPECIES);
        FloatVector acc01 = FloatVector.zero(SPECIES);
        FloatVector acc02 = FloatVector.zero(SPECIES);
        FloatVector acc03 = FloatVector.zero(SPECIES);
        FloatVector acc10 = FloatVector.zero(SPECIES);
        FloatVector acc11 = FloatVector.zero(SPECIES);
        FloatVector acc12 = FloatVector.zero(SPECIES);
        FloatVector acc13 = FloatVector.zero(SPECIES);
        for (int r = 0; r < UNIT; r += MODELS) {
            FloatVector vx0 = FloatVector.fromArray(SPECIES, x, x0 + r);
            FloatVector vx1 = FloatVector.fromArray(SPECIES, x, x1 + r);
            FloatVector vd0 = FloatVector.fromArray(SPECIES, delta, d0 + r);
            acc00 = vx0.fma(vd0, acc00);
            acc10 = vx1.fma(vd0, acc10);
            FloatVector vd1 = FloatVector.fromArray(SPECIES, delta, d1 + r);
            acc01 = vx0.fma(vd1, acc01);
            acc11 = vx1.fma(vd1, acc11);
            FloatVector vd2 = FloatVector.fromArray(SPECIES, delta, d2 + r);
            acc02 = vx0.fma(vd2, acc02);
            acc12 = vx1.fma(vd2, acc12);
            FloatVector vd3 = FloatVector.fromArray(SPECIES, delta, d3 + r);
            acc03 = vx0.fma(vd3, acc03);
            acc13 = vx1.fma(vd3, acc13);
        }
        ((FloatVector) acc00.check(SPECIES)).intoArray(gradient, g0 + j * MODELS);
        ((FloatVector) acc01.check(SPECIES)).intoArray(gradient, g0 + j1 * MODELS);
        ((FloatVector) acc02.check(SPECIES)).intoArray(gradient, g0 + j2 * MODELS);
        ((FloatVector) acc03.check(SPECIES)).intoArray(gradient, g0 + j3 * MODELS);
        ((FloatVector) acc10.check(SPECIES)).intoArray(gradient, g1 + j * MODELS);
        ((FloatVector) acc11.check(SPECIES)).intoArray(gradient, g1 + j1 * MODELS);
        ((FloatVector) acc12.check(SPECIES)).intoArray(gradient, g1 + j2 * MODELS);
        ((FloatVector) acc13.check(SPECIES)).intoArray(gradient, g1 + j3 * MODELS);
    }

    /** Sums over rows in order, as many as each model has: the weights from one input. */
    private static void ragged(
            float[] x, int xi, float[] delta, int[] counts, float[] gradient, int g, int m) {
        IntVector count = IntVector.fromArray(INTS, counts, m);
        for (int j = 0; j < OUTPUTS; j++) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int r = 0; r < ROWS; r++) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xi + r * MODELS);
                FloatVector vd = FloatVector.fromArray(SPECIES, delta, j * UNIT + r * MODELS + m);
                VectorMask<Float> included = count.compare(VectorOperators.GT, r).cast(SPECIES);
                acc = ((FloatVector) acc.check(SPECIES)).blend(vx.fma(vd, acc), included);
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(gradient, g + j * MODELS);
        }
    }

    /**
     * Sums over rows in virtual lanes, folded as by {@link Lanes#fold}: the weights from one input,
     * or the biases. Lanes without a row hold 0, and so does the sum before the fold is added; that
     * turns -0 into 0.
     */
    private static void inLanes(
            float[] x, int xi, float[] delta, float[] gradient, int g, int m, float[] scratch) {
        if (ROWS <= 4) {
            upToFour(x, xi, delta, gradient, g, m);
        } else if (ROWS <= 8) {
            upToEight(x, xi, delta, gradient, g, m);
        } else {
            for (int j = 0; j < OUTPUTS; j++) {
                lanes(x, xi, delta, j * UNIT + m, scratch);
                fold(scratch, gradient, g + j * MODELS);
            }
        }
    }

    private static void upToFour(float[] x, int xi, float[] delta, float[] gradient, int g, int m) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, xi);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, xi + ROW1);
        FloatVector x2 = FloatVector.fromArray(SPECIES, x, xi + ROW2);
        FloatVector x3 = FloatVector.fromArray(SPECIES, x, xi + ROW3);
        for (int j = 0; j < OUTPUTS; j++) {
            int d = j * UNIT + m;
            FloatVector even = x0.mul(FloatVector.fromArray(SPECIES, delta, d));
            if (ROWS > 2) {
                even = even.add(x2.mul(FloatVector.fromArray(SPECIES, delta, d + ROW2)));
            }
            if (ROWS > 1) {
                FloatVector odd = x1.mul(FloatVector.fromArray(SPECIES, delta, d + ROW1));
                if (ROWS > 3) {
                    odd = odd.add(x3.mul(FloatVector.fromArray(SPECIES, delta, d + ROW3)));
                }
                even = even.add(odd);
            }
            ((FloatVector) even.add(zero).check(SPECIES)).intoArray(gradient, g + j * MODELS);
        }
    }

    private static void upToEight(
            float[] x, int xi, float[] delta, float[] gradient, int g, int m) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector x0 = FloatVector.fromArray(SPECIES, x, xi);
        FloatVector x1 = FloatVector.fromArray(SPECIES, x, xi + ROW1);
        FloatVector x2 = FloatVector.fromArray(SPECIES, x, xi + ROW2);
        FloatVector x3 = FloatVector.fromArray(SPECIES, x, xi + ROW3);
        FloatVector x4 = FloatVector.fromArray(SPECIES, x, xi + ROW4);
        FloatVector x5 = FloatVector.fromArray(SPECIES, x, xi + ROW5);
        FloatVector x6 = FloatVector.fromArray(SPECIES, x, xi + ROW6);
        FloatVector x7 = FloatVector.fromArray(SPECIES, x, xi + ROW7);
        for (int j = 0; j < OUTPUTS; j++) {
            int d = j * UNIT + m;
            FloatVector sum0 =
                    x0.mul(FloatVector.fromArray(SPECIES, delta, d))
                            .add(x4.mul(FloatVector.fromArray(SPECIES, delta, d + ROW4)));
            FloatVector sum2 = x2.mul(FloatVector.fromArray(SPECIES, delta, d + ROW2));
            if (ROWS > 6) {
                sum2 = sum2.add(x6.mul(FloatVector.fromArray(SPECIES, delta, d + ROW6)));
            }
            FloatVector even = sum0.add(sum2);
            FloatVector sum1 = x1.mul(FloatVector.fromArray(SPECIES, delta, d + ROW1));
            if (ROWS > 5) {
                sum1 = sum1.add(x5.mul(FloatVector.fromArray(SPECIES, delta, d + ROW5)));
            }
            FloatVector sum3 = x3.mul(FloatVector.fromArray(SPECIES, delta, d + ROW3));
            if (ROWS > 7) {
                sum3 = sum3.add(x7.mul(FloatVector.fromArray(SPECIES, delta, d + ROW7)));
            }
            FloatVector sum = even.add(sum1.add(sum3));
            ((FloatVector) sum.add(zero).check(SPECIES)).intoArray(gradient, g + j * MODELS);
        }
    }

    /** Sums up the products of each virtual lane. */
    private static void lanes(float[] x, int xi, float[] delta, int d, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int r = lane; r < ROWS; r += Lanes.COUNT) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, xi + r * MODELS);
                acc = vx.fma(FloatVector.fromArray(SPECIES, delta, d + r * MODELS), acc);
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane * WIDTH);
        }
    }

    private static void fold(float[] lanes, float[] gradient, int g) {
        for (int distance = Lanes.COUNT / 2; distance >= 1; distance /= 2) {
            for (int lane = 0; lane < distance; lane++) {
                FloatVector near = FloatVector.fromArray(SPECIES, lanes, lane * WIDTH);
                FloatVector far = FloatVector.fromArray(SPECIES, lanes, (lane + distance) * WIDTH);
                ((FloatVector) near.add(far).check(SPECIES)).intoArray(lanes, lane * WIDTH);
            }
        }
        FloatVector sum = FloatVector.fromArray(SPECIES, lanes, 0);
        ((FloatVector) sum.add(FloatVector.zero(SPECIES)).check(SPECIES)).intoArray(gradient, g);
    }
}
