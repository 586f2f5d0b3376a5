package lanewise.benchmarks.report.html;

/** A part of a page. */
sealed interface Node permits Element, Text {
    /** Appends the markup. */
    void write(StringBuilder out);
}
