package lanewise.benchmarks.report.html.markup;

/** A part of a page. */
public sealed interface Node permits Element, Text {
    /** Appends the markup. */
    void write(StringBuilder out);
}
