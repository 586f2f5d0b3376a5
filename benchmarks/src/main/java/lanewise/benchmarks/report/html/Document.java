package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.html.markup.Element;

/** An HTML document that loads nothing, in the style of all pages. */
public final class Document {
    private Document() {}

    /**
     * Creates the document.
     *
     * @param title the title of the window
     * @param style rules beyond those of all pages, without characters that need escaping; may be
     *     empty
     * @param body the element {@code body}
     * @return HTML that is well-formed XML
     */
    public static String of(String title, String style, Element body) {
        Element head =
                Element.of(
                        "head",
                        Element.of("meta").with("charset", "utf-8"),
                        Element.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", "default-src 'none'; style-src 'unsafe-inline'"),
                        Element.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Element.of("meta")
                                .with("name", "color-scheme")
                                .with("content", "light dark"),
                        Element.of("title", title),
                        Element.of("style", StyleSheet.CSS + style));
        return "<!DOCTYPE html>\n" + Element.of("html", head, body).with("lang", "en") + "\n";
    }
}
