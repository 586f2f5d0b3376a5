package lanewise.internal.kernel.specialised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.kernel.vector.Vectors;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Numbers;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The stages generated for a network give the same bits as the scalar kernels: cold and compiled,
 * on all kinds of numbers, for networks of various shapes, with all activation functions and
 * losses. The build runs this class once per vector width.
 */
@Tag("width")
class NetworkStagesTwinTest {

    private static final int[][] SHAPES = {
        {1, 1},
        {4, 2, 3},
        {3, 1, 2},
        {4, 16, 3},
        {7, 5, 6, 4, 2},
        {1, 9, 1},
        {13, 32, 3},
        {30, 16, 8, 2},
        {17, 18, 6},
        {17, 12, 3},
        {40, 15},
        {64, 32, 10},
    };
    private static final int[] SAMPLES = {16, 32, 48, 144};

    @BeforeAll
    static void requireWidthUnderTest() {
        int bits = WidthUnderTest.require();
        assertEquals("", KernelProvider.obstacle());
        assertEquals("vector-" + bits, KernelProvider.vector().name());
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnAllKindsOfNumbers(Numbers numbers) {
        for (int[] units : SHAPES) {
            for (int n : SAMPLES) {
                for (boolean bias : new boolean[] {false, true}) {
                    compare(new Case(units, bias, ActivationFunction.SIGMOID, n, numbers));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void agreesForEveryActivationAndLoss(ActivationFunction f) {
        for (Numbers numbers : Numbers.values()) {
            for (LossFunction loss : LossFunction.values()) {
                compare(new Case(new int[] {5, 6, 7, 3}, true, f, loss, 48, numbers));
                compare(new Case(new int[] {5, 3, 1}, false, f, loss, 32, numbers));
                compare(new Case(new int[] {5, 3, 9}, true, f, loss, 32, numbers));
                compare(new Case(new int[] {5, 17, 18, 7}, true, f, loss, 32, numbers));
                compare(new Case(new int[] {5, 17, 18}, true, f, loss, 32, numbers));
                compare(new Case(new int[] {20, 32, 17}, false, f, loss, 48, numbers));
            }
        }
    }

    /**
     * Compiled code must agree as well. The absence of allocations shows that it was compiled and
     * that no vector is boxed.
     */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        ActivationFunction sigmoid = ActivationFunction.SIGMOID;
        ActivationFunction leaky = ActivationFunction.LEAKY_RELU;
        List<Case> cases =
                List.of(
                        new Case(new int[] {4, 16}, true, sigmoid, 48, Numbers.NORMAL),
                        new Case(new int[] {17, 16, 7}, true, sigmoid, 48, Numbers.NORMAL),
                        new Case(new int[] {17, 12, 3}, true, sigmoid, 16, Numbers.NORMAL),
                        new Case(new int[] {20, 16, 10}, true, sigmoid, 32, Numbers.NORMAL),
                        new Case(new int[] {4, 2, 3}, false, sigmoid, 48, Numbers.NORMAL),
                        new Case(new int[] {6, 11, 5, 1}, true, leaky, 48, Numbers.NORMAL),
                        ofLoss(LossFunction.ABSOLUTE_ERROR),
                        ofLoss(LossFunction.HUBER));
        for (Case c : cases) {
            c.runScalar();
        }
        WidthUnderTest.untilCompiled(() -> runHot(cases));
        for (Case c : cases) {
            c.actual.clear();
            c.runStages(true);
            c.compareResults();
        }
    }

    private static Case ofLoss(LossFunction loss) {
        int[] units = {6, 5, 2};
        return new Case(units, true, ActivationFunction.IDENTITY, loss, 48, Numbers.NORMAL);
    }

    private static void runHot(List<Case> cases) {
        for (int k = 0; k < cases.size(); k++) { // an iterator would be counted as allocated
            cases.get(k).runStages(true);
            cases.get(k).runStages(false);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Case broken =
                new Case(
                        new int[] {4, 2, 3}, false, ActivationFunction.SIGMOID, 48, Numbers.NORMAL);
        broken.runScalar();
        broken.runStages(true);
        broken.actual.gradient[3] = Math.nextUp(broken.actual.gradient[3]);
        assertThrows(AssertionError.class, broken::compareResults);
        broken.actual.gradient[3] = broken.expected.gradient[3];
        broken.compareResults();
        broken.actual.hits++;
        assertThrows(AssertionError.class, broken::compareResults);
    }

    @Test
    void rehearsesWithoutSamples() {
        int[] units = {4, 16, 3};
        Case c = new Case(units, true, ActivationFunction.SIGMOID, 48, Numbers.NORMAL);
        c.actual.block.set(c.theta, c.x, Case.OFFSET, c.ld, 0, c.targets);
        float[] gradient = c.actual.gradient.clone();
        c.stages.rehearse(c.actual.block, true);
        assertArrayEquals(gradient, c.actual.gradient);
        c.runScalar();
        c.actual.block.n = c.n;
        c.stages.rehearse(c.actual.block, true); // all of its stages are generated
        c.compareNumbers();
    }

    /** A shorter last block takes the generated stage, which is compiled. */
    @Test
    void takesUnitsAsLanesForFullSmallBlocks() {
        Case c = new Case(new int[] {16, 12}, true, ActivationFunction.SIGMOID, 32, Numbers.NORMAL);
        int gradient = c.stages.count() - 1;
        assertEquals("gradient, layer 0", c.stages.name(gradient));
        Block block = c.actual.block;
        block.n = 32;
        assertEquals(Vectors.WIDTH == 16, c.stages.listings(gradient, block).isEmpty());
        block.n = 16;
        assertFalse(c.stages.listings(gradient, block).isEmpty());
    }

    @Test
    void equalKeysShareAStage() {
        Dense layer = new Dense(3, 2, 0, Dense.NO_BIAS);
        Stage one = StageClass.of(new GradientStage(layer, 0));
        assertEquals(one, StageClass.of(new GradientStage(layer, 0)));
        assertNotEquals(one, StageClass.of(new GradientStage(layer, 1)));
    }

    @Test
    void rejectsLargeNetworks() {
        List<Dense> layers = List.of(new Dense(120, 9, 0, Dense.NO_BIAS));
        ActivationFunction[] functions = {ActivationFunction.SIGMOID};
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                KernelProvider.specialised(
                                        layers, functions, LossFunction.SQUARED_ERROR));
        assertEquals(
                "the network has 129 units, inputs included; specialised kernels are made for up to"
                        + " 128",
                refused.getMessage());
    }

    private static void compare(Case c) {
        c.runScalar();
        c.runStages(false);
        c.compareNumbers();
        c.actual.clear();
        c.runStages(true);
        c.compareResults();
    }

    /** The results for a block of samples. */
    private static final class Results {
        final Block block;
        final float[] gradient;
        float loss;
        int hits;

        Results(List<Dense> layers, ActivationFunction[] functions, int n) {
            float[][] sums = new float[layers.size()][];
            float[][] activations = new float[layers.size()][];
            float[][] deltas = new float[layers.size()][];
            for (int l = 0; l < layers.size(); l++) {
                int length = layers.get(l).outputs() * n;
                activations[l] = new float[length];
                sums[l] = new float[length];
                deltas[l] = new float[length];
            }
            gradient = new float[layers.getLast().end() + 16];
            Arrays.fill(gradient, 0.25f);
            block = new Block(sums, activations, deltas, gradient, new Workspace(layers, n));
        }

        void clear() {
            Arrays.fill(gradient, 0.25f);
        }
    }

    /** A network and a block of samples that does not start at index 0. */
    private static final class Case {
        private static final int OFFSET = 16;

        final String name;
        final List<Dense> layers = new ArrayList<>();
        final ActivationFunction[] functions;
        final LossFunction loss;
        final int n;
        final int ld;
        final float[] theta;
        final float[] x;
        final Targets targets;
        final Results expected;
        final Results actual;
        final NetworkStages stages;

        Case(int[] units, boolean bias, ActivationFunction f, int n, Numbers numbers) {
            this(units, bias, f, LossFunction.SQUARED_ERROR, n, numbers);
        }

        Case(
                int[] units,
                boolean bias,
                ActivationFunction f,
                LossFunction loss,
                int n,
                Numbers numbers) {
            name = Arrays.toString(units) + " " + f + " " + loss + " " + n + " " + numbers;
            this.loss = loss;
            this.n = n;
            ld = n + 2 * OFFSET;
            layers.add(Dense.first(units[0], units[1], bias));
            for (int l = 2; l < units.length; l++) {
                layers.add(layers.getLast().next(units[l], bias));
            }
            functions = new ActivationFunction[layers.size()];
            Arrays.fill(functions, f);
            if (loss == LossFunction.CROSS_ENTROPY) {
                functions[functions.length - 1] = ActivationFunction.SOFTMAX;
            } else if (loss == LossFunction.BINARY_CROSS_ENTROPY) {
                functions[functions.length - 1] = ActivationFunction.SIGMOID;
            }
            Random random = new Random(Arrays.hashCode(units) + 31L * n);
            theta = numbers.array(layers.getLast().end(), random);
            x = numbers.array(units[0] * ld, random);
            int outputs = units[units.length - 1];
            float[] mask = new float[ld];
            float[] classes = new float[ld];
            for (int s = 0; s < ld; s++) {
                boolean padding = s >= OFFSET + n - 5;
                mask[s] = padding ? 0 : s % 3 == 0 ? 1 : 2 * random.nextFloat();
                classes[s] = padding ? -1 : random.nextInt(Math.max(2, outputs));
            }
            float[] y = Numbers.NORMAL.array(outputs * ld, random);
            targets = new Targets(outputs, y, ld, mask, classes);
            expected = new Results(layers, functions, n);
            actual = new Results(layers, functions, n);
            stages =
                    (NetworkStages) KernelProvider.specialised(layers, functions, loss).iteration();
        }

        void runStages(boolean measure) {
            actual.block.set(theta, x, OFFSET, ld, n, targets);
            stages.run(actual.block, measure);
            actual.loss = actual.block.loss();
            actual.hits = actual.block.hits();
        }

        void runScalar() {
            Kernels scalar = KernelProvider.scalar();
            Block b = expected.block;
            int last = layers.size() - 1;
            for (int l = 0; l <= last; l++) {
                Dense layer = layers.get(l);
                int units = layer.outputs();
                float[] in = l == 0 ? x : b.activations[l - 1];
                int ldIn = l == 0 ? ld : n;
                float[] z = b.sums[l];
                float[] a = b.activations[l];
                int from = l == 0 ? OFFSET : 0;
                ActivationFunction f = functions[l];
                scalar.dense()
                        .forward(layer, f, 0, units, theta, in, from, ldIn, z, a, n, b.workspace);
                if (f == ActivationFunction.SOFTMAX) {
                    scalar.activations().softmax(z, a, units, n);
                }
            }
            float[] a = b.activations[last];
            float[] scratch = new float[Kernels.SCRATCH];
            expected.loss = scalar.losses().sum(loss, targets, OFFSET, b.sums[last], a, n, scratch);
            expected.hits = scalar.losses().hits(targets, OFFSET, a, n);
            scalar.losses().delta(loss, targets, OFFSET, a, b.deltas[last], n);
            if (!loss.fromSums()) {
                slope(last);
            }
            for (int l = last; l >= 0; l--) {
                Dense layer = layers.get(l);
                float[] in = l == 0 ? x : b.activations[l - 1];
                int from = l == 0 ? OFFSET : 0;
                int ldIn = l == 0 ? ld : n;
                float[] g = expected.gradient;
                int inputs = layer.inputs();
                scalar.dense()
                        .gradient(
                                layer,
                                0,
                                inputs,
                                in,
                                from,
                                ldIn,
                                b.deltas[l],
                                n,
                                true,
                                g,
                                null,
                                b.workspace);
                if (l > 0) {
                    float[] to = b.deltas[l - 1];
                    scalar.dense()
                            .backward(
                                    layer,
                                    0,
                                    layer.inputs(),
                                    theta,
                                    b.deltas[l],
                                    to,
                                    n,
                                    b.workspace);
                    slope(l - 1);
                }
            }
        }

        private void slope(int l) {
            Block b = expected.block;
            float[] source = functions[l].derivativeFromSums() ? b.sums[l] : b.activations[l];
            KernelProvider.scalar()
                    .activations()
                    .multiplyByDerivative(functions[l], b.deltas[l], source, 0, b.deltas[l].length);
        }

        void compareResults() {
            compareNumbers();
            assertBits("loss", expected.loss, actual.loss);
            assertEquals(expected.hits, actual.hits, "correct predictions of " + name);
        }

        void compareNumbers() {
            for (int l = 0; l < layers.size(); l++) {
                String of = " of layer " + l;
                Block e = expected.block;
                Block a = actual.block;
                compare("activations" + of, e.activations[l], a.activations[l]);
                if (l < layers.size() - 1 || !lastDeltasStayInRegisters()) {
                    compare("deltas" + of, e.deltas[l], a.deltas[l]);
                }
            }
            compare("gradient", expected.gradient, actual.gradient);
        }

        private boolean lastDeltasStayInRegisters() {
            for (int k = 0; k < stages.count(); k++) {
                if (stages.name(k).equals("outputs and backward")) {
                    return true;
                }
            }
            return false;
        }

        private void compare(String what, float[] expected, float[] actual) {
            for (int k = 0; k < actual.length; k++) {
                assertBits(what + " at " + k, expected[k], actual[k]);
            }
        }

        /**
         * Requires equal bits, except for the payload and sign of NaN, which the contract does not
         * specify.
         */
        private void assertBits(String what, float expected, float actual) {
            if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
                throw new AssertionError(
                        what
                                + " of "
                                + name
                                + ": expected "
                                + Float.toHexString(expected)
                                + " but got "
                                + Float.toHexString(actual));
            }
        }
    }
}
