package lanewise.data;

import lanewise.internal.text.OneLine;

import java.util.List;
import java.util.stream.Collectors;

/** Text from outside as messages show it: one line, whatever it holds. */
final class QuotedText {
    private static final int MAX_LISTED = 20;

    private QuotedText() {}

    /** Puts text in double quotes, control characters escaped, long text cut. */
    static String of(String text) {
        return '"' + OneLine.of(OneLine.cut(text)).replace("\"", "\\\"") + '"';
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
