package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerShapeTest {
    @Test
    void parsesItsOwnFormat() {
        LayerShape shape = new LayerShape(784, 128, 1024);
        assertEquals("784-128 x 1024", shape.toString());
        assertEquals(shape, LayerShape.parse("784-128 x 1024"));
    }

    @Test
    void countsMultiplicationsAndAdditions() {
        assertEquals(2.0 * 4 * 2 * 144, LayerShape.parse(LayerShape.IRIS).flops());
    }

    @Test
    void controlHasEightTimesTheWork() {
        assertEquals(
                8 * LayerShape.parse(LayerShape.SMALL).flops(),
                LayerShape.parse(LayerShape.SMALL_EIGHTFOLD).flops());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4-2",
                "4-2x144",
                "4-2 x",
                "-4-2 x 144",
                "4-2 x 144 ",
                "4-2 x 1000000000"
            })
    void rejectsMalformedText(String text) {
        assertThrows(IllegalArgumentException.class, () -> LayerShape.parse(text));
    }
}
