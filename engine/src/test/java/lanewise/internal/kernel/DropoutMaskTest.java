package lanewise.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

/** Statistical tests of the dropout mask. */
class DropoutMaskTest {
    private static final int UNITS = 100;
    private static final int SAMPLES = 2_000;
    private static final int CELLS = UNITS * SAMPLES;

    /** Tolerance in standard deviations; a fair mask exceeds it in 1 of 16,000 cases. */
    private static final double SIGMAS = 4;

    private final int key = DropoutMask.key(42, 7, 1);

    /**
     * MurmurHash3 of the empty string is the finalizer applied to the seed; these are the published
     * test values for the seeds 0, 1 and 0xffffffff.
     */
    @Test
    void mixIsTheFinalizerOfMurmurHash3() {
        assertEquals(0, DropoutMask.mix(0));
        assertEquals(0x514E_28B7, DropoutMask.mix(1));
        assertEquals(0x81F1_6F39, DropoutMask.mix(0xFFFF_FFFF));
    }

    @Test
    void mixHasAvalancheEffect() {
        int trials = 4_000;
        for (int in = 0; in < 32; in++) {
            int[] flips = new int[32];
            for (int k = 0; k < trials; k++) {
                int x = DropoutMask.mix(k * DropoutMask.GOLDEN + in);
                int changed = DropoutMask.mix(x) ^ DropoutMask.mix(x ^ 1 << in);
                for (int out = 0; out < 32; out++) {
                    flips[out] += changed >>> out & 1;
                }
            }
            for (int out = 0; out < 32; out++) {
                assertEquals(0.5, flips[out] / (double) trials, 0.06, in + " to " + out);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.2, 0.5, 0.8, 0.99})
    void dropsTheRequestedFraction(double rate) {
        int threshold = DropoutMask.threshold(rate);
        double sigma = Math.sqrt(rate * (1 - rate));
        int dropped = 0;
        for (int u = 0; u < UNITS; u++) {
            int droppedOfUnit = 0;
            for (int s = 0; s < SAMPLES; s++) {
                droppedOfUnit += DropoutMask.keeps(key, u, s, threshold) ? 0 : 1;
            }
            // One more sigma because there are many units.
            assertEquals(
                    rate * SAMPLES,
                    droppedOfUnit,
                    (SIGMAS + 1) * sigma * Math.sqrt(SAMPLES) + 1,
                    "unit " + u);
            dropped += droppedOfUnit;
        }
        assertEquals(rate * CELLS, dropped, SIGMAS * sigma * Math.sqrt(CELLS));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5})
    void neighboursAreIndependent(double rate) {
        int threshold = DropoutMask.threshold(rate);
        assertIndependent(rate, threshold, key, 0, 1);
        assertIndependent(rate, threshold, key, 0, 16);
        assertIndependent(rate, threshold, key, 1, 0);
        assertIndependent(rate, threshold, key, 1, 1);
        assertIndependent(rate, threshold, key, 1, -1);
        assertIndependent(rate, threshold, DropoutMask.key(43, 7, 1), 0, 0);
        assertIndependent(rate, threshold, DropoutMask.key(42, 8, 1), 0, 0);
        assertIndependent(rate, threshold, DropoutMask.key(42, 7, 2), 0, 0);
        for (int bit = 0; bit < 32; bit++) {
            assertIndependent(rate, threshold, key ^ 1 << bit, 0, 0);
        }
    }

    /** Counts cells that are dropped together with a neighbour or with the cell of another key. */
    private void assertIndependent(
            double rate, int threshold, int otherKey, int unitsAway, int samplesAway) {
        int both = 0;
        for (int u = 0; u < UNITS; u++) {
            for (int s = 0; s < SAMPLES; s++) {
                if (!DropoutMask.keeps(key, u, s, threshold)
                        && !DropoutMask.keeps(
                                otherKey, u + unitsAway, s + samplesAway, threshold)) {
                    both++;
                }
            }
        }
        double expected = rate * rate;
        // Pairs that share a cell are dependent, which widens the distribution.
        double sigma = Math.sqrt(CELLS * expected * (1 - expected) * (1 + 2 * rate));
        assertEquals(
                CELLS * expected,
                both,
                SIGMAS * sigma,
                () -> "key " + otherKey + ", away " + unitsAway + ", " + samplesAway);
    }

    @Test
    void keysDiffer() {
        Set<Integer> keys = new HashSet<>();
        for (int seed = 0; seed < 5; seed++) {
            for (long iteration = 0; iteration < 2_000; iteration++) {
                for (int layer = 0; layer < 4; layer++) {
                    keys.add(DropoutMask.key(seed, iteration, layer));
                }
            }
        }
        int drawn = 5 * 2_000 * 4;
        // Among this many random 32-bit numbers, 0.19 equal pairs are expected.
        assertTrue(keys.size() >= drawn - 4, () -> keys.size() + " keys");
        assertTrue(DropoutMask.key(1L << 32, 0, 0) != DropoutMask.key(0, 0, 0));
        assertTrue(DropoutMask.key(0, 1L << 32, 0) != DropoutMask.key(0, 0, 0));
    }

    @Test
    void thresholdIsProportionalToTheRate() {
        assertEquals(Integer.MIN_VALUE, DropoutMask.threshold(0));
        assertEquals(0, DropoutMask.threshold(0.5));
        assertEquals(Integer.MIN_VALUE + 1, DropoutMask.threshold(0x1p-32));
        assertEquals(Integer.MAX_VALUE, DropoutMask.threshold(Math.nextDown(1.0)));
    }

    @Test
    void rateZeroKeepsAll() {
        for (int s = 0; s < 100_000; s++) {
            assertTrue(DropoutMask.keeps(key, 3, s, DropoutMask.threshold(0)));
        }
        assertFalse(DropoutMask.keeps(key, 3, 0, DropoutMask.threshold(Math.nextDown(1.0))));
    }

    @Test
    void scalePreservesTheExpectation() {
        assertEquals(1f, DropoutMask.scale(0));
        assertEquals(2f, DropoutMask.scale(0.5));
        assertEquals(1.25f, DropoutMask.scale(0.2));
    }
}
