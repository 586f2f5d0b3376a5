/**
 * Charts in SVG. Horizontal positions are percentages of the width and vertical ones pixels, so
 * that a chart fits a phone and a desktop with text of the same size. May depend on {@code
 * report.html.markup} only. Start with {@link lanewise.benchmarks.report.html.svg.RowChart}.
 */
package lanewise.benchmarks.report.html.svg;
