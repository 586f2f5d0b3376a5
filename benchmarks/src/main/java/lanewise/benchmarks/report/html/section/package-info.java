/**
 * Sections of the page, one class each: a chart, its explanation and its table. May depend on
 * {@code report.html.markup}, {@code report.html.svg}, {@code report.table}, {@code report.result}
 * and {@code workload}. Start with {@link lanewise.benchmarks.report.html.section.IrisSection}.
 */
package lanewise.benchmarks.report.html.section;
