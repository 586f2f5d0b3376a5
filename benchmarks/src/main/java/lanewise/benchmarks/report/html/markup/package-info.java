/**
 * A minimal tree of HTML and SVG elements, with escaping. Depends on nothing but the JDK. Start
 * with {@link lanewise.benchmarks.report.html.markup.Element}.
 */
package lanewise.benchmarks.report.html.markup;
