package lanewise.benchmarks.report.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1.000",
        "0.96666, 0.9667",
        "-0.5, −0.5000",
        "123.456, 123.5",
        "12345.6, '12,346'",
        "0.00012345, 0.0001235",
        "0.000012345, 1.235e-5",
        "123456789, 1.235e8",
        "1e-30, 1.000e-30",
        "NaN, –",
        "Infinity, ∞",
        "-Infinity, −∞"
    })
    void formatsNumbers(double value, String expected) {
        assertEquals(expected, Format.number(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 0.5",
        "-250, −250",
        "0.30000000000000004, 0.3",
        "20000, '20,000'",
        "1e7, 1e7",
        "2.5e-8, 2.5e-8",
        "1e-9, 1e-9",
        "-2e-9, −2e-9"
    })
    void formatsTicks(double value, String expected) {
        assertEquals(expected, Format.tick(value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, -1.23456789e-300, 123456.789, -0.000123456, 3.4e38})
    void ticksAreShort(double value) {
        assertTrue(Format.tick(value).length() <= 11, Format.tick(value));
    }

    @Test
    void cutsNames() {
        assertEquals("abc", Format.brief("abc", 3));
        assertEquals("ab…", Format.brief("abcd", 3));
        assertEquals("a…", Format.brief("a😀cd", 3));
        assertEquals("(blank)", Format.brief(" ", 30));
    }

    @Test
    void shortensCounts() {
        assertEquals("999", Format.shortCount(999));
        assertEquals("12k", Format.shortCount(12_999));
        assertEquals("3M", Format.shortCount(3_000_000));
    }
}
