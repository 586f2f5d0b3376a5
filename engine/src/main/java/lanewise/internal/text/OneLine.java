package lanewise.internal.text;

import java.util.Locale;

/** Makes text fit into one short line. */
public final class OneLine {
    private static final int MAX_LENGTH = 60;

    private OneLine() {}

    /** Escapes control characters and line separators. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            line.append(breaks ? escape(c) : String.valueOf(c));
        }
        return line.toString();
    }

    private static String escape(char control) {
        return switch (control) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) control);
        };
    }

    /** Truncates text after {@value #MAX_LENGTH} characters. */
    public static String cut(String text) {
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }
}
