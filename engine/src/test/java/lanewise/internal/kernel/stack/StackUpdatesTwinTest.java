package lanewise.internal.kernel.stack;

import static lanewise.internal.kernel.stack.Stacks.assertSameBits;
import static lanewise.internal.kernel.stack.Stacks.draw;
import static lanewise.internal.kernel.stack.Stacks.ofModel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
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

import java.util.List;
import java.util.Random;

/**
 * The stacked steps of optimizers give each model the bits of the scalar kernels for one model, and
 * the vector kernels those of the scalar ones: cold and compiled, on all kinds of numbers. The
 * build runs this class once per vector width.
 */
@Tag("width")
class StackUpdatesTwinTest {

    private static final int MODELS = Lanes.COUNT;
    private static final Kernels SCALAR = KernelProvider.scalar();
    private static final StackKernels STACK = new ScalarStack();

    private static StackKernels vector;

    @BeforeAll
    static void requireWidthUnderTest() {
        WidthUnderTest.require();
        vector = KernelProvider.stack();
    }

    @ParameterizedTest
    @EnumSource
    void updatesAgree(Numbers numbers) {
        for (int count : new int[] {1, 2, 14, 33}) {
            new Update(count, numbers).compareAll();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void findsTheModelWhoseParametersAreNotFinite(float bad) {
        for (StackKernels kernels : List.of(STACK, vector)) {
            for (int m = 0; m < MODELS; m++) {
                Update update = new Update(5, Numbers.NORMAL);
                update.g[3 * MODELS + m] = bad;
                int[] nonFinite = new int[MODELS];
                kernels.sgd(update.p, update.g, 0, update.c, 0, 5, nonFinite);
                for (int other = 0; other < MODELS; other++) {
                    assertEquals(other == m, nonFinite[other] != 0);
                }
            }
        }
    }

    /** A part of the gradient, in an array of its own, updates a part of the parameters. */
    @Test
    void updatesInPartsAgree() {
        for (StackKernels kernels : List.of(STACK, vector)) {
            for (int rule = 0; rule < Update.RULES; rule++) {
                Update whole = new Update(33, Numbers.NORMAL);
                Update parts = new Update(33, Numbers.NORMAL);
                whole.run(kernels, rule);
                float[] g = parts.g.clone();
                for (int from = 0; from < 33; from += 11) {
                    System.arraycopy(g, from * MODELS, parts.g, 0, 11 * MODELS);
                    parts.run(kernels, rule, from, from, from + 11);
                    System.arraycopy(parts.g, 0, g, from * MODELS, 11 * MODELS);
                }
                String what = "rule " + rule;
                assertSameBits(whole.p, parts.p, what);
                assertSameBits(whole.g, g, what);
                assertSameBits(whole.first, parts.first, what);
                assertSameBits(whole.second, parts.second, what);
                assertArrayEquals(whole.nonFinite, parts.nonFinite, what);
            }
        }
    }

    /** The absence of allocations shows that code is compiled and that no vector is boxed. */
    @Test
    void agreesWhenCompiledWithoutBoxing() {
        Update update = new Update(14, Numbers.NORMAL);
        WidthUnderTest.untilCompiled(() -> update.runAll(vector));
        for (Numbers numbers : Numbers.values()) {
            updatesAgree(numbers);
        }
    }

    @Test
    void comparisonDetectsDifferences() {
        Update scalar = new Update(5, Numbers.NORMAL);
        Update before = new Update(5, Numbers.NORMAL);
        scalar.run(STACK, 0);
        scalar.p[20] = Math.nextUp(scalar.p[20]);
        assertThrows(AssertionError.class, () -> scalar.compareWithModel(before, 0, 4));
    }

    /** A step of each optimizer for random parameters and coefficients of each model. */
    private static final class Update {
        private static final int RULES = 7;

        final int count;
        final float[] p;
        final float[] g;
        final float[] first;
        final float[] second;
        final StackCoefficients c = new StackCoefficients();
        final int[] nonFinite = new int[MODELS];

        Update(int count, Numbers numbers) {
            this.count = count;
            Random random = new Random(count);
            p = draw(random, numbers, count * MODELS);
            g = draw(random, numbers, count * MODELS);
            first = draw(random, numbers, count * MODELS);
            second = draw(random, numbers, count * MODELS);
            for (int k = 0; k < second.length; k++) {
                second[k] = Math.abs(second[k]);
            }
            for (int m = 0; m < MODELS; m++) {
                c.rate[m] = random.nextFloat();
                c.scale[m] = random.nextFloat();
                c.decay1[m] = random.nextFloat();
                c.rest1[m] = 1 - c.decay1[m];
                c.decay2[m] = random.nextFloat();
                c.rest2[m] = 1 - c.decay2[m];
                c.correction[m] = 1 + random.nextFloat();
                c.epsilon[m] = 1e-8f * (1 + m);
                c.decay[m] = -random.nextFloat();
            }
        }

        private Update(Update other) {
            count = other.count;
            p = other.p.clone();
            g = other.g.clone();
            first = other.first.clone();
            second = other.second.clone();
            for (int m = 0; m < MODELS; m++) {
                c.decay[m] = other.c.decay[m];
                c.rate[m] = other.c.rate[m];
                c.scale[m] = other.c.scale[m];
                c.decay1[m] = other.c.decay1[m];
                c.rest1[m] = other.c.rest1[m];
                c.decay2[m] = other.c.decay2[m];
                c.rest2[m] = other.c.rest2[m];
                c.correction[m] = other.c.correction[m];
                c.epsilon[m] = other.c.epsilon[m];
            }
        }

        void runAll(StackKernels kernels) {
            for (int rule = 0; rule < RULES; rule++) {
                run(kernels, rule);
            }
        }

        private void run(StackKernels kernels, int rule) {
            run(kernels, rule, 0, 0, count);
        }

        /** Updates parameters; {@code g} begins with the gradient of number {@code at}. */
        private void run(StackKernels kernels, int rule, int at, int from, int to) {
            switch (rule) {
                case 0 -> kernels.sgd(p, g, at, c, from, to, nonFinite);
                case 1 -> kernels.momentum(p, g, at, first, c, from, to, nonFinite);
                case 2 -> kernels.nesterov(p, g, at, first, c, from, to, nonFinite);
                case 3 -> kernels.rmsProp(p, g, at, second, c, from, to, nonFinite);
                case 4, 5 -> {
                    boolean decays = rule == 5;
                    kernels.adam(p, g, at, first, second, c, from, to, decays, nonFinite);
                }
                default -> kernels.penalise(g, at, c.rate, p, from, to);
            }
        }

        void compareAll() {
            for (int rule = 0; rule < RULES; rule++) {
                Update scalar = new Update(this);
                scalar.run(STACK, rule);
                for (int m = 0; m < MODELS; m++) {
                    scalar.compareWithModel(this, rule, m);
                }
                Update other = new Update(this);
                other.run(vector, rule);
                String what = "rule " + rule;
                assertSameBits(scalar.p, other.p, what);
                assertSameBits(scalar.g, other.g, what);
                assertSameBits(scalar.first, other.first, what);
                assertSameBits(scalar.second, other.second, what);
                for (int m = 0; m < MODELS; m++) {
                    assertEquals(scalar.nonFinite[m] != 0, other.nonFinite[m] != 0, what);
                }
            }
        }

        private void compareWithModel(Update before, int rule, int m) {
            float[] own = ofModel(before.p, m, count);
            float[] ownG = ofModel(before.g, m, count);
            float[] ownFirst = ofModel(before.first, m, count);
            float[] ownSecond = ofModel(before.second, m, count);
            float[] ownNext = new float[count];
            float rate = c.rate[m];
            float scale = c.scale[m];
            UpdateKernels one = SCALAR.updates();
            AdamConstants adam =
                    new AdamConstants(
                            c.decay1[m], c.rest1[m], c.decay2[m], c.rest2[m], c.epsilon[m]);
            float bad =
                    switch (rule) {
                        case 0 -> one.sgd(own, ownG, ownNext, rate, 0, count);
                        case 1 ->
                                one.momentum(
                                        own,
                                        ownG,
                                        ownNext,
                                        ownFirst,
                                        rate,
                                        c.decay1[m],
                                        scale,
                                        0,
                                        count);
                        case 2 ->
                                one.nesterov(
                                        own,
                                        ownG,
                                        ownNext,
                                        ownFirst,
                                        rate,
                                        c.decay1[m],
                                        scale,
                                        0,
                                        count);
                        case 3 ->
                                one.rmsProp(
                                        own,
                                        ownG,
                                        ownNext,
                                        ownSecond,
                                        rate,
                                        c.decay2[m],
                                        c.rest2[m],
                                        c.epsilon[m],
                                        scale,
                                        0,
                                        count);
                        case 4, 5 ->
                                one.adam(
                                        own,
                                        ownG,
                                        ownNext,
                                        ownFirst,
                                        ownSecond,
                                        adam,
                                        rate,
                                        c.correction[m],
                                        scale,
                                        0,
                                        count);
                        default -> {
                            System.arraycopy(own, 0, ownNext, 0, count);
                            one.scaledAdd(ownG, rate, own, 0, count);
                            yield 0f;
                        }
                    };
            if (rule == 5) {
                bad += one.scaledAdd(ownNext, c.decay[m], own, 0, count);
            }
            String what = "rule " + rule + " model " + m;
            assertSameBits(ownNext, ofModel(p, m, count), what);
            assertSameBits(ownG, ofModel(g, m, count), what);
            assertSameBits(ownFirst, ofModel(first, m, count), what);
            assertSameBits(ownSecond, ofModel(second, m, count), what);
            assertEquals(bad != 0, nonFinite[m] != 0, what);
        }
    }
}
