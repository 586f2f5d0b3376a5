/**
 * A session's report as text, and its charts. Runs no benchmark. May depend on its subpackages,
 * except {@code report.html}, and on {@code plot} and {@code workload}. Start with {@link
 * lanewise.benchmarks.report.Report}.
 */
package lanewise.benchmarks.report;
