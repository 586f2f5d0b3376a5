package lanewise.internal.kernel.stack;

import static lanewise.internal.kernel.stack.Stacks.assertSameBits;
import static lanewise.internal.kernel.stack.Stacks.draw;
import static lanewise.internal.kernel.stack.Stacks.ofModel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DropoutMask;
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
 * The stacked kernels give each model the bits of the scalar kernels for one model, and the vector
 * kernels those of the scalar ones: cold and compiled, on all kinds of numbers, for ragged shapes.
 * The build runs this class once per vector width.
 */
@Tag("width")
class StackKernelsTwinTest {

    private static final int MODELS = Lanes.COUNT;
    private static final int[] SIZES = {1, 2, 3, 4, 5, 10, 16, 17};
    private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 64};
    private static final Kernels SCALAR = KernelProvider.scalar();
    private static final StackKernels STACK = new ScalarStack();

    /** Something that a canary would lose if a kernel wrote beside its results. */
    private static final float CANARY = 1234.5f;

    private static StackKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = KernelProvider.stack();
    }

    @Test
    void agreesOnAllShapes() {
        for (int inputs : SIZES) {
            for (int units : SIZES) {
                for (int rows : ROWS) {
                    boolean bias = (inputs + units + rows) % 2 == 0;
                    new Case(inputs, units, bias, rows, Numbers.NORMAL).compareAll();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        for (int rows : ROWS) {
            new Case(18, 17, true, rows, numbers).compareAll();
            new Case(5, 9, false, rows, numbers).compareAll();
            new Case(4, 2, true, rows, numbers).compareAll();
        }
    }

    /** The sum of products that are rounded to -0 is -0 in order and 0 in lanes. */
    @ParameterizedTest
    @EnumSource
    void agreesWhereProductsUnderflow(Numbers numbers) {
        for (int rows : ROWS) {
            for (int units : new int[] {3, 17}) {
                Case tiny = new Case(17, units, true, rows, numbers);
                Arrays.fill(tiny.x, 0, tiny.x.length - 1, Float.MIN_VALUE);
                tiny.compareAll();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsInPartsAgree(Numbers numbers) {
        for (int rows : new int[] {1, 4, 7, 17}) {
            for (int part = 1; part <= 4; part++) {
                new Case(5, 17, true, rows, numbers).compareParts(part);
                new Case(8, 3, false, rows, numbers).compareParts(part);
            }
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
            new Case(17, 16, true, 1, Numbers.NORMAL),
            new Case(18, 17, true, 4, Numbers.NORMAL),
            new Case(4, 2, true, 1, Numbers.NORMAL),
            new Case(4, 3, true, 3, Numbers.NORMAL),
            new Case(4, 3, true, 8, Numbers.NORMAL),
            new Case(3, 3, false, 20, Numbers.NORMAL)
        };
        StackLayer[] layers = new StackLayer[cases.length];
        for (int k = 0; k < cases.length; k++) {
            layers[k] = vector.layer(cases[k].layer, cases[k].rows);
        }
        WidthUnderTest.untilCompiled(
                () -> {
                    for (int k = 0; k < cases.length; k++) {
                        cases[k].run(layers[k], cases[k].results);
                        cases[k].drop(vector, 0.5, cases[k].results.dropped);
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
        Case broken = new Case(3, 4, true, 3, Numbers.NORMAL);
        broken.run(vector, broken.results);
        broken.results.z[20] = Math.nextUp(broken.results.z[20]);
        assertThrows(AssertionError.class, () -> broken.compareWithModels(broken.results));
    }

    /** The results of a case, each followed by a canary. */
    private static final class Results {
        final float[] z;
        final float[] deltaIn;
        final float[] gradient;
        final float[] ragged;
        final float[] dropped;

        Results(Dense layer, int rows) {
            z = filled(layer.outputs() * rows);
            deltaIn = filled(layer.inputs() * rows);
            gradient = filled(layer.end());
            ragged = filled(layer.end());
            dropped = filled(layer.outputs() * rows);
        }

        private static float[] filled(int count) {
            float[] array = new float[count * MODELS + 1];
            Arrays.fill(array, CANARY);
            return array;
        }

        void assertEqual(Results other, String what) {
            assertSameBits(z, other.z, what + " z");
            assertSameBits(deltaIn, other.deltaIn, what + " deltaIn");
            assertSameBits(gradient, other.gradient, what + " gradient");
            assertSameBits(ragged, other.ragged, what + " ragged gradient");
        }
    }

    /** A layer with random inputs for each model. */
    private static final class Case {
        final Dense layer;
        final int rows;
        final float[] parameters;
        final float[] x;
        final float[] delta;
        final int[] counts = new int[MODELS];
        final int[] keys = new int[MODELS];
        final float[] scratch = new float[StackKernels.SCRATCH];
        final Results results;
        final String name;

        Case(int inputs, int units, boolean bias, int rows, Numbers numbers) {
            layer = Dense.first(3, 1, false).next(inputs, units, bias);
            this.rows = rows;
            Random random = new Random(31L * inputs + 7L * units + rows);
            parameters = draw(random, numbers, layer.end() * MODELS);
            x = draw(random, numbers, inputs * rows * MODELS);
            delta = draw(random, numbers, units * rows * MODELS);
            for (int m = 0; m < MODELS; m++) {
                counts[m] = random.nextInt(rows + 1);
                keys[m] = random.nextInt();
            }
            results = new Results(layer, rows);
            name = inputs + "-" + units + " x " + rows + " " + numbers;
        }

        void run(StackKernels kernels, Results to) {
            run(kernels.layer(layer, rows), to);
        }

        void run(StackLayer products, Results to) {
            products.forward(parameters, x, to.z);
            products.backward(parameters, delta, to.deltaIn);
            gradient(products, null, to.gradient);
            gradient(products, counts, to.ragged);
        }

        private void gradient(StackLayer products, int[] own, float[] to) {
            products.gradient(x, delta, own, 0, layer.inputs(), to, 0, scratch);
            if (layer.hasBias()) {
                products.biasGradient(delta, to, 0, scratch);
            }
        }

        /** The gradient in parts that begin at any input, each in the array at its start. */
        private float[] gradientInParts(StackKernels kernels, int[] own, int inputsOfPart) {
            StackLayer products = kernels.layer(layer, rows);
            float[] whole = new float[layer.end() * MODELS];
            for (int i = 0; i < layer.inputs(); i += inputsOfPart) {
                int to = Math.min(i + inputsOfPart, layer.inputs());
                float[] part = new float[(to - i) * layer.outputs() * MODELS];
                int first = layer.weights() + i * layer.outputs();
                products.gradient(x, delta, own, i, to, part, first, scratch);
                System.arraycopy(part, 0, whole, first * MODELS, part.length);
            }
            if (layer.hasBias()) {
                float[] part = new float[layer.outputs() * MODELS];
                products.biasGradient(delta, part, layer.biases(), scratch);
                System.arraycopy(part, 0, whole, layer.biases() * MODELS, part.length);
            }
            return whole;
        }

        void compareParts(int inputsOfPart) {
            Results expected = new Results(layer, rows);
            run(STACK, expected);
            Arrays.fill(expected.gradient, 0, layer.weights() * MODELS, 0f);
            Arrays.fill(expected.ragged, 0, layer.weights() * MODELS, 0f);
            for (StackKernels kernels : List.of(STACK, vector)) {
                float[] gradient = gradientInParts(kernels, null, inputsOfPart);
                float[] ragged = gradientInParts(kernels, counts, inputsOfPart);
                assertSameBits(gradient, expected.gradient, name + " gradient in parts");
                assertSameBits(ragged, expected.ragged, name + " ragged gradient in parts");
            }
        }

        void drop(StackKernels kernels, double rate, float[] to) {
            kernels.drop(
                    delta,
                    to,
                    layer.outputs(),
                    rows,
                    DropoutMask.threshold(rate),
                    DropoutMask.scale(rate),
                    keys);
        }

        void compareAll() {
            Results scalar = new Results(layer, rows);
            run(STACK, scalar);
            compareWithModels(scalar);
            Arrays.fill(results.z, CANARY);
            run(vector, results);
            scalar.assertEqual(results, name);
        }

        /** The definition: the kernels of a single model. */
        void compareWithModels(Results stacked) {
            Workspace workspace = new Workspace(List.of(layer), Lanes.pad(rows));
            int inputs = layer.inputs();
            int units = layer.outputs();
            for (int m = 0; m < MODELS; m++) {
                String what = name + " model " + m;
                float[] own = ofModel(parameters, m, layer.end());
                float[] ownX = ofModel(x, m, inputs * rows);
                float[] ownDelta = ofModel(delta, m, units * rows);
                float[] z = new float[units * rows];
                SCALAR.dense().resume(layer, 0, units, own, ownX, biases(own), z, rows, workspace);
                assertSameBits(z, ofModel(stacked.z, m, z.length), what + " z");
                float[] deltaIn = new float[inputs * rows];
                SCALAR.dense().backward(layer, 0, inputs, own, ownDelta, deltaIn, rows, workspace);
                assertSameBits(deltaIn, ofModel(stacked.deltaIn, m, deltaIn.length), what);
                float[] gradient = gradient(ownX, ownDelta, rows, workspace);
                float[] actual = ofModel(stacked.gradient, m, layer.end());
                Arrays.fill(actual, 0, layer.weights(), 0f); // canaries of another layer
                assertSameBits(gradient, actual, what + " gradient");
                if (layer.sumsInOrder()) {
                    compareRagged(ownX, ownDelta, m, workspace, stacked);
                }
            }
        }

        /** Of sums in order, rows beyond the count of the model are left out. */
        private void compareRagged(
                float[] ownX, float[] ownDelta, int m, Workspace workspace, Results stacked) {
            int weights = layer.inputs() * layer.outputs();
            float[] expected = new float[weights];
            if (counts[m] > 0) {
                float[] few = firstRows(ownX, layer.inputs(), counts[m]);
                float[] fewDelta = firstRows(ownDelta, layer.outputs(), counts[m]);
                float[] gradient = gradient(few, fewDelta, counts[m], workspace);
                expected = Arrays.copyOfRange(gradient, layer.weights(), layer.weights() + weights);
            }
            float[] actual = ofModel(stacked.ragged, m, layer.end());
            actual = Arrays.copyOfRange(actual, layer.weights(), layer.weights() + weights);
            assertSameBits(expected, actual, name + " ragged");
        }

        private float[] firstRows(float[] matrix, int units, int count) {
            float[] first = new float[units * count];
            for (int u = 0; u < units; u++) {
                System.arraycopy(matrix, u * rows, first, u * count, count);
            }
            return first;
        }

        private float[] gradient(float[] ownX, float[] ownDelta, int n, Workspace workspace) {
            float[] gradient = new float[layer.end()];
            SCALAR.dense()
                    .gradient(
                            layer,
                            0,
                            layer.inputs(),
                            ownX,
                            0,
                            n,
                            ownDelta,
                            n,
                            false,
                            gradient,
                            null,
                            workspace);
            return gradient;
        }

        private float[] biases(float[] own) {
            float[] start = new float[layer.outputs() * rows];
            for (int k = 0; layer.hasBias() && k < start.length; k++) {
                start[k] = own[layer.biases() + k / rows];
            }
            return start;
        }

        void compareDropout(double rate) {
            float[] scalar = new float[delta.length];
            drop(STACK, rate, scalar);
            for (int m = 0; m < MODELS; m++) {
                float[] expected = new float[layer.outputs() * rows];
                SCALAR.dropout()
                        .drop(
                                ofModel(delta, m, expected.length),
                                expected,
                                layer.outputs(),
                                rows,
                                0,
                                DropoutMask.threshold(rate),
                                DropoutMask.scale(rate),
                                keys[m]);
                assertSameBits(expected, ofModel(scalar, m, expected.length), name + " dropout");
            }
            drop(vector, rate, results.dropped);
            assertSameBits(scalar, results.dropped, name + " dropout");
        }
    }
}
