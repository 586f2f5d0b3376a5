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
        StringBuilder quoted = new StringBuilder().append('"');
        for (char c : (cut ? text.substring(0, MAX_LENGTH) : text).toCharArray()) {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '"' -> quoted.append("\\\"");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append(cut ? "…\"" : "\"").toString();
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
