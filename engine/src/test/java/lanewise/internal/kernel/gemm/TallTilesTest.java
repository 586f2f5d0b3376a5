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
            int tall = TallTiles.count(rows) * TallTiles.ROWS;
            int usual = Math.ceilDiv(Math.max(0, rows - tall), GemmWorkspace.MR);
            assertEquals(rows + rows % 2, tall + usual * GemmWorkspace.MR, rows + " rows");
        }
    }
}
