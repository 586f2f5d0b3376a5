package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Locale;

/** {@link Figures}, also where the default locale writes numbers otherwise. */
class FiguresTest {
    @Test
    void figuresAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale :
                    new Locale[] {Locale.ROOT, Locale.GERMANY, Locale.forLanguageTag("ar-EG")}) {
                Locale.setDefault(locale);
                assertEquals("0.0609540", Figures.mse(0.060953952f));
                assertEquals("1.25E-4", Figures.mse(1.25e-4f));
                assertEquals("12.2500000", Figures.mse(12.25f));
                assertEquals("1.0E30", Figures.mse(1e30f));
                assertEquals("0.0", Figures.mse(0));
                assertEquals("92/130 = 0.7077", Figures.share(92, 130));
                assertEquals("16/20 = 0.8", Figures.share(16, 20));
                assertEquals("20/20 = 1", Figures.share(20, 20));
                assertEquals("0/20 = 0", Figures.share(0, 20));
                assertEquals("1/8 = 0.125", Figures.share(1, 8));
                assertEquals("1/32 = 0.0313", Figures.share(1, 32));
                assertEquals("250 nanoseconds", Figures.nanos(250));
                assertEquals("6.79 microseconds", Figures.nanos(6789));
                assertEquals("1000 nanoseconds", Figures.nanos(999.6));
                assertEquals("9.05 seconds", Figures.nanos(9.049e9));
                assertEquals("1.50 milliseconds", Figures.nanos(1.5e6));
                assertEquals("2.00 seconds", Figures.nanos(2e9));
                assertEquals("1 row", Figures.count(1, "row", "rows"));
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
