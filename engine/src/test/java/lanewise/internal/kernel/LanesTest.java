package lanewise.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void padsToTheNextMultiple() {
        assertEquals(0, Lanes.pad(0));
        assertEquals(16, Lanes.pad(1));
        assertEquals(16, Lanes.pad(16));
        assertEquals(144, Lanes.pad(130));
        assertThrows(ArithmeticException.class, () -> Lanes.pad(Integer.MAX_VALUE));
    }

    @Test
    void foldsFromTheLargestDistanceToTheSmallest() {
        float big = 0x1p24f; // to which 1 cannot be added
        float[] lanes = new float[Lanes.COUNT];
        lanes[0] = big;
        lanes[8] = -big; // added to lane 0 first
        lanes[1] = 1; // added last
        assertEquals(1f, Lanes.fold(lanes));

        lanes = new float[Lanes.COUNT];
        lanes[0] = big;
        lanes[1] = -big; // added to lane 0 last
        lanes[8] = 1; // lost when added to lane 0 before
        assertEquals(0f, Lanes.fold(lanes));
    }

    @Test
    void addsAllLanes() {
        float[] lanes = new float[Lanes.COUNT];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = 1 << lane;
        }
        assertEquals(65535f, Lanes.fold(lanes));
    }
}
