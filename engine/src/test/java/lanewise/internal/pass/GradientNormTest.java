package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.scalar.ScalarUpdates;

import org.junit.jupiter.api.Test;

class GradientNormTest {

    private static double norm(double divisor, float... g) {
        return GradientNorm.of(
                new ScalarUpdates(), g, g.length, divisor, new float[Kernels.SCRATCH]);
    }

    @Test
    void isEuclidean() {
        assertEquals(5, norm(1, 3, -4));
        assertEquals(0.5, norm(10, 3, -4));
        assertEquals(0, norm(1, 0, 0));
    }

    @Test
    void handlesSquaresThatOverflowFloat() {
        double unit = 1e30f;
        assertEquals(5 * unit, norm(1, 3e30f, 4e30f), 1e-6 * unit);
        assertEquals(Double.POSITIVE_INFINITY, norm(1, Float.POSITIVE_INFINITY, 1));
        assertEquals(Double.NaN, norm(1, Float.NaN, 1));
    }

    @Test
    void handlesSquaresThatUnderflowFloat() {
        double unit = 1e-30f;
        assertEquals(5 * unit, norm(1, 3e-30f, 4e-30f), 1e-6 * unit);
        assertEquals(Float.MIN_VALUE, norm(1, Float.MIN_VALUE, 0));
    }

    @Test
    void clipsOnlyNormsAboveTheMaximum() {
        assertEquals(1, GradientNorm.clip(0.5, 2));
        assertEquals(1, GradientNorm.clip(2, 2));
        assertEquals(0.25, GradientNorm.clip(8, 2));
        assertEquals(0, GradientNorm.clip(Double.POSITIVE_INFINITY, 2));
        assertEquals(1, GradientNorm.clip(Double.NaN, 2));
    }
}
