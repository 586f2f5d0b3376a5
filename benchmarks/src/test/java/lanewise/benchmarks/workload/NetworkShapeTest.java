package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class NetworkShapeTest {
    @Test
    void parsesItsOwnFormat() {
        NetworkShape shape = new NetworkShape(List.of(784, 512, 512, 10), 128);
        assertEquals("784-512-512-10 x 128", shape.toString());
        assertEquals(shape, NetworkShape.parse("784-512-512-10 x 128"));
    }

    @Test
    void countsProductsOfAStep() {
        double forward = 2.0 * 32 * (64 * 32 + 32 * 10);
        double gradient = forward;
        double backward = 2.0 * 32 * (32 * 10);
        assertEquals(
                forward + gradient + backward, NetworkShape.parse(NetworkShape.DIGITS).stepFlops());
        assertEquals(2 * 2.0 * 7 * 3 * 2, NetworkShape.parse("3-2 x 7").stepFlops());
    }

    @Test
    void controlHasTwiceTheWork() {
        assertEquals(
                2 * NetworkShape.parse(NetworkShape.DIGITS).stepFlops(),
                NetworkShape.parse(NetworkShape.DIGITS_TWOFOLD).stepFlops());
    }

    @Test
    void modelMatchesData() {
        NetworkShape shape = NetworkShape.parse("5-4-2 x 6");
        assertEquals(4 * (5 + 1) + 2 * (4 + 1), shape.model().network().parameterCount());
        assertEquals(6, shape.data().rows());
        assertEquals(5, shape.data().features().features());
        assertEquals(2, shape.data().targets().features());
        assertEquals(shape.model().parametersSha256(), shape.model().parametersSha256());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4 x 3",
                "4-2",
                "4-2x144",
                "4-2 x",
                "-4-2 x 144",
                "4--2 x 144",
                "4-2 x 144 ",
                "4-2 x 1000000000"
            })
    void rejectsMalformedText(String text) {
        assertThrows(IllegalArgumentException.class, () -> NetworkShape.parse(text));
    }
}
