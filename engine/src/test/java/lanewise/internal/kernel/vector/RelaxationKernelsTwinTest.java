package lanewise.internal.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.RelaxationKernels;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Numbers;
import lanewise.testing.Padded;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

/**
 * The vector kernels of recurrent layers give the same bits as the scalar ones, cold and compiled.
 * The build runs this class once per vector width.
 */
@Tag("width")
class RelaxationKernelsTwinTest {
    private static final RelaxationKernels SCALAR = KernelProvider.scalar().relaxation();
    private static final float CANARY = 12345.678f;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("vector-" + bits, KernelProvider.vector().name());
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "2, 32", "3, 48", "7, 144", "64, 128", "65, 16"})
    void agreesOnAllShapes(int rows, int n) {
        new Case(rows, n, Numbers.NORMAL).compare();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        new Case(5, 160, numbers).compare();
    }

    /** The absence of allocations shows that the code was compiled and that no vector is boxed. */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Case hot = new Case(9, 144, Numbers.NORMAL);
        RelaxationKernels vector = KernelProvider.vector().relaxation();
        WidthUnderTest.untilCompiled(() -> hot.run(vector, hot.actual));
        for (Numbers numbers : Numbers.values()) {
            new Case(9, 144, numbers).compare();
        }
    }

    @Test
    void computesTheLargestChangeAndMagnitudeOfEachSample() {
        float[] next = Padded.rows(2, 1f, -3f, 0.5f, 4f);
        float[] current = Padded.rows(2, 1.5f, -3f, 0.25f, 1f);
        for (Kernels kernels : new Kernels[] {KernelProvider.scalar(), KernelProvider.vector()}) {
            float[] change = new float[Lanes.COUNT];
            float[] size = new float[Lanes.COUNT];
            kernels.relaxation().changes(next, current, 2, Lanes.COUNT, change, size);
            assertEquals(0.5f, change[0]);
            assertEquals(1f, size[0]);
            assertEquals(3f, change[1]);
            assertEquals(4f, size[1]);
            assertEquals(0f, change[2]);
        }
    }

    /** The changes halve in each sweep, so the remaining changes add up to the last one. */
    @Test
    void accelerationFindsTheLimitOfAGeometricSequence() {
        for (Kernels kernels : new Kernels[] {KernelProvider.scalar(), KernelProvider.vector()}) {
            float[] next = Padded.rows(2, 1.75f, -3.5f);
            float[] current = Padded.rows(2, 1.5f, -3f);
            float[] lastNext = Padded.rows(2, 1.5f, -3f);
            float[] lastCurrent = Padded.rows(2, 1f, -2f);
            float[] maxTheta = Padded.row(64f, 64f, 64f, 64f, 64f, 64f);
            float[] weight = new float[Lanes.COUNT];
            float[] scratch = new float[Lanes.COUNT];
            kernels.relaxation()
                    .accelerate(
                            next,
                            current,
                            lastNext,
                            lastCurrent,
                            maxTheta,
                            2,
                            Lanes.COUNT,
                            weight,
                            scratch);
            assertEquals(-1f, weight[0]);
            assertEquals(2f, lastCurrent[0]);
            assertEquals(-4f, lastCurrent[Lanes.COUNT]);
            assertEquals(0f, weight[1]);
            assertEquals(0f, lastCurrent[1]);
        }
    }

    /** Regardless of the values after it: a maximum by float comparison would lose the NaN. */
    @Test
    void nanIsTheLargestMagnitude() {
        for (Kernels kernels : new Kernels[] {KernelProvider.scalar(), KernelProvider.vector()}) {
            float[] next = new float[3 * Lanes.COUNT];
            next[0] = Float.NaN;
            next[Lanes.COUNT] = 7f;
            next[2 * Lanes.COUNT] = Float.NEGATIVE_INFINITY;
            float[] change = new float[Lanes.COUNT];
            float[] size = new float[Lanes.COUNT];
            kernels.relaxation()
                    .changes(next, new float[next.length], 3, Lanes.COUNT, change, size);
            assertTrue(Float.isNaN(change[0]));
            assertTrue(Float.isNaN(size[0]));
            assertEquals(0f, change[1]);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(4, 32, Numbers.NORMAL);
        broken.run(SCALAR, broken.expected);
        broken.run(KernelProvider.vector().relaxation(), broken.actual);
        broken.actual[1][3] = Math.nextUp(broken.actual[1][3]);
        assertThrows(AssertionError.class, broken::compareResults);
    }

    private static final class Case {
        final int rows;
        final int n;
        final float[] next;
        final float[] current;
        final float[] third;
        final float[] lastNext;
        final float[] damping;
        final float[] maxTheta;
        final float[] scratch;
        final float[][] expected;
        final float[][] actual;

        Case(int rows, int n, Numbers numbers) {
            Random random = new Random(rows * 31L + n);
            this.rows = rows;
            this.n = n;
            next = numbers.array(rows * n, random);
            current = numbers.array(rows * n, random);
            third = numbers.array(rows * n, random);
            lastNext = numbers.array(rows * n, random);
            // A sample with the same change as before: the divisor of its theta is 0.
            for (int j = 0; j < rows; j++) {
                third[j * n] = next[j * n];
                lastNext[j * n] = current[j * n];
            }
            scratch = new float[n];
            damping = numbers.array(n, random);
            maxTheta = new float[n];
            for (int sample = 0; sample < n; sample++) {
                damping[sample] = sample % 3 == 0 ? 0f : damping[sample];
                maxTheta[sample] = sample % 4;
            }
            expected = canaries();
            actual = canaries();
        }

        private float[][] canaries() {
            float[][] results = {
                new float[n + 16],
                new float[n + 16],
                new float[rows * n + 16],
                new float[rows * n + 16],
                new float[rows * n + 16],
                new float[n + 16]
            };
            for (float[] result : results) {
                Arrays.fill(result, CANARY);
            }
            return results;
        }

        void run(RelaxationKernels kernels, float[][] to) {
            kernels.changes(next, current, rows, n, to[0], to[1]);
            System.arraycopy(next, 0, to[2], 0, rows * n);
            System.arraycopy(next, 0, to[3], 0, rows * n);
            // Starts with the second row, as the second of two threads does.
            kernels.damp(to[2], current, damping, rows, n);
            kernels.multiplyAdd(to[3], current, third, n, (rows - 1) * n);
            kernels.multiplyAdd(to[3], current, third, 0, n);
            System.arraycopy(current, 0, to[4], 0, rows * n);
            kernels.accelerate(third, next, lastNext, to[4], maxTheta, rows, n, to[5], scratch);
        }

        void compare() {
            run(SCALAR, expected);
            run(KernelProvider.vector().relaxation(), actual);
            compareResults();
        }

        void compareResults() {
            for (int r = 0; r < expected.length; r++) {
                for (int k = 0; k < expected[r].length; k++) {
                    assertEquals(
                            Float.floatToIntBits(expected[r][k]),
                            Float.floatToIntBits(actual[r][k]),
                            "result " + r + " at " + k);
                }
                assertEquals(CANARY, actual[r][actual[r].length - 16]);
            }
        }
    }
}
