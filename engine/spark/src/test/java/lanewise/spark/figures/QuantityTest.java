package lanewise.spark.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000123, 0.00012",
        "0.0456, 0.046",
        "0.996, 1.0",
        "1.23, 1.2",
        "9.96, 10",
        "42.4, 42",
        "1234.4, 1234",
        "-0.25, -0.25"
    })
    void hasTwoDigits(double value, String text) {
        assertEquals(text, Quantity.number(value));
    }

    @Test
    void hasUnits() {
        assertEquals("120 µs", Quantity.time(1.2e-4));
        assertEquals("8.4 ms", Quantity.time(0.0084));
        assertEquals("90 s", Quantity.time(90));
        assertEquals("10 min", Quantity.time(600));
        assertEquals("3.0 h", Quantity.time(10_800));
        assertEquals("407 kB", Quantity.bytes(407_000));
        assertEquals("1.1 GB", Quantity.bytes(1 << 30));
        assertEquals("1 billion", Quantity.count(1e9));
        assertEquals("102 thousand", Quantity.count(101_770));
        assertEquals("2.1 billion", Quantity.count(Integer.MAX_VALUE));
    }
}
