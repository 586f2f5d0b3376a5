package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

/** Dates as people and programs write them. */
class DateTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-29, 2026-11-29T00:00:00Z",
        "2026/11/29, 2026-11-29T00:00:00Z",
        "2026.11.29, 2026-11-29T00:00:00Z",
        "29.11.2026, 2026-11-29T00:00:00Z",
        "2026-2-9, 2026-02-09T00:00:00Z",
        "2026/2/09, 2026-02-09T00:00:00Z",
        "9.2.2026, 2026-02-09T00:00:00Z",
        "09.2.2026, 2026-02-09T00:00:00Z",
        "29.02.2024, 2024-02-29T00:00:00Z",
        "1969-12-31, 1969-12-31T00:00:00Z",
        "2026-11-29 14:30, 2026-11-29T14:30:00Z",
        "29.11.2026 9:30, 2026-11-29T09:30:00Z",
        "2026-11-29T14:30:05, 2026-11-29T14:30:05Z",
        "2026-11-29T14:30:05.25, 2026-11-29T14:30:05.25Z",
        "2026-11-29T14:30:05.25Z, 2026-11-29T14:30:05.25Z",
        "2026-11-29T14:30:05+01:00, 2026-11-29T13:30:05Z",
        "2026-11-29T00:30+0530, 2026-11-28T19:00:00Z",
        "2026-11-29 22:30:00 -08, 2026-11-30T06:30:00Z",
        "1.3.2026 00:30 +01:00, 2026-02-28T23:30:00Z",
    })
    void areParsed(String text, Instant expected) {
        double days = expected.toEpochMilli() / 86_400_000.0;
        assertEquals(days, DateText.days(text), Math.abs(days) * 1e-15, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11",
                "2026-11-",
                "2026-11-29x",
                "2026-11-29 ",
                "2026-11-29T",
                "2026-11-29 25:00",
                "2026-11-29 14:30 CET",
                "2026-11-29 14:30+",
                "2026-11-29 14:30+19:00",
                "2026-11.29",
                "2026-13-01",
                "2026-02-29",
                "2026-011-29",
                "12026-11-29",
                "26-11-29",
                "29-11-2026",
                "11/12/2026",
                "29.11.26",
                "32.1.2026",
                "29.11.12026",
                "1.2.3",
                "1.2",
                "-2026-11-29",
                "2026-11-29Z",
                "١.٢.٢٠٢٦",
            })
    void othersAreTexts(String text) {
        assertEquals(Double.NaN, DateText.days(text), text);
    }
}
