package lanewise;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
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
    void shortensTheNamesOfDeepNetworks() {
        List<Layer> layers = new ArrayList<>(Collections.nCopies(32, Layer.sigmoid(7)));
        assertEquals("4" + "-7".repeat(32), new Network(4, layers).toString());
        layers.add(Layer.sigmoid(3).recurrent());
        assertEquals(
                "4" + "-7".repeat(16) + "-…" + "-7".repeat(15) + "-[3] (33 layers)",
                new Network(4, layers).toString());
    }

    @Test
    void copiesItsLayers() {
        List<Layer> layers = new ArrayList<>(List.of(Layer.sigmoid(2)));
        Network network = new Network(1, layers);
        layers.clear();
        assertEquals(1, network.layers().size());
    }

    @Test
    void rejectsInvalidShapes() {
        assertRefused("0 inputs: expected at least 1", () -> Network.of(0, Layer.sigmoid(1)));
        assertRefused("without layers", () -> Network.of(1));
        assertRefused("a layer of 0 units: expected 1 to 16777215", () -> Layer.sigmoid(0));
        assertRefused("a layer of 16777216 units", () -> Layer.sigmoid(1 << 24));
        assertRefused(
                "parameters, the limit of one array",
                () -> Network.of(60_000, Layer.sigmoid(60_000)));
        assertThrows(NullPointerException.class, () -> Network.of(1, (Layer[]) null));
        assertThrows(NullPointerException.class, () -> Network.of(1, (Layer) null));
        assertThrows(NullPointerException.class, () -> new Layer(1, null, true));
    }

    @Test
    void defaultLossMatchesTheLastLayer() {
        assertEquals(Loss.CROSS_ENTROPY, Network.of(1, Layer.softmax(2)).loss());
        assertEquals(Loss.MEAN_SQUARED_ERROR, Network.of(1, Layer.sigmoid(2)).loss());
        assertEquals(
                Loss.BINARY_CROSS_ENTROPY,
                Network.of(1, Layer.sigmoid(2)).withLoss(Loss.BINARY_CROSS_ENTROPY).loss());
    }

    @Test
    void rejectsMismatchedLayersAndLossesWithARemedy() {
        assertRefused(
                "layer 0 is softmax, which only the last layer can be: give hidden layers another"
                        + " activation",
                () -> Network.of(1, Layer.softmax(3), Layer.sigmoid(1)));
        assertRefused(
                "softmax of one unit is always 1: for two classes, use Layer.softmax(2), or"
                        + " Layer.sigmoid(1) with BINARY_CROSS_ENTROPY",
                () -> Network.of(1, Layer.softmax(1)));
        assertRefused(
                "loss MEAN_SQUARED_ERROR does not support a last layer of SOFTMAX: use"
                        + " CROSS_ENTROPY",
                () -> Network.of(1, Layer.softmax(3)).withLoss(Loss.MEAN_SQUARED_ERROR));
        for (Loss loss : List.of(Loss.MEAN_ABSOLUTE_ERROR, Loss.HUBER)) {
            assertRefused(
                    "loss " + loss.name() + " does not support a last layer of SOFTMAX",
                    () -> Network.of(1, Layer.softmax(3)).withLoss(loss));
        }
        for (Activation last : Activation.values()) {
            Network network = Network.of(1, Layer.of(3, last));
            if (last != Activation.SOFTMAX) {
                assertRefused(
                        "make the last layer softmax", () -> network.withLoss(Loss.CROSS_ENTROPY));
            }
            if (last != Activation.SIGMOID) {
                assertRefused(
                        "make the last layer sigmoid",
                        () -> network.withLoss(Loss.BINARY_CROSS_ENTROPY));
            }
        }
        assertThrows(NullPointerException.class, () -> Iris.NETWORK.withLoss(null));
    }

    @Test
    void rejectsInvalidDropout() {
        assertRefused("dropout 1.0: expected a share", () -> Layer.relu(3).withDropout(1));
        assertRefused("dropout -0.1", () -> Layer.relu(3).withDropout(-0.1));
        assertRefused("dropout NaN", () -> Layer.relu(3).withDropout(Double.NaN));
        assertRefused("dropout on softmax", () -> Layer.softmax(3).withDropout(0.5));
        assertRefused(
                "dropout on the last layer",
                () -> Network.of(1, Layer.sigmoid(3).withDropout(0.5)));
    }
}
