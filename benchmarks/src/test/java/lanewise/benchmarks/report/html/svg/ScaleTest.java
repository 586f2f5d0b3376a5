package lanewise.benchmarks.report.html.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class ScaleTest {
    @Test
    void linearScalePreservesDifferences() {
        Scale scale = Scale.linear(-10, 30);
        assertEquals(0, scale.position(-10));
        assertEquals(0.25, scale.position(0));
        assertEquals(1, scale.position(30));
    }

    @Test
    void logarithmicScalePreservesRatios() {
        Scale scale = new Scale(0.1, 1000, true);
        assertEquals(0, scale.position(0.1), 1e-12);
        assertEquals(0.25, scale.position(1), 1e-12);
        assertEquals(0.75, scale.position(100), 1e-12);
    }

    @Test
    void surroundsValues() {
        assertEquals(Scale.linear(-4, 104), Scale.around(0, 100));
        assertEquals(Scale.linear(-0.5, 0.5), Scale.around(0, 0));
        Scale equal = Scale.around(1e6, 1e6);
        assertTrue(equal.min() < 1e6 && equal.max() > 1e6);
        assertTrue(equal.ticks().size() > 2);
    }

    @Test
    void manyDecadesHaveFewTicks() {
        assertTrue(Scale.logarithmic(1e-38, 3e38).ticks().size() <= 12);
    }

    @Test
    void ticksAreRoundAndFew() {
        assertEquals(List.of(0.0, 200.0, 400.0, 600.0), Scale.linear(0, 667).ticks());
        assertEquals(List.of(0.0, 1e6, 2e6, 3e6), Scale.linear(0, 3_021_000).ticks());
        assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0), rounded(Scale.linear(0, 2)));
        assertEquals(List.of(0.0, 20.0, 40.0), Scale.linear(-11, 59).ticks());
        assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), Scale.logarithmic(2, 800).ticks());
        assertEquals(List.of(10.0, 20.0, 50.0, 100.0), Scale.logarithmic(15, 70).ticks());
    }

    private static List<Double> rounded(Scale scale) {
        return scale.ticks().stream().map(tick -> Math.round(10 * tick) / 10.0).toList();
    }

    @Test
    void logarithmicScaleEndsAtRoundNumbersWithRoom() {
        assertEquals(new Scale(1, 2000, true), Scale.logarithmic(2, 900));
        assertEquals(new Scale(5, 50, true), Scale.logarithmic(10, 30));
    }

    @Test
    void rejectsInvalidRanges() {
        assertThrows(IllegalArgumentException.class, () -> Scale.linear(1, 1));
        assertThrows(IllegalArgumentException.class, () -> Scale.linear(0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Scale(0, 1, true));
    }
}
