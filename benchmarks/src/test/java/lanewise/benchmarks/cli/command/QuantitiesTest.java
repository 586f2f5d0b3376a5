package lanewise.benchmarks.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Locale;

/** {@link Quantities}, also with a default locale that formats numbers differently. */
class QuantitiesTest {
    @Test
    void formatsAlikeInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale :
                    new Locale[] {Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG")}) {
                Locale.setDefault(locale);
                assertEquals("0.0609540", Quantities.mse(0.060953952f));
                assertEquals("1.25E-4", Quantities.mse(1.25e-4f));
                assertEquals("12.2500000", Quantities.mse(12.25f));
                assertEquals("1.0E30", Quantities.mse(1e30f));
                assertEquals("0.0", Quantities.mse(0));
                assertEquals("92/130 = 0.7077", Quantities.share(92, 130));
                assertEquals("16/20 = 0.8", Quantities.share(16, 20));
                assertEquals("20/20 = 1", Quantities.share(20, 20));
                assertEquals("0/20 = 0", Quantities.share(0, 20));
                assertEquals("1/8 = 0.125", Quantities.share(1, 8));
                assertEquals("1/32 = 0.0313", Quantities.share(1, 32));
                assertEquals("250 nanoseconds", Quantities.nanos(250));
                assertEquals("6.79 microseconds", Quantities.nanos(6789));
                assertEquals("1000 nanoseconds", Quantities.nanos(999.6));
                assertEquals("9.05 seconds", Quantities.nanos(9.049e9));
                assertEquals("1.50 milliseconds", Quantities.nanos(1.5e6));
                assertEquals("2.00 seconds", Quantities.nanos(2e9));
                assertEquals("1 row", Quantities.count(1, "row", "rows"));
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
