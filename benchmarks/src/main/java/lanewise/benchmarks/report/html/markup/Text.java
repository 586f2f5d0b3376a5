package lanewise.benchmarks.report.html.markup;

/**
 * Text to read, never markup.
 *
 * @param text any characters
 */
public record Text(String text) implements Node {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public void write(StringBuilder out) {
        escape(text, false, out);
    }

    /**
     * Appends escaped characters; those that XML does not allow are replaced by U+FFFD.
     *
     * @param text the characters
     * @param attribute true within an attribute, false within an element
     * @param out destination
     */
    public static void escape(String text, boolean attribute, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // Only attributes end at a quote, and a style sheet must keep it.
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        out.append(isAllowed(c) ? c : REPLACEMENT);
                    }
                }
            }
        }
    }

    /** True if XML allows the character: others are not allowed even if escaped. */
    private static boolean isAllowed(char c) {
        return c == '\n' || c == '\t' || c >= ' ' && c < '\uFFFE' && !Character.isSurrogate(c);
    }
}
