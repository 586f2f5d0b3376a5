package lanewise.internal.text;

import java.util.Locale;

/** Makes text fit into one short line. */
public final class OneLine {
    private static final int MAX_LENGTH = 60;

    private OneLine() {}

    /**
     * Escapes control characters, line separators, and characters that are invisible or look like
     * another: a byte order mark, spaces of zero width, spaces other than the common one.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            boolean hidden =
                    Character.isISOControl(c)
                            || Character.isSpaceChar(c) && c != ' '
                            || Character.getType(c) == Character.FORMAT;
            line.append(hidden ? escape(c) : String.valueOf(c));
        }
        return line.toString();
    }

    private static String escape(char hidden) {
        return switch (hidden) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) hidden);
        };
    }

    /** As {@link #of}; in quotes if blanks at an end would be invisible. */
    public static String visible(String text) {
        String line = of(text);
        return line.equals(line.strip()) ? line : '"' + line + '"';
    }

    /** Truncates text after {@value #MAX_LENGTH} characters. */
    public static String cut(String text) {
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }
}
