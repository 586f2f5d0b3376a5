package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.Gemm;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The vector kernels of layers give the same bits as the scalar ones: cold and compiled, on all
 * kinds of numbers, for ragged shapes, without writing outside their outputs. The build runs this
 * class once per vector width.
 */
@Tag("width")
class DenseKernelsTwinTest {

    private static final Kernels SCALAR = KernelProvider.scalar();

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        assertEquals("vector-" + bits, KernelProvider.vector().name());
    }

    static Stream<Arguments> shapes() {
        int[][] layers = {
            {1, 1},
            {4, 2},
            {2, 3},
            {3, 4},
            {5, 5},
            {1, 7},
            {7, 1},
            {6, 8},
            {9, 13},
            {64, 32},
            {33, 10},
            {300, 17},
            {16, 16},
            {17, 31},
            {70, 50},
            {130, 129}
        };
        int[] samples = {16, 32, 48, 144, 480};
        return Stream.of(layers)
                .flatMap(
                        layer ->
                                Stream.of(false, true)
                                        .flatMap(
                                                bias ->
                                                        java.util.Arrays.stream(samples)
                                                                .mapToObj(
                                                                        n ->
                                                                                Arguments.of(
                                                                                        layer[0],
                                                                                        layer[1],
                                                                                        bias, n))));
    }

    @ParameterizedTest(name = "{0}-{1}, bias {2}, {3} samples")
    @MethodSource("shapes")
    void agreesOnAllShapes(int inputs, int outputs, boolean bias, int n) {
        new Case(inputs, outputs, bias, n, Numbers.NORMAL).compareAll();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        new Case(7, 5, true, 144, numbers).compareAll();
        new Case(4, 1, true, 48, numbers).compareAll();
        new Case(17, 7, true, 48, numbers).compareAll();
    }

    /**
     * Compiled code must agree as well. The absence of allocations shows that it was compiled and
     * that no vector is boxed.
     */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Kernels vector = KernelProvider.vector();
        Case hot = new Case(6, 7, true, 144, Numbers.NORMAL);
        Case tiles = new Case(16, 7, true, 48, Numbers.NORMAL); // of 4 x 4, 8 x 2 and single sums
        WidthUnderTest.untilCompiled(
                () -> {
                    hot.runAll(vector, hot.actual);
                    tiles.runAll(vector, tiles.actual);
                });
        hot.compareAll();
        tiles.compareAll();
        shapes().map(Arguments::get)
                .forEach(
                        shape ->
                                new Case(
                                                (int) shape[0],
                                                (int) shape[1],
                                                (boolean) shape[2],
                                                (int) shape[3],
                                                Numbers.NORMAL)
                                        .compareAll());
        for (Numbers numbers : Numbers.values()) {
            new Case(7, 5, true, 144, numbers).compareAll();
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(4, 3, true, 32, Numbers.NORMAL);
        broken.runAll(SCALAR, broken.expected);
        broken.runAll(KernelProvider.vector(), broken.actual);
        broken.actual.a[7] = Math.nextUp(broken.actual.a[7]);
        org.junit.jupiter.api.Assertions.assertThrows(AssertionError.class, broken::compareResults);
    }

    /** The outputs of all kernels, each followed by canaries. */
    private static final class Results {
        final float[] z;
        final float[] a;
        final float[] resumed;
        final float[] deltaIn;
        final float[] gradient;
        final float[] newGradient;

        /** Each sum mapped once. */
        final float[] mapped;

        Results(Case c) {
            z = c.canaries(c.layer.outputs() * c.n);
            a = c.canaries(c.layer.outputs() * c.n);
            resumed = c.canaries(c.layer.outputs() * c.n);
            deltaIn = c.canaries(c.layer.inputs() * c.n);
            gradient = c.canaries(c.parameters.length);
            newGradient = c.canaries(c.parameters.length);
            mapped = c.canaries(c.parameters.length);
        }
    }

    /**
     * A layer with inputs for all kernels. Offsets and distances between rows leave nothing
     * aligned. The work is split in two parts, as between two threads.
     */
    private static final class Case {
        private static final int OFFSET = 3;
        private static final float CANARY = 12345.678f;

        final Dense layer;
        final int n;
        final int ld;
        final float[] parameters;
        final float[] x;
        final float[] inputs;
        final float[] sums;
        final float[] delta;
        final float[] startGradient;
        final Workspace workspace;
        final Results expected;
        final Results actual;

        Case(int inputs, int outputs, boolean bias, int n, Numbers numbers) {
            Random random = new Random(inputs * 31L + outputs * 7L + n);
            int weights = 5;
            layer =
                    new Dense(
                            inputs,
                            outputs,
                            weights,
                            bias ? weights + inputs * outputs : Dense.NO_BIAS);
            this.n = n;
            ld = n + 16;
            workspace = new Workspace(List.of(layer), n);
            parameters = numbers.array(Lanes.pad(layer.end()), random);
            x = numbers.array(OFFSET + inputs * ld, random);
            this.inputs = numbers.array(inputs * n, random);
            sums = numbers.array(outputs * n, random);
            delta = numbers.array(outputs * n, random);
            startGradient = numbers.array(parameters.length, random);
            expected = new Results(this);
            actual = new Results(this);
        }

        float[] canaries(int length) {
            float[] array = new float[length + 40];
            java.util.Arrays.fill(array, CANARY);
            return array;
        }

        void compareAll() {
            runAll(SCALAR, expected);
            runAll(KernelProvider.vector(), actual);
            compareResults();
        }

        void runAll(Kernels kernels, Results r) {
            DenseKernels dense = kernels.dense();
            int inputs = layer.inputs();
            int outputs = layer.outputs();
            ActivationFunction f = ActivationFunction.TANH;
            int half = outputs / 2;
            dense.forward(layer, f, 0, half, parameters, x, OFFSET, ld, r.z, r.a, n, workspace);
            dense.forward(
                    layer, f, half, outputs, parameters, x, OFFSET, ld, r.z, r.a, n, workspace);
            float[] from = this.inputs;
            dense.resume(layer, 0, half, parameters, from, sums, r.resumed, n, workspace);
            dense.resume(layer, half, outputs, parameters, from, sums, r.resumed, n, workspace);
            half = inputs / 2;
            dense.backward(layer, 0, half, parameters, delta, r.deltaIn, n, workspace);
            dense.backward(layer, half, inputs, parameters, delta, r.deltaIn, n, workspace);
            System.arraycopy(startGradient, 0, r.gradient, 0, startGradient.length);
            System.arraycopy(startGradient, 0, r.mapped, 0, startGradient.length);
            gradient(dense, true, r.gradient, null);
            gradient(dense, false, r.newGradient, null);
            gradient(dense, true, r.mapped, Case::map);
        }

        void gradient(DenseKernels dense, boolean add, float[] g, Gemm.Epilogue map) {
            int half = layer.inputs() / 2;
            int end = layer.inputs();
            if (half > 0) {
                dense.gradient(layer, 0, half, x, OFFSET, ld, delta, n, add, g, map, workspace);
            }
            dense.gradient(layer, half, end, x, OFFSET, ld, delta, n, add, g, map, workspace);
        }

        static void map(float[] z, float[] a, int from, int count) {
            for (int k = from; k < from + count; k++) {
                a[k] = map(z[k]);
            }
        }

        static float map(float z) {
            return 3 - 2 * z;
        }

        void compareResults() {
            compare("weighted sums", expected.z, actual.z, layer.outputs() * n);
            compare("activations", expected.a, actual.a, layer.outputs() * n);
            compare("resumed sums", expected.resumed, actual.resumed, layer.outputs() * n);
            compare("deltas of the inputs", expected.deltaIn, actual.deltaIn, layer.inputs() * n);
            compare("gradient", expected.gradient, actual.gradient, parameters.length);
            compare("new gradient", expected.newGradient, actual.newGradient, parameters.length);
            for (int k = 0; k < parameters.length; k++) {
                boolean ofLayer = k >= layer.weights() && k < layer.end();
                float once = ofLayer ? map(expected.gradient[k]) : startGradient[k];
                assertBits("mapped gradient at " + k, once, expected.mapped[k]);
            }
            compare("mapped gradient", expected.mapped, actual.mapped, parameters.length);
        }

        private static void compare(String what, float[] expected, float[] actual, int length) {
            int compared = 0;
            for (int k = 0; k < length; k++) {
                assertBits(what + " at " + k, expected[k], actual[k]);
                compared++;
            }
            assertTrue(compared > 0, what);
            for (int k = length; k < actual.length; k++) {
                assertEquals(CANARY, actual[k], what + ": written past the end at " + k);
                assertEquals(CANARY, expected[k], what + ": written past the end at " + k);
            }
        }

        /**
         * Requires equal bits, except for the payload and sign of NaN, which the contract does not
         * specify.
         */
        private static void assertBits(String what, float expected, float actual) {
            if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
                throw new AssertionError(
                        what
                                + ": expected "
                                + expected
                                + " ("
                                + Float.toHexString(expected)
                                + ") but got "
                                + actual
                                + " ("
                                + Float.toHexString(actual)
                                + ")");
            }
        }
    }
}
