/**
 * A session as one HTML page that loads nothing: charts in SVG, each with the table of its figures.
 * The markup is well-formed XML, too. May depend on its subpackages and on {@code report.result}.
 * Start with {@link lanewise.benchmarks.report.html.Page}.
 */
package lanewise.benchmarks.report.html;
