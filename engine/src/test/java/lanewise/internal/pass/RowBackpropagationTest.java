package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Network;
import lanewise.NetworkAccess;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class RowBackpropagationTest {

    @ParameterizedTest(name = "{0}, up to {1} rows")
    @CsvSource({
        "4-2-3, 1, false",
        "4-2-3, 8, false",
        "4-8-3, 4, true",
        "4-8-3, 8, false",
        "4-16-3, 8, true",
        "64-10, 8, true",
        "100-8-2, 8, true",
        "64-32-10, 1, true",
        "64-32-10, 8, true",
        "64-32-10, 9, false",
        "16-16-1-1-1-1, 8, true" // a layer that sums in order
    })
    void suitsSmallBatchesUnlessTheNetworkIsVerySmall(String sizes, int rows, boolean suits) {
        int[] units = Arrays.stream(sizes.split("-")).mapToInt(Integer::parseInt).toArray();
        Layer[] layers = Arrays.stream(units).skip(1).mapToObj(Layer::relu).toArray(Layer[]::new);
        Network network = Network.of(units[0], layers);
        assertEquals(suits, RowBackpropagation.suits(NetworkAccess.plan(network), rows));
    }

    @ParameterizedTest
    @CsvSource({"1", "8"})
    void doesNotSuitRecurrentNetworks(int rows) {
        Network network = Network.of(20, Layer.tanh(20).recurrent());
        assertEquals(false, RowBackpropagation.suits(NetworkAccess.plan(network), rows));
    }
}
