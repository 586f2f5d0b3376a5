package lanewise.data;

import java.util.List;
import java.util.stream.Collectors;

/** Text from outside as messages show it: one line, whatever it holds. */
final class QuotedText {
    private static final int MAX_LENGTH = 60;
    private static final int MAX_LISTED = 20;

    private QuotedText() {}

    /**
     * Puts text in double quotes, control characters escaped, cut after {@value #MAX_LENGTH}
     * characters.
     */
    static String of(String text) {
        boolean cut = text.length() > MAX_LENGTH;
        String shown = onOneLine(cut ? text.substring(0, MAX_LENGTH) : text).replace("\"", "\\\"");
        return '"' + shown + (cut ? "…\"" : "\"");
    }

    /** Escapes control characters, so that text stays on one line. */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        return line.toString();
    }

    /**
     * Quotes each text and joins them with commas; of a long list the first {@value #MAX_LISTED}
     * and a count.
     */
    static String listOf(List<String> texts) {
        String listed =
                texts.stream()
                        .limit(MAX_LISTED)
                        .map(QuotedText::of)
                        .collect(Collectors.joining(", "));
        int left = texts.size() - MAX_LISTED;
        return left > 0 ? listed + " and " + left + " more" : listed;
    }
}
