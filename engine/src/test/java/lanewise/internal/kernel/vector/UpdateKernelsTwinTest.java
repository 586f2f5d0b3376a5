package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.UpdateKernels;
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

/**
 * The vector updates give the same bits as the scalar ones: cold and compiled, on all kinds of
 * numbers, for ragged ranges, without writing outside their outputs. The build runs this class once
 * per vector width.
 */
@Tag("width")
class UpdateKernelsTwinTest {

    private static final UpdateKernels SCALAR = KernelProvider.scalar().updates();
    private static final int[] COUNTS = {16, 32, 48, 80, 144, 1008};
    private static final int[] RANGES = {0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 64, 100};
    private static UpdateKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        vector = KernelProvider.vector().updates();
        assertEquals("vector-" + bits, KernelProvider.vector().name());
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
        Case hot = new Case(144, 101, Numbers.NORMAL);
        Results results = new Results(hot);
        WidthUnderTest.untilCompiled(() -> results.run(vector));
        for (Numbers numbers : Numbers.values()) {
            compareAll(numbers);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(32, 17, Numbers.NORMAL);
        Results expected = new Results(broken);
        Results actual = new Results(broken);
        expected.run(SCALAR);
        actual.run(vector);
        actual.arrays[3][7] = Math.nextUp(actual.arrays[3][7]);
        assertThrows(AssertionError.class, () -> actual.requireSame(expected));
    }

