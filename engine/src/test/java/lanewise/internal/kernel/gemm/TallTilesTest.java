package lanewise.internal.kernel.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import lanewise.internal.kernel.GemmWorkspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Tiles of eight and of six rows share the rows of a product. */
class TallTilesTest {

    static Stream<Arguments> shares() {
        return Stream.of(
                arguments(32, 4),
                arguments(64, 8),
                arguments(50, 4),
                arguments(18, 0),
                arguments(7, 1),
                arguments(6, 0),
                arguments(1, 0));
    }

    @ParameterizedTest(name = "{0} rows: {1} tiles of eight")
    @MethodSource("shares")
    void takesAsManyTallTilesAsLeaveFullTilesOfSix(int rows, int tall) {
        assertEquals(tall, TallTiles.count(rows));
    }

    @Test
    void leavesNoRowToSpareFromTwelveOn() {
        for (int rows = 12; rows <= GemmWorkspace.MC; rows++) {
            int left = Math.max(0, rows - TallTiles.count(rows) * TallTiles.ROWS);
            int computed = rows - left + Math.ceilDiv(left, GemmWorkspace.MR) * GemmWorkspace.MR;
            assertEquals(rows % 2 == 0 || left == 0 ? 0 : 1, computed - rows, rows + " rows");
        }
    }
}
