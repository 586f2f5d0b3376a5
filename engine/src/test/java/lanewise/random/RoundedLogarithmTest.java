package lanewise.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link RoundedLogarithm} against logarithms computed with 200 bits (mpmath) and rounded. C
 * libraries miss several of them.
 */
class RoundedLogarithmTest {
    @ParameterizedTest
    @CsvSource({
        "0x1.fffffffffffffp-1, -0x1.0000000000000p-53",
        "0x1.0000000000000p-1, -0x1.62e42fefa39efp-1",
        "0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2",
        "0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2",
        "0x1.0000000000000p-104, -0x1.205966f2b4f12p+6",
        "0x1.0000000000000p+0, 0x0.0p+0",
        "0x1.0000000000000p+1, 0x1.62e42fefa39efp-1",
        "0x1.4000000000000p+3, 0x1.26bb1bbb55516p+1",
        "0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9",
        "0x1.d00bfd98d8987p-1, -0x1.92cc0e11b9a6bp-4",
        "0x1.d17b1591325fcp-2, -0x1.93a94a69a7eecp-1",
        "0x1.ca655e69305bdp-1, -0x1.c4fb53d83da46p-4",
        "0x1.6dafdc9672c93p-7, -0x1.1fb520357932bp+2",
        "0x1.cde20e439c887p-1, -0x1.a5f0e78946844p-4",
        "0x1.22d3fe2231c87p-8, -0x1.5aba53d90c261p+2",
        "0x1.723f795bfd982p-1, -0x1.4bee6dbdfd95cp-2",
        "0x1.d291dc8c37a69p-4, -0x1.160fd8adae0bdp+1",
        "0x1.1eaf33d7fbc65p-2, -0x1.45e9383ad78e0p+0",
        "0x1.a29703dd0e4b8p-4, -0x1.23f3b1e5e8db3p+1",
        "0x1.b16bc585cc2a8p-1, -0x1.553a4f3fefb16p-3",
        "0x1.f5547182fa04bp-2, -0x1.6dac9bcb0d326p-1",
        "0x1.2d5c5ddd332a8p-1, -0x1.0f5e4eae572cap-1",
        "0x1.e0c7256776f2dp-10, -0x1.9347941651a0bp+2",
        "0x1.3c27fea706618p-4, -0x1.47e0345a2020dp+1",
        "0x1.bea599b0ef4d4p-1, -0x1.17aad821fa245p-3"
    })
    void isRoundedCorrectly(String x, String logarithm) {
        double expected = Double.parseDouble(logarithm);

        assertEquals(expected, RoundedLogarithm.of(Double.parseDouble(x)));
    }
}
