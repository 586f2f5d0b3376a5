package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.DropoutKernels;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Numbers;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

/** {@link VectorDropout} gives the same bits as {@link ScalarDropout}, cold and compiled. */
@Tag("width")
class DropoutKernelsTwinTest {
    private static final DropoutKernels SCALAR = KernelProvider.scalar().dropout();
    private static DropoutKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = KernelProvider.vector().dropout();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 144, 480})
    void agreesOnAllShapes(int n) {
        for (int rows : new int[] {1, 2, 3, 7, 64}) {
            for (double rate : new double[] {0, 0.1, 0.5, 0.999}) {
                new Case(rows, n, rate, Numbers.NORMAL).compare();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        new Case(13, 48, 0.3, numbers).compare();
    }

    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Case hot = new Case(7, 144, 0.4, Numbers.NORMAL);
        WidthUnderTest.untilCompiled(() -> hot.run(vector, hot.actual));
        hot.compare();
        for (Numbers numbers : Numbers.values()) {
            new Case(5, 480, 0.5, numbers).compare();
        }
    }

    @Test
    void splittingABatchDoesNotChangeTheMask() {
        Case whole = new Case(5, 64, 0.5, Numbers.NORMAL);
        whole.run(vector, whole.actual);
        float[] part = new float[5 * 16];
        for (int from = 0; from < 64; from += 16) {
            for (int u = 0; u < 5; u++) {
                System.arraycopy(whole.a, u * 64 + from, part, u * 16, 16);
            }
            int first = Case.FIRST + from;
            vector.drop(part, part, 5, 16, first, whole.threshold, whole.scale, Case.KEY);
            for (int u = 0; u < 5; u++) {
                for (int s = 0; s < 16; s++) {
                    assertEquals(whole.actual[u * 64 + from + s], part[u * 16 + s]);
                }
            }
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(4, 32, 0.5, Numbers.NORMAL);
        broken.run(SCALAR, broken.expected);
        broken.run(vector, broken.actual);
        broken.actual[7] += 1;
        assertThrows(AssertionError.class, broken::compareResults);
    }

    /** Activations, and the results of both phases followed by canaries. */
    private static final class Case {
        static final int FIRST = 1_000_003;
        static final int KEY = DropoutMask.key(10, 3, 1);
        private static final float CANARY = 12345.678f;

        final int rows;
        final int n;
        final int threshold;
        final float scale;
        final float[] a;
        final float[] expected;
        final float[] actual;
        final float[] expectedDelta;
        final float[] actualDelta;

        Case(int rows, int n, double rate, Numbers numbers) {
            this.rows = rows;
            this.n = n;
            threshold = DropoutMask.threshold(rate);
            scale = DropoutMask.scale(rate);
            Random random = new Random(rows * 31L + n);
            a = new float[rows * n];
            for (int k = 0; k < a.length; k++) {
                a[k] = numbers.next(random);
            }
            expected = canaries();
            actual = canaries();
            expectedDelta = canaries();
            actualDelta = canaries();
        }

        private float[] canaries() {
            float[] array = new float[a.length + 40];
            Arrays.fill(array, CANARY);
            return array;
        }

        void compare() {
            run(SCALAR, expected);
            run(vector, actual);
            runDelta(SCALAR, expectedDelta);
            runDelta(vector, actualDelta);
            compareResults();
        }

        void run(DropoutKernels kernels, float[] out) {
            kernels.drop(a, out, rows, n, FIRST, threshold, scale, KEY);
        }

        private void runDelta(DropoutKernels kernels, float[] delta) {
            System.arraycopy(a, 0, delta, 0, a.length);
            kernels.delta(delta, rows, n, FIRST, threshold, scale, KEY);
        }

        void compareResults() {
            for (int k = 0; k < a.length; k++) {
                boolean kept = DropoutMask.keeps(KEY, k / n, FIRST + k % n, threshold);
                float defined = kept ? a[k] * scale : 0f;
                assertBits(k, defined, expected[k]);
                assertBits(k, defined, actual[k]);
                assertBits(k, defined, expectedDelta[k]);
                assertBits(k, defined, actualDelta[k]);
            }
            assertTrue(a.length > 0);
            for (float[] results : new float[][] {expected, actual, expectedDelta, actualDelta}) {
                for (int k = a.length; k < results.length; k++) {
                    assertEquals(CANARY, results[k], "written past the end at " + k);
                }
            }
        }

        private static void assertBits(int k, float expected, float actual) {
            assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), "cell " + k);
        }
    }
}
