/**
 * A run of the benchmarks as one page of HTML that loads nothing: charts in SVG, each with the
 * table of its figures.
 *
 * <p>Across, charts are measured in percent of their width and down in pixels, so that they fit a
 * phone and a desk with text of the same size. The markup is well-formed XML, too.
 */
package lanewise.benchmarks.report.html;
