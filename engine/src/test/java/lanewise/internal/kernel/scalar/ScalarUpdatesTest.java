package lanewise.internal.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.internal.kernel.AdamConstants;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.UpdateKernels;

import org.junit.jupiter.api.Test;

/** Results of the updates that are exact and can be checked by hand. */
class ScalarUpdatesTest {

    private final UpdateKernels kernels = new ScalarUpdates();
    private final float[] p = {1};
    private final float[] next = new float[1];

    @Test
    void sgd() {
        assertEquals(0f, kernels.sgd(p, new float[] {0.5f}, next, 0.25f, 0, 1));
        assertEquals(0.875f, next[0]); // 1 − ¼·½
        assertEquals(1f, p[0]);
    }

    @Test
    void momentum() {
        float[] v = {2};
        kernels.momentum(p, new float[] {8}, next, v, 0.25f, 0.75f, 0.125f, 0, 1);
        assertEquals(2.5f, v[0]); // ¾·2 + 8/8
        assertEquals(0.375f, next[0]); // 1 − ¼·2.5
    }

    @Test
    void nesterov() {
        float[] v = {2};
        kernels.nesterov(p, new float[] {8}, next, v, 0.25f, 0.75f, 0.125f, 0, 1);
        assertEquals(2.5f, v[0]); // ¾·2 + 8/8
        assertEquals(0.28125f, next[0]); // 1 − ¼·(1 + ¾·2.5)
    }

    @Test
    void rmsProp() {
        float[] s = {4};
        kernels.rmsProp(p, new float[] {16}, next, s, 0.25f, 0.75f, 0.25f, 2, 0.125f, 0, 1);
        assertEquals(4f, s[0]); // ¾·4 + ¼·2²
        assertEquals(0.875f, next[0]); // 1 − ¼·2/(2 + 2)
    }

    @Test
    void adam() {
        float[] m = {4};
        float[] v = {4};
        AdamConstants constants = AdamConstants.of(0.5, 0.75, 1);
        kernels.adam(p, new float[] {16}, next, m, v, constants, 0.5f, 1.5f, 0.125f, 0, 1);
        assertEquals(3f, m[0]); // ½·4 + ½·2
        assertEquals(4f, v[0]); // ¾·4 + ¼·2²
        assertEquals(0.625f, next[0]); // 1 − ½·3/(2·1.5 + 1)
    }

    @Test
    void scaledAddInARange() {
        float[] y = {1, 1, 1, 1};
        kernels.scaledAdd(y, 0.5f, new float[] {2, 4, 6, 8}, 1, 3);
        assertEquals("[1.0, 3.0, 4.0, 1.0]", java.util.Arrays.toString(y));
    }

    @Test
    void sumOfSquaresInARange() {
        float[] scratch = new float[Kernels.SCRATCH];
        float[] g = {100, 1, 2, 3, 100};
        assertEquals(14, kernels.sumOfSquares(g, 1, 4, scratch));
        assertEquals(0, kernels.sumOfSquares(g, 2, 2, scratch));
    }

    /**
     * A single chain of floats would lose each 1 added to 2^24; separate lanes and blocks keep
     * them.
     */
    @Test
    void sumOfSquaresUsesSixteenLanesAndAddsBlocksInDouble() {
        float[] scratch = new float[Kernels.SCRATCH];
        float[] g = new float[UpdateKernels.BLOCK + 1];
        g[0] = 4096; // its square is 2^24, in lane 0 of the first block
        g[16] = 1; // lost in lane 0
        g[UpdateKernels.BLOCK] = 1; // the second block
        assertEquals(0x1p24 + 1, kernels.sumOfSquares(g, 0, g.length, scratch));
        g[16] = 0;
        g[17] = 1.5f; // lane 1, rounded when the lanes are folded: 2^24 + 2.25 is not a float
        assertEquals(0x1p24 + 3, kernels.sumOfSquares(g, 0, g.length, scratch));
    }
}
