package lanewise.internal.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.Cases;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/** {@link DecimalNumber} has the bits of {@link Double#parseDouble}. */
class DecimalNumberTest {
    private static double parse(String text, char point) {
        byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.UTF_8);
        double number = DecimalNumber.parse(bytes, 1, bytes.length - 1, (byte) point);
        byte[] padded = ("7" + text + "7.777777").getBytes(StandardCharsets.UTF_8);
        double faster =
                DecimalNumber.parse(padded, Words.of(padded), 1, bytes.length - 1, (byte) point);
        assertEquals(Double.doubleToRawLongBits(number), Double.doubleToRawLongBits(faster), text);
        return number;
    }

    private static void assertSame(String text) {
        long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
        assertEquals(expected, Double.doubleToRawLongBits(parse(text, '.')), text);
        String comma = text.replace('.', ',');
        assertEquals(expected, Double.doubleToRawLongBits(parse(comma, ',')), comma);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0.0",
                "-0e999",
                "0.000000000000000000000000000000",
                "1.",
                ".5",
                "-.5e-3",
                "1e5",
                "1E+5",
                "1.e-22",
                "1e22",
                "1e23",
                "9007199254740991",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993e-5",
                "0.1",
                "0.30000000000000004",
                "1.00000017881393432617187499",
                "2.2250738585072011e-308",
                "2.2250738585072012e-308",
                "4.9e-324",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
                "1.7976931348623157e308",
                "1.7976931348623159e308",
                "1e-400",
                "1e400",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "0e99999999999999999999",
                "8.5",
                "999999999999999999",
                "999999999999999999e-22",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999",
                "0000000000000000000000000000001.5",
                "0.0000000000000000000000000000015",
                "6929495644600919.5",
                "3.1415926535897931",
                "123456789.12345678",
                "7.2057594037927933e16",
                "5e-1",
                "12345678",
                "-12345678",
                "1234567.",
                ".1234567",
                "123456789",
                "12345678.12345678",
                "1234567.12345678",
                "-.123456789012345",
                "123456789012345.",
                "9007199254740993",
                "9999999999999999",
                "0000000000000001",
            })
    void parsesNumbers(String text) {
        assertSame(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                ".",
                "-.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e5.",
                "1.2.3",
                "--1",
                "1-",
                "1 ",
                " 1",
                "0x10",
                "1f",
                "1d",
                "NaN",
                "Infinity",
                "1,5",
                "1_0",
                "\u0661",
                "1e5e5",
                "+-1",
                "1\u00002",
                "1.2.",
                "..",
                "1234.5678.9012",
                "12345678.1234.67",
                "1:",
                "1/",
                "12345678:0"
            })
    void rejectsEverythingElse(String text) {
        assertTrue(Double.isNaN(parse(text, '.')), text);
    }

    @Test
    void knowsOnlyTheGivenPoint() {
        assertEquals(1.5, parse("1,5", ','));
        assertTrue(Double.isNaN(parse("1.5", ',')));
        assertTrue(Double.isNaN(parse("1,234,567", ',')));
        assertEquals(1.5e300, parse("1,5e300", ','));
    }

    @Test
    void parsesDecimalsOfAllLengths() {
        Random random = new Random(1);
        for (int k = 0; k < 100_000 * Cases.SCALE; k++) {
            int digits = 1 + random.nextInt(22);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int point = random.nextInt(digits + 1);
            for (int i = 0; i < digits; i++) {
                text.append(i == point ? "." : "").append((char) ('0' + random.nextInt(10)));
            }
            if (random.nextInt(4) == 0) {
                text.append('e').append(random.nextInt(60) - 30);
            }
            assertSame(text.toString());
        }
    }

    @Test
    void parsesWhatJavaAndCPrint() {
        Random random = new Random(2);
        for (int k = 0; k < 50_000 * Cases.SCALE; k++) {
            double gaussian = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            assertSame(Double.toString(gaussian));
            assertSame(Float.toString((float) gaussian));
            assertSame(Double.toString(Double.longBitsToDouble(random.nextLong() >>> 2)));
            if (k % 10 == 0) {
                assertSame(String.format(Locale.ROOT, "%.17e", gaussian));
                assertSame(String.format(Locale.ROOT, "%.6f", gaussian));
            }
        }
    }

    /** The decimals nearest to the middle of two doubles, with 16 to 20 digits and exactly. */
    @Test
    void roundsNearHalfWayPoints() {
        Random random = new Random(3);
        for (int k = 0; k < 10_000 * Cases.SCALE; k++) {
            double below = Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(25) - 14);
            BigDecimal half =
                    new BigDecimal(below)
                            .add(new BigDecimal(Math.nextUp(below)))
                            .divide(BigDecimal.TWO);
            assertSame(half.toString());
            for (int digits = 16; digits <= 20; digits++) {
                BigDecimal near = half.round(new MathContext(digits));
                assertSame(near.toPlainString());
                assertSame(near.add(near.ulp()).toPlainString());
                assertSame(near.subtract(near.ulp()).toString());
            }
        }
    }

    /** Quotients of 54 to 59 bits by powers of ten that end exactly between two doubles. */
    @Test
    void roundsExactHalvesToEven() {
        for (int power = 1; power <= 6; power++) {
            for (int k = 0; k < 5_000 * Cases.SCALE; k++) {
                long odd = (1L << 53) + 2L * k + 1;
                BigDecimal half = BigDecimal.valueOf(odd).divide(BigDecimal.valueOf(1L << power));
                assertSame(half.toPlainString());
                assertSame(half.add(half.ulp()).toPlainString());
                assertSame(half.subtract(half.ulp()).toPlainString());
            }
        }
    }
}
