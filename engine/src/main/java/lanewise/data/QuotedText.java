package lanewise.data;

import lanewise.internal.text.OneLine;

import java.util.List;
import java.util.stream.Collectors;

/** Quotes external text for messages, always on one line. */
final class QuotedText {
    private static final int MAX_LISTED = 20;

    private QuotedText() {}

    /** Puts text in double quotes, escapes control characters and truncates long text. */
    static String of(String text) {
        return '"' + OneLine.of(OneLine.cut(text)).replace("\"", "\\\"") + '"';
    }

    /**
     * Quotes each text and joins them with commas. A long list is cut to its first {@value
     * #MAX_LISTED} and the number of the others.
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
