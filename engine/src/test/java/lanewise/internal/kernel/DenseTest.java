package lanewise.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Positions of layers in the parameter array. */
class DenseTest {

    @Test
    void layersAreContiguousWithWeightsBeforeBiases() {
        Dense first = Dense.first(5, 3, true);
        Dense second = first.next(2, false);
        assertEquals(new Dense(5, 3, 0, 15), first);
        assertEquals(new Dense(3, 2, 18, Dense.NO_BIAS), second);
        assertEquals(new Dense(2, 4, 24, 32), second.next(4, true));
        assertEquals(36, second.next(4, true).end());
    }

    @Test
    void partsOfALayerShareItsParameters() {
        Dense second = Dense.first(5, 3, true).next(6, 4, true);
        assertEquals(new Dense(6, 4, 18, 42), second);
        assertEquals(new Dense(2, 4, 18, 42), second.firstInputs(2));
        assertEquals(new Dense(4, 4, 26, Dense.NO_BIAS), second.lastInputs(4));
    }
}
