package lanewise;

import static lanewise.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class NetworkTest {

    @Test
    void countsParameters() {
        assertEquals(14, Iris.NETWORK.parameterCount());
        assertEquals(
                4 * 16 + 16 + 16 * 3 + 3,
                Network.of(4, Layer.sigmoid(16), Layer.sigmoid(3)).parameterCount());
        assertEquals(2, Network.of(1, Layer.sigmoid(1)).parameterCount());
        assertEquals(3, Iris.NETWORK.outputs());
        assertEquals("4-2-3", Iris.NETWORK.toString());
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        List<Layer> layers = new ArrayList<>(List.of(Layer.sigmoid(2)));
        Network network = new Network(1, layers);
        layers.clear();
        assertEquals(1, network.layers().size());
    }

    @Test
    void refusesWhatIsNoNetwork() {
        assertRefused("0 inputs: expected at least 1", () -> Network.of(0, Layer.sigmoid(1)));
        assertRefused("without layers", () -> Network.of(1));
        assertRefused("a layer of 0 units: expected 1 to 16777215", () -> Layer.sigmoid(0));
        assertRefused("a layer of 16777216 units", () -> Layer.sigmoid(1 << 24));
        assertRefused(
                "parameters, which is what one array can hold",
                () -> Network.of(60_000, Layer.sigmoid(60_000)));
        assertThrows(NullPointerException.class, () -> Network.of(1, (Layer[]) null));
        assertThrows(NullPointerException.class, () -> Network.of(1, (Layer) null));
        assertThrows(NullPointerException.class, () -> new Layer(1, null, true));
    }
}
