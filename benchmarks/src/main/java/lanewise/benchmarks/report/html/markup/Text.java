package lanewise.benchmarks.report.html.markup;

/**
 * Text to read, never markup.
 *
 * @param text any characters
 */
public record Text(String text) implements Node {
    @Override
    public void write(StringBuilder out) {
        escape(text, false, out);
    }

    /**
     * Appends escaped characters.
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
                // XML allows no other control characters, not even escaped.
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }
}
