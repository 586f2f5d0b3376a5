package lanewise.internal.kernel.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Gemm.Form;
import lanewise.internal.kernel.GemmStart;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.scalar.ScalarGemm;
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
 * {@link VectorGemm} gives the same bits as {@link ScalarGemm}: cold and compiled, on all kinds of
 * numbers, for ragged shapes and shapes larger than each of its blocks, without writing outside
 * {@code C}. The build runs this class once per vector width.
 */
@Tag("width")
class GemmTwinTest {

    private static final int MC = GemmWorkspace.MC;
    private static final int NC = GemmWorkspace.NC;
    private static final int KC = GemmWorkspace.KC;

    /** (m, n, k): smaller than a tile, at the edges of tiles, at the edges of blocks. */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {1, 16, 5},
        {6, 64, 1},
        {5, 3, 7},
        {7, 17, 2},
        {13, 48, 33},
        {10, 10, 16},
        {12, 80, 20},
        {32, 16, 64},
        {64, 64, 64},
        {31, 127, 65},
        {3, 200, 300},
        {MC, 32, KC},
        {MC + 1, 33, 9},
        {2, NC + 1, 3},
        {14, 70, KC + 1},
        {MC + 5, 65, 2 * KC + 3},
        {3, NC + 65, KC + 2}
    };

    @BeforeAll
    static void requireWidthUnderTest() {
        WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllShapes(Form form) {
        for (int[] shape : SHAPES) {
            for (GemmStart start : GemmStart.values()) {
                new Case(form, shape, start, Numbers.NORMAL).compare();
            }
        }
    }

    /** Then the epilogue takes several rows at once. */
    @ParameterizedTest
    @EnumSource
    void agreesOnContiguousRows(Form form) {
        for (int n : new int[] {10, 48, NC, NC + 16}) {
            new Case(form, new int[] {MC + 5, n, 130}, GemmStart.BIAS, Numbers.NORMAL, 0).compare();
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesBeyondABlockOfEachDimension(Form form) {
        int[] shape = {MC + 5, NC + 65, KC + 3};
        new Case(form, shape, GemmStart.BIAS, Numbers.NORMAL).compare();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        for (Form form : Form.values()) {
            for (GemmStart start : GemmStart.values()) {
                new Case(form, new int[] {13, 83, 37}, start, numbers).compare();
            }
        }
    }

    /** A product of windows is a window of the product, so threads can share the work. */
    @ParameterizedTest
    @EnumSource
    void agreesWhenSplitByRowsAndColumns(Form form) {
        for (GemmStart start : GemmStart.values()) {
            Case shared = new Case(form, new int[] {29, 100, 40}, start, Numbers.NORMAL);
            shared.run(new ScalarGemm(), shared.expected);
            for (int i : new int[] {0, 16}) {
                for (int j : new int[] {0, 32}) {
                    int rows = i == 0 ? 16 : 13;
                    int columns = j == 0 ? 32 : 68;
                    shared.run(new VectorGemm(), shared.actual, i, j, rows, columns);
                }
            }
            shared.compareResults();
        }
    }

    /**
     * Compiled code must agree as well. The absence of allocations shows that it was compiled and
     * that no vector is boxed.
     */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        VectorGemm vector = new VectorGemm();
        List<Case> hot =
                Arrays.stream(Form.values())
                        .map(
                                form ->
                                        new Case(
                                                form,
                                                new int[] {13, 119, 20},
                                                GemmStart.BIAS,
                                                Numbers.NORMAL))
                        .toList();
        WidthUnderTest.untilCompiled(() -> runAll(hot, vector));
        for (Case c : hot) {
            c.compare();
        }
        for (Form form : Form.values()) {
            agreesOnAllShapes(form);
            agreesBeyondABlockOfEachDimension(form);
        }
        for (Numbers numbers : Numbers.values()) {
            agreesOnAllKindsOfNumbers(numbers);
        }
    }

    private static void runAll(List<Case> cases, Gemm gemm) {
        for (int i = 0; i < cases.size(); i++) { // an iterator would count as an allocation
            Case c = cases.get(i);
            c.run(gemm, c.actual);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken = new Case(Form.NN, new int[] {4, 5, 6}, GemmStart.ZERO, Numbers.NORMAL);
        broken.run(new ScalarGemm(), broken.expected);
        broken.run(new VectorGemm(), broken.actual);
        int cell = broken.cOffset + broken.ldc + 2;
        broken.actual[cell] = Math.nextUp(broken.actual[cell]);
        assertThrows(AssertionError.class, broken::compareResults);
    }

    @Test
    void rejectsEmptyWorkspaces() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new GemmWorkspace(4, 0, 8));
        assertEquals(
                "workspace for a product of m = 4, n = 0, k = 8: all three must be at least 1",
                refused.getMessage());
    }

    /** A product whose operands start at odd offsets and have gaps between their rows. */
    private static final class Case {
        private static final float CANARY = 12345.678f;
        private static final int BIAS_OFFSET = 3;

        final Form form;
        final int m;
        final int n;
        final int k;
        final GemmStart start;
        final int aOffset = 5;
        final int lda;
        final float[] a;
        final int bOffset = 7;
        final int ldb;
        final float[] b;
        final int cOffset = 11;
        final int ldc;
        final float[] bias;
        final float[] before;
        final float[] expected;
        final float[] actual;
        final GemmWorkspace workspace;

        Case(Form form, int[] shape, GemmStart start, Numbers numbers) {
            this(form, shape, start, numbers, 9);
        }

        /** With a distance between the rows of {@code C}. */
        Case(Form form, int[] shape, GemmStart start, Numbers numbers, int distance) {
            this.form = form;
            m = shape[0];
            n = shape[1];
            k = shape[2];
            this.start = start;
            Random random = new Random(m * 31L + n * 7L + k);
            lda = (form == Form.TN ? m : k) + 3;
            ldb = (form == Form.NT ? k : n) + 2;
            ldc = n + distance;
            // No longer than necessary, so that reading past the end throws.
            int aRows = form == Form.TN ? k : m;
            a = numbers(aOffset + aRows * lda - 3, numbers, random);
            int bRows = form == Form.NT ? n : k;
            b = numbers(bOffset + bRows * ldb - 2, numbers, random);
            bias = numbers(BIAS_OFFSET + m, numbers, random);
            before = new float[cOffset + m * ldc + 32];
            Arrays.fill(before, CANARY);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    before[cOffset + i * ldc + j] = numbers.next(random);
                }
            }
            expected = before.clone();
            actual = before.clone();
            workspace = new GemmWorkspace(m, n, k);
            // What an earlier product has left must not matter.
            Arrays.fill(workspace.a, Float.NaN);
            Arrays.fill(workspace.b, Float.NaN);
            Arrays.fill(workspace.c, Float.NaN);
        }

        private static float[] numbers(int length, Numbers numbers, Random random) {
            float[] array = new float[length];
            for (int i = 0; i < length; i++) {
                array[i] = numbers.next(random);
            }
            return array;
        }

        void run(Gemm gemm, float[] c) {
            System.arraycopy(before, 0, c, 0, before.length);
            run(gemm, c, 0, 0, m, n);
        }

        void run(Gemm gemm, float[] c, int i, int j, int rows, int columns) {
            gemm.multiply(
                    form,
                    rows,
                    columns,
                    k,
                    a,
                    aOffset + (form == Form.TN ? i : i * lda),
                    lda,
                    b,
                    bOffset + (form == Form.NT ? j * ldb : j),
                    ldb,
                    c,
                    cOffset + i * ldc + j,
                    ldc,
                    start,
                    bias,
                    BIAS_OFFSET + i,
                    Case::halve,
                    workspace);
        }

        /** Detects elements that are mapped twice or not at all. */
        private static void halve(float[] z, float[] a, int from, int count) {
            for (int s = from; s < from + count; s++) {
                a[s] = 0.5f * z[s];
            }
        }

        void compare() {
            run(new ScalarGemm(), expected);
            run(new VectorGemm(), actual);
            compareResults();
        }

        void compareResults() {
            int compared = 0;
            for (int at = 0; at < before.length; at++) {
                int row = (at - cOffset) / ldc;
                int column = (at - cOffset) % ldc;
                boolean inside = at >= cOffset && row < m && column < n;
                int index = at;
                if (inside) {
                    // Ignores the payload and sign of NaN, which the contract does not specify.
                    int wanted = Float.floatToIntBits(expected[at]);
                    assertTrue(
                            wanted == Float.floatToIntBits(actual[at]),
                            () -> describe(index) + expected[index] + " but got " + actual[index]);
                    compared++;
                } else {
                    assertTrue(
                            actual[at] == CANARY && expected[at] == CANARY,
                            () -> describe(index) + "written outside C");
                }
            }
            assertEquals(m * n, compared);
        }

        private String describe(int at) {
            return form + " " + m + "x" + n + "x" + k + " " + start + " at " + at + ": ";
        }
    }
}
