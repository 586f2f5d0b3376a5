package lanewise.internal.kernel.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.GemmWorkspace;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.PackedLayer;
import lanewise.internal.kernel.RowKernels;
import lanewise.internal.kernel.SampleRows;
import lanewise.internal.kernel.scalar.ScalarActivations;
import lanewise.internal.kernel.scalar.ScalarDense;
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
 * The kernels whose lanes are units give each row the bits of the scalar kernels: cold and
 * compiled, on all kinds of numbers, for ragged shapes and any number of rows. The build runs this
 * class once per vector width.
 */
@Tag("width")
class RowKernelsTwinTest {

    /** One block of terms, several, and one more or less. */
    private static final int[] INPUTS = {1, 2, 17, 64, 96, 97, 200, 513};

    /** All combinations of full and narrower panels, with and without padding. */
    private static final int[] UNITS = {1, 3, 10, 16, 17, 33, 48, 64, 100, 128, 145, 250};

    private static final int[] ROWS = {1, 2, 3, 4, 5, 6, 7, 10, 23, 24, 25, 96};

    private static final float[] SCRATCH = new float[RowKernels.SCRATCH];

    private static final DenseKernels SCALAR = new ScalarDense(new ScalarActivations());

    private static RowKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        assertEquals("vector-" + bits, KernelProvider.vector().name());
        vector = KernelProvider.vector().rows();
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        for (int rows : ROWS) {
            new Case(33, 50, true, rows, numbers).check(ActivationFunction.SIGMOID);
            new Case(100, 65, false, rows, numbers).check(ActivationFunction.IDENTITY);
        }
    }

    @Test
    void agreesOnAllShapes() {
        for (int inputs : INPUTS) {
            for (int units : UNITS) {
                int rows = ROWS[(inputs + units) % ROWS.length];
                new Case(inputs, units, true, rows, Numbers.NORMAL).check(ActivationFunction.RELU);
            }
        }
        for (int rows = 1; rows <= GemmWorkspace.MC; rows++) {
            new Case(20, 20, true, rows, Numbers.CANCELLING).check(ActivationFunction.TANH);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void agreesForEveryActivation(ActivationFunction function) {
        for (int rows : ROWS) {
            new Case(9, 21, true, rows, Numbers.NORMAL).check(function);
        }
    }

    /** In small layers, units share divisions. */
    @ParameterizedTest
    @EnumSource
    void sigmoidsOfSmallLayersAgree(Numbers numbers) {
        for (int units = 1; units <= 20; units++) {
            for (int rows : new int[] {1, 2, 5, 24}) {
                new Case(9, units, true, rows, numbers).check(ActivationFunction.SIGMOID);
                new Case(20, units, false, rows, numbers).check(ActivationFunction.SIGMOID);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void softmaxAgrees(Numbers numbers) {
        Random random = new Random(5);
        for (int units : UNITS) {
            int stride = Lanes.pad(units);
            for (int rows : new int[] {1, 2, 15, 16, 33}) {
                float[] sums = numbers.array(rows * stride, random);
                float[] expected = sums.clone();
                for (int r = 0; r < rows; r++) {
                    float[] row = Arrays.copyOfRange(sums, r * stride, r * stride + units);
                    ActivationKernels scalar = new ScalarActivations();
                    scalar.softmax(row, row, units, 1);
                    System.arraycopy(row, 0, expected, r * stride, units);
                }
                vector.softmax(sums, units, stride, rows, SCRATCH);
                compare(units, stride, rows, expected, sums);
            }
        }
    }

    @Test
    void transposesRows() {
        for (int rows : ROWS) {
            for (int columns : INPUTS) {
                int ld = Lanes.pad(rows);
                float[] x = Numbers.FINITE.array(3 + rows * columns, new Random(8));
                float[] expected = new float[columns * ld + 1];
                Arrays.fill(expected, 5f);
                float[] actual = expected.clone();
                for (int i = 0; i < columns; i++) {
                    for (int r = 0; r < ld; r++) {
                        expected[i * ld + r] = r < rows ? x[3 + r * columns + i] : 0f;
                    }
                }
                vector.transpose(x, 3, rows, columns, actual, ld, SCRATCH);
                assertArrayEquals(expected, actual, () -> rows + " × " + columns);
            }
        }
    }

    @Test
    void gathersSamples() {
        for (int features : new int[] {16, 17, 31, 64, 100}) {
            Random random = new Random(features);
            float[] matrix = Numbers.FINITE.array(features * 50, random);
            SampleRows rows = new SampleRows(matrix, features, 50, 50);
            for (int count : new int[] {16, 17, 31, 48, 50}) {
                int[] samples = random.ints(3 + count, 0, 50).toArray();
                int n = Lanes.pad(count);
                float[] expected = new float[features * n + 1];
                Arrays.fill(expected, 5f); // what is not written stays
                float[] actual = expected.clone();
                rows.gather(samples, 3, count, expected, n);
                rows.gather(vector, samples, 3, count, actual, n, SCRATCH);
                assertArrayEquals(expected, actual, () -> features + " × " + count);
            }
        }
    }

    @Test
    void findsNumbersThatAreNotFinite() {
        for (int count : new int[] {1, 15, 16, 17, 100}) {
            float[] x = Numbers.FINITE.array(count + 2, new Random(7));
            x[0] = Float.NaN; // outside
            x[count + 1] = Float.NaN;
            assertTrue(vector.areFinite(x, 1, count));
            for (float number : new float[] {Float.NaN, -1f / 0, 1f / 0}) {
                for (int k = 1; k <= count; k++) {
                    float before = x[k];
                    x[k] = number;
                    assertFalse(vector.areFinite(x, 1, count), number + " at " + k);
                    x[k] = before;
                }
            }
        }
    }

    /** The absence of allocations shows that code is compiled and that no vector is boxed. */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Case[] cases = {
            new Case(64, 256, true, 1, Numbers.NORMAL),
            new Case(30, 112, true, 1, Numbers.NORMAL),
            new Case(20, 112, true, 11, Numbers.NORMAL),
            new Case(20, 112, false, 28, Numbers.NORMAL)
        };
        Case small = new Case(20, 11, true, 3, Numbers.NORMAL);
        float[] sums = Numbers.NORMAL.array(3 * 32, new Random(6));
        float[] rows = Numbers.NORMAL.array(18 * 16, new Random(7));
        float[] columns = new float[32 * 16];
        SampleRows samples = new SampleRows(rows, 16, 18, 18);
        int[] order = {9, 3, 17, 0, 4, 4, 12, 1, 2, 16, 15, 7, 8, 5, 10, 11, 6, 13, 14};
        WidthUnderTest.untilCompiled(
                () -> {
                    for (int k = 0; k < cases.length; k++) {
                        cases[k].run(ActivationFunction.RELU);
                    }
                    small.run(ActivationFunction.SIGMOID);
                    vector.softmax(sums, 20, 32, 3, SCRATCH);
                    vector.softmax(rows, 10, 16, 18, SCRATCH);
                    vector.transpose(rows, 0, 9, 32, columns, 16, SCRATCH);
                    samples.gather(vector, order, 1, 18, columns, 32, SCRATCH);
                    vector.areFinite(sums, 0, 96);
                });
        for (Case hot : cases) {
            hot.check(ActivationFunction.RELU);
        }
        for (Numbers numbers : Numbers.values()) {
            agreesOnAllKindsOfNumbers(numbers);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        float[] expected = {1, 2, 3, 4};
        float[] actual = {1, 2, Math.nextUp(3f), 4};
        assertThrows(AssertionError.class, () -> compare(2, 2, 2, expected, actual));
        compare(1, 3, 1, expected, actual); // a difference in the padding is none
    }

    private static void compare(int units, int stride, int rows, float[] expected, float[] actual) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < units; j++) {
                int k = r * stride + j;
                if (Float.floatToIntBits(expected[k]) != Float.floatToIntBits(actual[k])) {
                    throw new AssertionError(
                            "row " + r + ", unit " + j + ": " + expected[k] + ", " + actual[k]);
                }
            }
        }
    }

    /** One layer and its rows, in both layouts. */
    private static final class Case {
        private static final int GAP = 3;

        final Dense layer;
        final int rows;
        final float[] parameters;
        final PackedLayer packed;
        final int ldx;
        final float[] x;
        final int ldColumns;
        final float[] columns;
        final float[] a;
        final float[] fromColumns;
        final GemmWorkspace workspace;

        Case(int inputs, int units, boolean bias, int rows, Numbers numbers) {
            Random random = new Random(31L * inputs + units);
            layer = Dense.first(inputs, units, bias);
            this.rows = rows;
            parameters = numbers.array(layer.end(), random);
            packed = vector.pack(layer, parameters);
            ldx = inputs + GAP;
            x = numbers.array(rows * ldx, random);
            ldColumns = Lanes.pad(rows + GAP);
            columns = new float[inputs * ldColumns];
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < inputs; i++) {
                    columns[i * ldColumns + GAP + r] = x[r * ldx + i];
                }
            }
            a = new float[rows * packed.stride()];
            fromColumns = new float[rows * packed.stride()];
            workspace = new GemmWorkspace(rows, 1, inputs);
        }

        void run(ActivationFunction f) {
            vector.forward(packed, f, x, 0, ldx, rows, a);
            vector.forwardColumns(packed, f, columns, GAP, ldColumns, rows, fromColumns, workspace);
        }

        void check(ActivationFunction f) {
            Arrays.fill(a, Float.NaN);
            Arrays.fill(fromColumns, Float.NaN);
            run(f);
            int units = layer.outputs();
            float[] expected = new float[a.length];
            float[] row = new float[units];
            for (int r = 0; r < rows; r++) {
                SCALAR.forward(layer, f, 0, units, parameters, x, r * ldx, 1, row, row, 1, null);
                System.arraycopy(row, 0, expected, r * packed.stride(), units);
            }
            compare(units, packed.stride(), rows, expected, a);
            compare(units, packed.stride(), rows, expected, fromColumns);
        }
    }
}
