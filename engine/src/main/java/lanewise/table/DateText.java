package lanewise.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Parses dates: {@code 2026-11-29}, {@code 2026/11/29}, {@code 2026.11.29}, {@code 29.11.2026},
 * each also with a time such as {@code 14:30}, {@code 14:30:05} or {@code T14:30:05.25Z}. Dates
 * whose order of day and month is a matter of country, such as {@code 11/12/2026}, are not parsed.
 */
final class DateText {
    static final double SECONDS_PER_DAY = 86_400;

    private DateText() {}

    /** Returns the days since 1970-01-01, or NaN if the text is no such date. */
    static double days(String text) {
        int end = dateEnd(text);
        if (end < 0) {
            return Double.NaN;
        }
        try {
            LocalDate date = date(text.substring(0, end));
            if (end == text.length()) {
                return date.toEpochDay();
            }
            char between = text.charAt(end);
            if (between != ' ' && between != 'T') {
                return Double.NaN;
            }
            String time = text.substring(end + 1);
            LocalDateTime at =
                    LocalDateTime.parse(date + "T" + (time.endsWith("Z") ? cut(time) : time));
            return days(at);
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    static double days(LocalDateTime at) {
        double seconds = at.toLocalTime().toNanoOfDay() * 1e-9;
        return at.toLocalDate().toEpochDay() + seconds / SECONDS_PER_DAY;
    }

    private static String cut(String time) {
        return time.substring(0, time.length() - 1);
    }

    /** Returns where the date of 10 characters ends, or −1 if the text does not begin with one. */
    private static int dateEnd(String text) {
        if (text.length() < 10) {
            return -1;
        }
        String pattern = text.charAt(2) == '.' ? "dd.dd.dddd" : "dddd-dd-dd";
        char separator = text.charAt(2) == '.' ? '.' : text.charAt(4);
        if (separator != '.' && separator != '-' && separator != '/') {
            return -1;
        }
        for (int k = 0; k < 10; k++) {
            char c = text.charAt(k);
            boolean digit = c >= '0' && c <= '9';
            if (pattern.charAt(k) == 'd' ? !digit : c != separator) {
                return -1;
            }
        }
        return 10;
    }

    private static LocalDate date(String text) {
        return text.charAt(2) == '.'
                ? LocalDate.of(number(text, 6, 10), number(text, 3, 5), number(text, 0, 2))
                : LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
