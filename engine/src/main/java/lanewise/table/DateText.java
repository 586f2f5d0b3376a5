package lanewise.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Parses dates: {@code 2026-11-29}, {@code 2026/11/29}, {@code 2026.11.29}, {@code 29.11.2026},
 * with or without leading zeros in day and month. A time may follow, such as {@code 9:30}, {@code
 * 14:30:05} or {@code T14:30:05.25Z}, and its offset, such as {@code +01:00}; the result is in UTC
 * then. Dates whose order of day and month is a matter of country, such as {@code 11/12/2026}, are
 * not parsed.
 */
final class DateText {
    static final double SECONDS_PER_DAY = 86_400;

    private DateText() {}

    /** Returns the days since 1970-01-01, or NaN if the text is no such date. */
    static double days(String text) {
        int first = digitsEnd(text, 0);
        char separator = charAt(text, first);
        int second = digitsEnd(text, first + 1);
        int end = digitsEnd(text, second + 1);
        boolean dayFirst = first <= 2;
        int year = dayFirst ? end - second - 1 : first;
        int day = dayFirst ? first : end - second - 1;
        int month = second - first - 1;
        boolean separated = separator == '.' || !dayFirst && (separator == '-' || separator == '/');
        if (!separated
                || charAt(text, second) != separator
                || year != 4
                || day < 1
                || day > 2
                || month < 1
                || month > 2) {
            return Double.NaN;
        }
        int a = number(text, 0, first);
        int b = number(text, first + 1, second);
        int c = number(text, second + 1, end);
        try {
            LocalDate date = dayFirst ? LocalDate.of(c, b, a) : LocalDate.of(a, b, c);
            if (end == text.length()) {
                return date.toEpochDay();
            }
            boolean timed = text.charAt(end) == ' ' || text.charAt(end) == 'T';
            return timed ? days(date, text.substring(end + 1)) : Double.NaN;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    static double days(LocalDateTime at) {
        double seconds = at.toLocalTime().toNanoOfDay() * 1e-9;
        return at.toLocalDate().toEpochDay() + seconds / SECONDS_PER_DAY;
    }

    /**
     * Returns the days of a date with a time.
     *
     * @throws DateTimeException if the text is no time
     */
    private static double days(LocalDate date, String text) {
        int zone = 0;
        while (zone < text.length() && "Z+-".indexOf(text.charAt(zone)) < 0) {
            zone++;
        }
        String time = text.substring(0, zone).stripTrailing();
        LocalDateTime at = date.atTime(LocalTime.parse(charAt(time, 1) == ':' ? '0' + time : time));
        return days(
                zone == text.length()
                        ? at
                        : at.minusSeconds(ZoneOffset.of(text.substring(zone)).getTotalSeconds()));
    }

    /** Returns the index after the digits that begin at a place. */
    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Returns a character; a NUL behind the text. */
    private static char charAt(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
