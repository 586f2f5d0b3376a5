package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.scalar.ScalarActivations;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Numbers;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

/**
 * The vector kernels of activation functions give the same bits as the scalar ones: cold and
 * compiled, on all kinds of numbers, for ragged shapes, in place or not, without writing outside
 * their outputs. The build runs this class once per vector width.
 */
@Tag("width")
class ActivationKernelsTwinTest {

    private static final ActivationKernels SCALAR = new ScalarActivations();
    private static final int[] COUNTS = {16, 32, 48, 144, 480};
    private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 10, 33};

    private static ActivationKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = new VectorActivations(new ScalarActivations());
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        compareAll(numbers);
    }

    /**
     * All exponents of both signs, and the range in which exponentials neither vanish nor overflow.
     */
    @Test
    void agreesOnTheWholeRange() {
        int count = 1 << 17;
        float[] everywhere = new float[count];
        float[] curved = new float[count];
        for (int k = 0; k < count; k++) {
            everywhere[k] = Float.intBitsToFloat(k * 32749);
            curved[k] = (k - count / 2) * 0x1.cp-10f;
        }
        for (Function function : Function.values()) {
            for (float[] z : new float[][] {everywhere, curved}) {
                float[] expected = z.clone();
                float[] actual = z.clone();
                function.run(SCALAR, z, expected, 0, count);
                function.run(vector, z, actual, 0, count);
                assertBits(function.name(), expected, actual);
            }
        }
    }

    /**
     * Compiled code must agree as well. The absence of allocations shows that it was compiled and
     * that no vector is boxed.
     */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        float[] z = Numbers.NORMAL.array(480, new Random(3));
        float[] a = new float[480];
        WidthUnderTest.untilCompiled(() -> runHot(z, a));
        for (Numbers numbers : Numbers.values()) {
            compareAll(numbers);
        }
        agreesOnTheWholeRange();
    }

    private static void runHot(float[] z, float[] a) {
        for (Function function : FUNCTIONS) {
            Arrays.fill(a, 0.5f);
            function.run(vector, z, a, 16, 144);
        }
        vector.softmax(z, a, 10, 48);
        vector.sharedSigmoid(z, a, 0, 7, 48);
        vector.sharedSigmoid(z, a, 0, 9, 48);
    }

    @Test
    void rejectsSoftmaxInElementwiseKernels() {
        float[] z = new float[16];
        for (ActivationKernels kernels : new ActivationKernels[] {SCALAR, vector}) {
            for (Function function : new Function[] {Function.SIGMOID, Function.SIGMOID_SLOPE}) {
                String message =
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> {
                                            if (function.isSlope) {
                                                kernels.multiplyByDerivative(
                                                        ActivationFunction.SOFTMAX, z, z, 0, 16);
                                            } else {
                                                kernels.apply(
                                                        ActivationFunction.SOFTMAX, z, z, 0, 16);
                                            }
                                        })
                                .getMessage();
                assertTrue(message.contains("softmax()"), message);
            }
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        float[] expected = {1, 2, 3};
        float[] actual = {1, 2, Math.nextUp(3f)};
        assertThrows(AssertionError.class, () -> assertBits("broken", expected, actual));
    }

    private static void compareAll(Numbers numbers) {
        int compared = 0;
        for (int count : COUNTS) {
            for (int from : new int[] {0, 16, 32}) {
                for (Function function : FUNCTIONS) {
                    compare(function, numbers, from, count);
                    compared++;
                }
            }
        }
        for (int rows : ROWS) {
            for (int n : COUNTS) {
                compareSoftmax(numbers, rows, n);
                compareSharedSigmoid(numbers, 0, rows, n);
                compareSharedSigmoid(numbers, 4, 4 + rows, n);
                compared++;
            }
        }
        assertEquals(COUNTS.length * (3 * FUNCTIONS.length + ROWS.length), compared);
    }

    /** Also requires that floats outside the range are not modified. */
    private static void compare(Function function, Numbers numbers, int from, int count) {
        Random random = new Random(31L * from + count);
        float[] z = numbers.array(from + count + 40, random);
        float[] before = numbers.array(z.length, random);
        float[] expected = before.clone();
        float[] actual = before.clone();
        function.run(SCALAR, z, expected, from, count);
        function.run(vector, z, actual, from, count);
        assertBits(function + " from " + from + " of " + count, expected, actual);
        for (int k = 0; k < z.length; k++) {
            if (k < from || k >= from + count) {
                assertEquals(before[k], actual[k], function + " wrote at " + k);
            }
        }
        if (!function.isSlope) {
            float[] inPlace = z.clone();
            function.run(vector, inPlace, inPlace, from, count);
            for (int k = 0; k < z.length; k++) {
                float value = k < from || k >= from + count ? z[k] : expected[k];
                assertEquals(value, inPlace[k], function + " in place at " + k);
            }
        }
    }

    private static void compareSoftmax(Numbers numbers, int rows, int n) {
        float[] z = numbers.array(rows * n + 40, new Random(31L * rows + n));
        float[] expected = z.clone();
        float[] actual = z.clone();
        float[] apart = new float[z.length];
        SCALAR.softmax(expected, expected, rows, n);
        vector.softmax(actual, actual, rows, n);
        vector.softmax(z, apart, rows, n);
        assertBits("softmax of " + rows + " × " + n, expected, actual);
        for (int k = 0; k < z.length; k++) {
            float value = k < rows * n ? expected[k] : 0f;
            assertEquals(value, apart[k], "softmax not in place at " + k);
        }
    }

    private static void compareSharedSigmoid(Numbers numbers, int from, int to, int n) {
        Random random = new Random(31L * to + n);
        float[] z = numbers.array(to * n + 40, random);
        float[] expected = numbers.array(z.length, random);
        float[] actual = expected.clone();
        float[] before = expected.clone();
        float[] inPlace = z.clone();
        SCALAR.sharedSigmoid(z, expected, from, to, n);
        vector.sharedSigmoid(z, actual, from, to, n);
        vector.sharedSigmoid(inPlace, inPlace, from, to, n);
        assertBits("sigmoids of units " + from + " to " + to + " × " + n, expected, actual);
        for (int k = 0; k < z.length; k++) {
            boolean inRange = k >= from * n && k < to * n;
            assertEquals(inRange ? expected[k] : before[k], actual[k], "at " + k);
            assertEquals(inRange ? expected[k] : z[k], inPlace[k], "in place at " + k);
        }
    }

    /**
     * Requires equal bits, except for the payload and sign of NaN, which the contract does not
     * specify.
     */
    private static void assertBits(String what, float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        for (int k = 0; k < expected.length; k++) {
            if (Float.floatToIntBits(expected[k]) != Float.floatToIntBits(actual[k])) {
                throw new AssertionError(
                        what
                                + " at "
                                + k
                                + ": expected "
                                + Float.toHexString(expected[k])
                                + " but got "
                                + Float.toHexString(actual[k]));
            }
        }
    }

    private static final Function[] FUNCTIONS = Function.values();

    /** The element-wise kernels. */
    private enum Function {
        IDENTITY(ActivationFunction.IDENTITY, false),
        SIGMOID(ActivationFunction.SIGMOID, false),
        TANH(ActivationFunction.TANH, false),
        RELU(ActivationFunction.RELU, false),
        LEAKY_RELU(ActivationFunction.LEAKY_RELU, false),
        SOFTPLUS(ActivationFunction.SOFTPLUS, false),
        GELU(ActivationFunction.GELU, false),
        IDENTITY_SLOPE(ActivationFunction.IDENTITY, true),
        SIGMOID_SLOPE(ActivationFunction.SIGMOID, true),
        TANH_SLOPE(ActivationFunction.TANH, true),
        RELU_SLOPE(ActivationFunction.RELU, true),
        LEAKY_RELU_SLOPE(ActivationFunction.LEAKY_RELU, true),
        SOFTPLUS_SLOPE(ActivationFunction.SOFTPLUS, true),
        GELU_SLOPE(ActivationFunction.GELU, true);

        final ActivationFunction function;
        final boolean isSlope;

        Function(ActivationFunction function, boolean isSlope) {
            this.function = function;
            this.isSlope = isSlope;
        }

        void run(ActivationKernels kernels, float[] z, float[] out, int from, int count) {
            if (isSlope) {
                kernels.multiplyByDerivative(function, out, z, from, count);
            } else {
                kernels.apply(function, z, out, from, count);
            }
        }
    }
}
