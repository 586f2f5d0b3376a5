package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.scalar.ScalarActivations;
import lanewise.internal.kernel.scalar.ScalarLosses;
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
 * The vector kernels of losses give the same bits as the scalar ones: cold and compiled, on all
 * kinds of numbers, for ragged shapes, without writing outside their outputs. The build runs this
 * class once per vector width.
 */
@Tag("width")
class LossKernelsTwinTest {

    private static final LossKernels SCALAR = new ScalarLosses();
    private static final LossFunction[] LOSSES = LossFunction.values();
    private static final int[] OUTPUTS = {1, 2, 3, 5, 10, 33};
    private static final int[] SAMPLES = {16, 32, 48, 144, 480};

    private static LossKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = new VectorLosses();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        compareAll(numbers);
    }

    /**
     * Compiled code must agree as well. The absence of allocations shows that it was compiled and
     * that no vector is boxed.
     */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Case many = new Case(7, 144, Numbers.NORMAL);
        Case one = new Case(1, 144, Numbers.NORMAL);
        WidthUnderTest.untilCompiled(
                () -> {
                    many.run(vector, many.actual);
                    one.run(vector, one.actual);
                });
        for (Numbers numbers : Numbers.values()) {
            compareAll(numbers);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(3, 32, Numbers.NORMAL);
        broken.run(SCALAR, broken.expected);
        broken.run(vector, broken.actual);
        broken.actual.deltas[1][7] = Math.nextUp(broken.actual.deltas[1][7]);
        assertThrows(AssertionError.class, broken::compareResults);
        broken.run(vector, broken.actual);
        broken.actual.sums[1] = Math.nextUp(broken.actual.sums[1]);
        assertThrows(AssertionError.class, broken::compareResults);
    }

    private static void compareAll(Numbers numbers) {
        for (int outputs : OUTPUTS) {
            for (int n : SAMPLES) {
                Case c = new Case(outputs, n, numbers);
                c.run(SCALAR, c.expected);
                c.run(vector, c.actual);
                c.compareResults();
            }
        }
    }

    /** The outputs of all kernels, each followed by canaries. */
    private static final class Results {
        private static final float CANARY = 12345.678f;

        final float[] sums = new float[LOSSES.length];
        final float[][] deltas;
        final float[] deltaOfSigmoid;
        int hits;

        Results(int length) {
            deltas = new float[LOSSES.length][length + 40];
            deltaOfSigmoid = new float[length + 40];
            for (float[] delta : deltas) {
                Arrays.fill(delta, length, length + 40, CANARY);
            }
            Arrays.fill(deltaOfSigmoid, length, length + 40, CANARY);
        }
    }

    /** Outputs and targets. The offset leaves nothing aligned. */
    private static final class Case {
        private static final int OFFSET = 3;

        final int outputs;
        final int n;
        final Targets targets;
        final float[] z;
        final float[] a;
        final float[] scratch = new float[Kernels.SCRATCH];
        final Results expected;
        final Results actual;

        Case(int outputs, int n, Numbers numbers) {
            this.outputs = outputs;
            this.n = n;
            Random random = new Random(31L * outputs + n);
            z = numbers.array(outputs * n, random);
            a = numbers.array(outputs * n, random);
            int ld = n + 16;
            float[] y = numbers.array(OFFSET + outputs * ld, random);
            float[] mask = new float[OFFSET + n];
            float[] classes = new float[OFFSET + n];
            for (int s = 0; s < n; s++) {
                boolean padding = s >= n - 5;
                mask[OFFSET + s] = padding ? 0 : s % 3 == 0 ? 1 : 2 * random.nextFloat();
                classes[OFFSET + s] = padding ? -1 : random.nextInt(Math.max(2, outputs));
            }
            targets = new Targets(outputs, y, ld, mask, classes);
            expected = new Results(outputs * n);
            actual = new Results(outputs * n);
        }

        void run(LossKernels kernels, Results r) {
            for (int l = 0; l < LOSSES.length; l++) {
                r.sums[l] = kernels.sum(LOSSES[l], targets, OFFSET, z, a, n, scratch);
                kernels.delta(LOSSES[l], targets, OFFSET, a, r.deltas[l], n);
            }
            kernels.deltaOfSigmoid(targets, OFFSET, a, r.deltaOfSigmoid, n);
            r.hits = kernels.hits(targets, OFFSET, a, n);
        }

        void compareResults() {
            String shape = " of " + outputs + " × " + n;
            for (int l = 0; l < LOSSES.length; l++) {
                assertBits(LOSSES[l] + shape, expected.sums[l], actual.sums[l]);
                compare("delta of " + LOSSES[l] + shape, expected.deltas[l], actual.deltas[l]);
            }
            compare("delta of sigmoid" + shape, expected.deltaOfSigmoid, actual.deltaOfSigmoid);
            float[] inTwoSteps = actual.deltas[LossFunction.SQUARED_ERROR.ordinal()].clone();
            new VectorActivations(new ScalarActivations())
                    .multiplyByDerivative(
                            ActivationFunction.SIGMOID, inTwoSteps, a, 0, outputs * n);
            compare("delta in two steps" + shape, expected.deltaOfSigmoid, inTwoSteps);
            assertEquals(expected.hits, actual.hits, "correct predictions" + shape);
        }

        private void compare(String what, float[] expected, float[] actual) {
            assertTrue(outputs * n > 0, what);
            for (int k = 0; k < actual.length; k++) {
                assertBits(what + " at " + k, expected[k], actual[k]);
            }
            for (int k = outputs * n; k < actual.length; k++) {
                assertEquals(Results.CANARY, actual[k], what + ": written past the end at " + k);
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
                                + Float.toHexString(expected)
                                + " but got "
                                + Float.toHexString(actual));
            }
        }
    }
}
