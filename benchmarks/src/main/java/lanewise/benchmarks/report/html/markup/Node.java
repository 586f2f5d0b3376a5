package lanewise.benchmarks.report.html.markup;

/** A node of a page. */
public sealed interface Node permits Element, Text {
    /**
     * Appends the markup.
     *
     * @param out destination
     */
    void write(StringBuilder out);
}