    /** Covers several blocks and a partial last block. */
    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 4112, 8192, 20_011})
    void sumsSquaresOverBlocks(int n) {
        Random random = new Random(n);
        float[] g = new float[n + 3];
        for (int k = 0; k < g.length; k++) {
            g[k] = (float) random.nextGaussian();
        }
        float[] scratch = new float[Kernels.SCRATCH];
        double scalar = SCALAR.sumOfSquares(g, 3, n + 3, scratch);
        assertBits("sum of squares", scalar, vector.sumOfSquares(g, 3, n + 3, scratch));
        double exact = 0;
        for (int k = 3; k < g.length; k++) {
            exact += (double) g[k] * g[k];
        }
        // A lane of a block is a chain of 256 roundings, most of which cancel.
        assertEquals(exact, scalar, exact * 1e-6);
    }

    /** Covers non-finite values at each index, inside and outside the range. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void detectsNonFiniteNumbers(float special) {
        for (UpdateKernels kernels : new UpdateKernels[] {SCALAR, vector}) {
            float[] x = new float[60];
            Arrays.fill(x, Float.MAX_VALUE);
            assertEquals(0f, kernels.nonFinite(x, 3, 50));
            for (int k = 0; k < x.length; k++) {
                x[k] = special;
                boolean inside = k >= 3 && k < 50;
                assertEquals(inside ? Float.NaN : 0f, kernels.nonFinite(x, 3, 50), "at " + k);
                float added = kernels.scaledAdd(x.clone(), 0f, new float[60], 3, 50);
                assertEquals(inside ? Float.NaN : 0f, added, "at " + k);
                x[k] = Float.MAX_VALUE;
            }
        }
    }

    @Test
    void allStepsDetectNonFiniteParameters() {
        int overflows = 0;
        for (UpdateKernels kernels : new UpdateKernels[] {SCALAR, vector}) {
            for (int k = 0; k < 48; k++) {
                Case c = new Case(48, 48, Numbers.NORMAL);
                c.p[Case.FROM + k] = Float.POSITIVE_INFINITY;
                Results results = new Results(c);
                results.run(kernels);
                for (int step = 0; step < Results.STEPS; step++) {
                    assertEquals(Float.NaN, results.nonFinite[step], "step " + step + ", at " + k);
                    overflows++;
                }
            }
        }
        assertEquals(2 * 48 * Results.STEPS, overflows);
        Results finite = new Results(new Case(48, 48, Numbers.NORMAL));
        finite.run(vector);
        assertArrayEquals(new float[finite.nonFinite.length], finite.nonFinite);
    }

    private static void compareAll(Numbers numbers) {
        int compared = 0;
        for (int count : COUNTS) {
            compared += compare(new Case(count, count, numbers));
        }
        for (int range : RANGES) {
            compared += compare(new Case(112, range, numbers));
        }
        assertTrue(compared > 10_000, compared + " numbers compared");
    }

    private static int compare(Case c) {
        Results expected = new Results(c);
        Results actual = new Results(c);
        float[] p = c.p.clone();
        float[] g = c.g.clone();
        expected.run(SCALAR);
        actual.run(vector);
        assertArrayEquals(p, c.p, "the old parameters");
        assertArrayEquals(g, c.g, "the gradient");
        return actual.requireSame(expected);
    }

    /**
     * Requires equal bits, except for the payload and sign of NaN, which the contract does not
     * specify.
     */
    private static void assertBits(String what, double expected, double actual) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            throw new AssertionError(
                    what
                            + ": expected "
                            + Double.toHexString(expected)
                            + " but got "
                            + Double.toHexString(actual));
        }
    }

    /** The inputs of all kernels, which get an odd range. */
    private static final class Case {
        private static final int FROM = 3;
        private static final int BESIDE = 40;

        final int count;
        final int to;
        final float[] p;
        final float[] g;
        final float[] first;
        final float[] second;

        Case(int count, int range, Numbers numbers) {
            Random random = new Random(count * 31L + range);
            this.count = count;
            to = FROM + range;
            p = numbers(numbers, random);
            g = numbers(numbers, random);
            first = numbers(numbers, random);
            second = numbers(numbers, random);
            for (int k = 0; k < second.length; k++) {
                second[k] = Math.abs(second[k]);
            }
        }

        /** Draws the numbers for a step, followed by others that must not be modified. */
        private float[] numbers(Numbers numbers, Random random) {
            float[] array = new float[count + BESIDE];
            for (int k = 0; k < array.length; k++) {
                array[k] = numbers.next(random);
            }
            return array;
        }
    }

    /** The results of all kernels: three steps of each optimizer, then the other kernels. */
    private static final class Results {
        static final int STEPS = 5;
        private static final AdamConstants ADAM = AdamConstants.of(0.9, 0.999, 1e-8);

        private final Case c;

        /** Next and two state arrays of each step; then those of other kernels and in place. */
        final float[][] arrays = new float[4 * STEPS + 2][];

        final float[] nonFinite = new float[STEPS + 3];
        private final float[] scratch = new float[Kernels.SCRATCH];
        private double sumOfSquares;

        Results(Case c) {
            this.c = c;
            for (int k = 0; k < arrays.length; k++) {
                arrays[k] = new float[c.p.length];
            }
        }

        void run(UpdateKernels kernels) {
            for (int step = 0; step < STEPS; step++) {
                copy(c.p, arrays[3 * step]);
                copy(c.first, arrays[3 * step + 1]);
                copy(c.second, arrays[3 * step + 2]);
                nonFinite[step] = step(kernels, step, c.p, c.g, arrays[3 * step]);
                // Second step, from the current state.
                copy(arrays[3 * step], arrays[3 * STEPS]);
                nonFinite[step] += step(kernels, step, arrays[3 * STEPS], c.g, arrays[3 * step]);
                // Third step, which overwrites the gradient.
                float[] inPlace = arrays[3 * STEPS + 2 + step];
                copy(c.g, inPlace);
                nonFinite[step] += step(kernels, step, arrays[3 * step], inPlace, inPlace);
            }
            float[] sum = arrays[3 * STEPS];
            float[] own = arrays[3 * STEPS + 1];
            copy(c.p, sum);
            copy(c.p, own);
            nonFinite[STEPS] = kernels.scaledAdd(sum, 0.37f, c.g, Case.FROM, c.to);
            nonFinite[STEPS + 1] = kernels.scaledAdd(own, -0.01f, own, Case.FROM, c.to);
            nonFinite[STEPS + 2] = kernels.nonFinite(c.p, Case.FROM, c.to);
            sumOfSquares = kernels.sumOfSquares(c.g, Case.FROM, c.to, scratch);
        }

        private static void copy(float[] from, float[] to) {
            System.arraycopy(from, 0, to, 0, to.length);
        }

        private float step(UpdateKernels kernels, int step, float[] p, float[] g, float[] next) {
            float[] v = arrays[3 * step + 1];
            float[] s = arrays[3 * step + 2];
            int from = Case.FROM;
            int to = c.to;
            return switch (step) {
                case 0 -> kernels.sgd(p, g, next, 0.37f, from, to);
                case 1 -> kernels.momentum(p, g, next, v, 0.37f, 0.9f, 0.013f, from, to);
                case 2 -> kernels.nesterov(p, g, next, v, 0.37f, 0.9f, 0.013f, from, to);
                case 3 ->
                        kernels.rmsProp(
                                p, g, next, s, 0.37f, 0.99f, 0.01f, 1e-8f, 0.013f, from, to);
                default -> kernels.adam(p, g, next, v, s, ADAM, 0.37f, 1.7f, 0.013f, from, to);
            };
        }

        int requireSame(Results expected) {
            int compared = 0;
            for (int a = 0; a < arrays.length; a++) {
                for (int k = 0; k < arrays[a].length; k++) {
                    assertBits("array " + a + " at " + k, expected.arrays[a][k], arrays[a][k]);
                    compared++;
                }
            }
            for (int k = 0; k < nonFinite.length; k++) {
                assertBits("non-finite " + k, expected.nonFinite[k], nonFinite[k]);
            }
            assertBits("sum of squares", expected.sumOfSquares, sumOfSquares);
            requireUntouched();
            return compared;
        }

        private void requireUntouched() {
            for (int k = 0; k < c.p.length; k++) {
                if (k < Case.FROM || k >= c.to) {
                    for (int step = 0; step < STEPS; step++) {
                        String outside = "written outside the range";
                        assertEquals(c.p[k], arrays[3 * step][k], outside);
                        assertEquals(c.first[k], arrays[3 * step + 1][k], outside);
                        assertEquals(c.second[k], arrays[3 * step + 2][k], outside);
                        assertEquals(c.g[k], arrays[3 * STEPS + 2 + step][k], outside);
                    }
                    assertEquals(c.p[k], arrays[3 * STEPS][k], "written outside the range");
                    assertEquals(c.p[k], arrays[3 * STEPS + 1][k], "written outside the range");
                }
            }
        }
    }
}
