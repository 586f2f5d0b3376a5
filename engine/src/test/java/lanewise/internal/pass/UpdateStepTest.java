package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.kernel.scalar.ScalarUpdates;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Constant;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.optimize.StepDecay;
import lanewise.optimize.WarmUp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Compares steps with hand-computed ones: a weight of 1 at index 0, a bias of 1 at index 1, then
 * padding.
 */
class UpdateStepTest {

    private static final int COUNT = 16;
    private static final UpdateKernels KERNELS = new ScalarUpdates();

    private float[] p = start();
    private long iteration;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Sgd(0.1),
                new Momentum(new StepDecay(0.1, 0.5, 7), 0.9),
                new Nesterov(new WarmUp(10, new ExponentialDecay(0.1, 0.99)), 0.9),
                new RmsProp(0.1),
                new Adam(0.1),
                new AdamW(new CosineDecay(0.1, 0, 100), 0.01));
    }

    private static UpdateStep first(Optimizer optimizer) {
        return new UpdateStep(optimizer, COUNT, 0, 1);
    }

    private static float[] start() {
        float[] start = new float[COUNT];
        start[0] = 1;
        start[1] = 1;
        return start;
    }

    /** Makes a step with the gradient {@code sum · clip / divisor} for both weight and bias. */
    private void step(UpdateStep step, float sum, double divisor, double clip) {
        float[] g = new float[COUNT];
        g[0] = sum;
        g[1] = sum;
        float[] next = new float[COUNT];
        step.begin(divisor, clip, iteration);
        assertEquals(0f, step.step(KERNELS, p, g, next, 0, COUNT));
        assertArrayEquals(new float[COUNT - 2], Arrays.copyOfRange(next, 2, COUNT), "padding");
        p = next;
        iteration++;
    }

    private void assertParameters(float weight, float bias) {
        assertEquals(weight, p[0]);
        assertEquals(bias, p[1]);
    }

    @Test
    void sgd() {
        UpdateStep step = first(new Sgd(new StepDecay(0.25, 0.5, 1)));
        step(step, 4, 8, 1);
        assertParameters(0.875f, 0.875f); // 1 − ¼·½
        step(step, 4, 8, 0.25);
        assertParameters(0.859375f, 0.859375f); // 0.875 − ⅛·½·¼
    }

    /** The factor is rounded once: the bits of the published iris run depend on it. */
    @Test
    void sgdRoundsItsFactorOnce() {
        step(first(new Sgd(0.1)), 7, 390, 1);
        float once = Math.fma(-(float) (0.1 / 390), 7f, 1f);
        assertParameters(once, once);
    }

    @Test
    void momentum() {
        UpdateStep step = first(new Momentum(0.25, 0.5));
        step(step, 4, 2, 0.5);
        assertParameters(0.75f, 0.75f); // v = 1
        step(step, 4, 2, 0.5);
        assertParameters(0.375f, 0.375f); // v = ½ + 1
    }

    @Test
    void nesterov() {
        UpdateStep step = first(new Nesterov(0.25, 0.5));
        step(step, 4, 2, 0.5);
        assertParameters(0.625f, 0.625f); // v = 1, 1 − ¼·(1 + ½)
        step(step, 4, 2, 0.5);
        assertParameters(0.1875f, 0.1875f); // v = 1.5, 0.625 − ¼·(1 + ¾)
    }

    @Test
    void rmsProp() {
        UpdateStep step = first(new RmsProp(new Constant(0.25), 0.75, 1));
        step(step, 8, 2, 0.5);
        assertParameters(0.75f, 0.75f); // s = ¼·2² = 1, 1 − ¼·2/(1 + 1)
        step(step, 0, 2, 0.5);
        assertParameters(0.75f, 0.75f); // no gradient, no step
    }

    @Test
    void adam() {
        UpdateStep step = first(new Adam(new Constant(0.25), 0.5, 0.75, 2));
        step(step, 8, 2, 0.5);
        // m = ½·2 = 1, v = ¼·2² = 1; m̂ = 1/½ = 2, v̂ = 1/¼ = 4; 1 − ¼·2/(2 + 2)
        assertParameters(0.875f, 0.875f);
        step(step, 4, 2, 0.5);
        // m = ½·1 + ½·1 = 1, v = ¾·1 + ¼·1 = 1; m̂ = 1/¾, v̂ = 1/0.4375
        float expected = (float) (0.875 - 0.25 * (1 / 0.75) / (Math.sqrt(1 / 0.4375) + 2));
        assertEquals(expected, p[0], Math.ulp(expected));
    }

    @Test
    void adamWDecaysOnlyWeights() {
        UpdateStep step = first(new AdamW(new Constant(0.25), 0.5, 0.75, 2, 0.5));
        step(step, 8, 2, 0.5);
        assertParameters(0.75f, 0.875f); // Adam's 0.875, less ¼·½·1 for the weight
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void reportsOverflowAndKeepsTheParameters(Optimizer optimizer) {
        float[] g = new float[COUNT];
        g[1] = Float.POSITIVE_INFINITY;
        float[] next = new float[COUNT];
        UpdateStep step = first(optimizer);
        step.begin(1, 1, 0);
        assertEquals(Float.NaN, step.step(KERNELS, p, g, next, 0, COUNT));
        assertArrayEquals(start(), p);
    }

    @Test
    void reportsOverflowOfTheDecay() {
        UpdateStep step = first(new AdamW(new Constant(1e30), 0.01));
        p[0] = 1e38f;
        float[] next = new float[COUNT];
        step.begin(1, 1, 0);
        assertEquals(Float.NaN, step.step(KERNELS, p, new float[COUNT], next, 0, COUNT));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void allocatesNothing(Optimizer optimizer) {
        UpdateStep step = first(optimizer);
        float[] g = start();
        float[] next = new float[COUNT];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // A step that allocated would do so in every round; the JVM itself may, in some, for a
        // class
        // that it loads or a method that it compiles.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                step.begin(3, 1, i);
                step.step(KERNELS, p, g, next, 0, p.length);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
