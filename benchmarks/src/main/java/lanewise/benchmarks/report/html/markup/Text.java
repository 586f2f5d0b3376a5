package lanewise.benchmarks.report.html.markup;

/**
 * What is to be read; never markup.
 *
 * @param text any characters
 */
public record Text(String text) implements Node {
    @Override
    public void write(StringBuilder out) {
        escape(text, false, out);
    }

    /** Appends characters so that they stand for themselves in an element or an attribute. */
    public static void escape(String text, boolean attribute, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // Only attributes end with it, and a style sheet must keep it.
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                // XML has no other control characters, not even escaped.
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }
}
