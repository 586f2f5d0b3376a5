package lanewise.internal.kernel.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.FewRowKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Numbers;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The kernels for small batches give the bits of the scalar kernels on as many samples: cold and
 * compiled, on all kinds of numbers, for ragged shapes. The build runs this class once per vector
 * width.
 */
@Tag("width")
class FewRowKernelsTwinTest {

    /** Fewer and more than a vector, a panel and two panels have, with and without a rest. */
    private static final int[] SIZES = {1, 2, 3, 5, 8, 10, 15, 16, 17, 31, 32, 33, 48, 50, 70, 128};

    private static final Kernels SCALAR = KernelProvider.scalar();

    private static FewRowKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = KernelProvider.vector().fewRows();
    }

    @Test
    void agreesOnAllShapes() {
        for (int inputs : SIZES) {
            for (int units : SIZES) {
                for (int rows = 1; rows <= FewRowKernels.MAX_ROWS; rows++) {
                    boolean bias = (inputs + units + rows) % 2 == 0;
                    new Case(inputs, units, bias, rows, Numbers.NORMAL).compareAll();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        for (int rows = 1; rows <= FewRowKernels.MAX_ROWS; rows++) {
            new Case(20, 21, true, rows, numbers).compareAll();
            new Case(5, 33, false, rows, numbers).compareAll();
            new Case(33, 3, true, rows, numbers).compareAll();
            new Case(4, 2, true, rows, numbers).compareAll();
        }
    }

    /** The sum of products that are rounded to -0 is -0 in order and 0 in lanes. */
    @ParameterizedTest
    @EnumSource
    void agreesWhereProductsUnderflow(Numbers numbers) {
        for (int rows = 1; rows <= FewRowKernels.MAX_ROWS; rows++) {
            for (int units : new int[] {3, 16, 40}) {
                Case tiny = new Case(17, units, true, rows, numbers);
                for (int k = 0; k < tiny.x.length; k++) {
                    tiny.x[k] = Float.MIN_VALUE;
                }
                tiny.compareAll();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesForEveryActivation(ActivationFunction f) {
        for (Numbers numbers : Numbers.values()) {
            for (int units = 1; units <= 20; units++) {
                for (int rows = 1; rows <= FewRowKernels.MAX_ROWS; rows++) {
                    new Case(9, units, true, rows, numbers).compareActivations(f);
                }
            }
            new Case(20, 37, true, 5, numbers).compareActivations(f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropoutAgrees(Numbers numbers) {
        for (int units : SIZES) {
            for (double rate : new double[] {0.1, 0.5, 0.999}) {
                new Case(1, units, true, 1 + units % 8, numbers).compareDropout(rate);
            }
        }
    }

    /** The absence of allocations shows that code is compiled and that no vector is boxed. */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Case[] cases = {
            new Case(64, 50, true, 1, Numbers.NORMAL),
            new Case(70, 33, true, 3, Numbers.NORMAL),
            new Case(33, 64, true, 8, Numbers.NORMAL),
            new Case(33, 10, true, 1, Numbers.NORMAL),
            new Case(33, 10, true, 4, Numbers.NORMAL),
            new Case(33, 10, true, 7, Numbers.NORMAL)
        };
        WidthUnderTest.untilCompiled(
                () -> {
                    for (int k = 0; k < cases.length; k++) {
                        cases[k].run(cases[k].layer.inputs());
                        cases[k].drop(0.5);
                    }
                });
        for (Case hot : cases) {
            hot.compareAll();
            hot.compareDropout(0.5);
        }
        for (Numbers numbers : Numbers.values()) {
            agreesOnAllKindsOfNumbers(numbers);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(20, 16, true, 3, Numbers.NORMAL);
        broken.run(16);
        float[] expected = broken.gradient.clone();
        compare("gradient", expected, broken.gradient, expected.length);
        broken.gradient[17] = Math.nextUp(broken.gradient[17]);
        assertThrows(
                AssertionError.class,
                () -> compare("gradient", expected, broken.gradient, expected.length));
    }

    private static void compare(String what, float[] expected, float[] actual, int length) {
        for (int k = 0; k < length; k++) {
            if (Float.floatToIntBits(expected[k]) != Float.floatToIntBits(actual[k])) {
                throw new AssertionError(
                        what + " at " + k + ": expected " + expected[k] + ", got " + actual[k]);
            }
        }
    }

    /**
     * A layer in the middle of a network and the rows of a batch. Padding holds NaN, and the
     * gradient's neighbours hold canaries.
     */
    private static final class Case {
        private static final float CANARY = 12345.678f;
        private static final int WEIGHTS = 5;

        final Dense layer;
        final int rows;
        final float[] parameters;
        final float[] x;
        final float[] delta;
        final float[] z;
        final float[] a;
        final float[] deltaIn;
        final float[] gradient;
        final float[] scratch;

        Case(int inputs, int units, boolean bias, int rows, Numbers numbers) {
            Random random = new Random(31L * inputs + 7L * units + rows);
            int biases = bias ? WEIGHTS + inputs * units : Dense.NO_BIAS;
            layer = new Dense(inputs, units, WEIGHTS, biases);
            this.rows = rows;
            parameters = numbers.array(layer.end() + FewRowKernels.SLACK, random);
            Arrays.fill(parameters, layer.end(), parameters.length, Float.NaN);
            x = rows(numbers, inputs, random);
            delta = rows(numbers, units, random);
            z = rows(numbers, units, random);
            a = new float[z.length];
            deltaIn = new float[x.length];
            gradient = new float[layer.end() + FewRowKernels.SLACK];
            scratch = new float[FewRowKernels.scratch(units)];
        }

        private float[] rows(Numbers numbers, int width, Random random) {
            int stride = Lanes.pad(width);
            float[] matrix = new float[FewRowKernels.MAX_ROWS * stride];
            Arrays.fill(matrix, Float.NaN);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(numbers.array(width, random), 0, matrix, r * stride, width);
            }
            return matrix;
        }

        /** Runs the products in two parts, as two threads would. */
        void run(int split) {
            int inputs = layer.inputs();
            int units = layer.outputs();
            int half = units / 2 / Lanes.COUNT * Lanes.COUNT;
            if (half > 0) {
                vector.forward(layer, 0, half, parameters, x, rows, z);
            }
            vector.forward(layer, half, units, parameters, x, rows, z);
            half = inputs / 2 / Lanes.COUNT * Lanes.COUNT;
            if (half > 0) {
                vector.backward(layer, 0, half, parameters, delta, rows, deltaIn, scratch);
            }
            vector.backward(layer, half, inputs, parameters, delta, rows, deltaIn, scratch);
            vector.gradient(layer, 0, split, x, delta, rows, gradient, scratch);
            if (split < inputs) {
                vector.gradient(layer, split, inputs, x, delta, rows, gradient, scratch);
            }
        }

        void compareAll() {
            int inputs = layer.inputs();
            int units = layer.outputs();
            Workspace workspace = new Workspace(List.of(layer), Lanes.COUNT);
            float[] columns = columns(x, inputs);
            float[] deltas = columns(delta, units);
            float[] sums = new float[units * rows];
            SCALAR.dense()
                    .forward(
                            layer,
                            ActivationFunction.SOFTMAX, // the sums only
                            0,
                            units,
                            parameters,
                            columns,
                            0,
                            rows,
                            sums,
                            sums,
                            rows,
                            workspace);
            float[] errors = new float[inputs * rows];
            SCALAR.dense().backward(layer, 0, inputs, parameters, deltas, errors, rows, workspace);
            float[] products = new float[gradient.length];
            Arrays.fill(products, CANARY);
            SCALAR.dense()
                    .gradient(
                            layer, 0, inputs, columns, 0, rows, deltas, rows, false, products, null,
                            workspace);

            for (int split : new int[] {inputs, Math.max(1, inputs / 2)}) {
                Arrays.fill(gradient, CANARY);
                run(split);
                compare("weighted sum", sums, columns(z, units), sums.length);
                compare("error", errors, columns(deltaIn, inputs), errors.length);
                compare("gradient", products, gradient, gradient.length);
            }
            // The second part does not write to the first.
            Arrays.fill(gradient, CANARY);
            int split = Math.max(1, inputs / 2);
            vector.gradient(layer, 0, split, x, delta, rows, gradient, scratch);
            Arrays.fill(products, WEIGHTS + split * units, WEIGHTS + inputs * units, CANARY);
            compare("part of the gradient", products, gradient, gradient.length);
        }

        void compareActivations(ActivationFunction f) {
            int units = layer.outputs();
            float[] expected = columns(z, units);
            if (f == ActivationFunction.SOFTMAX) {
                SCALAR.activations().softmax(expected, expected, units, rows);
            } else {
                SCALAR.activations().forward(layer, f, expected, expected, 0, units, rows);
            }
            vector.activations(layer, f, z, a, rows);
            compare("activation", expected, columns(a, units), expected.length);
            vector.activations(layer, f, z, z, rows); // in place
            compare("activation", expected, columns(z, units), expected.length);
        }

        void compareDropout(double rate) {
            int units = layer.outputs();
            float[] expected = columns(delta, units);
            SCALAR.dropout()
                    .drop(
                            expected,
                            expected,
                            units,
                            rows,
                            0,
                            DropoutMask.threshold(rate),
                            DropoutMask.scale(rate),
                            DropoutMask.key(10, 3, 1));
            drop(rate);
            compare("dropout", expected, columns(a, units), expected.length);
        }

        void drop(double rate) {
            vector.drop(
                    delta,
                    a,
                    layer.outputs(),
                    rows,
                    DropoutMask.threshold(rate),
                    DropoutMask.scale(rate),
                    DropoutMask.key(10, 3, 1));
        }

        /** The rows with samples next to each other (width × rows). */
        private float[] columns(float[] matrix, int width) {
            float[] columns = new float[width * rows];
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < width; k++) {
                    columns[k * rows + r] = matrix[r * Lanes.pad(width) + k];
                }
            }
            return columns;
        }
    }
}
