/**
 * Comparison of two sessions: ratios of times with intervals over forks, and verdicts. May depend
 * on {@code report.result} and {@code report.table}. Start with {@link
 * lanewise.benchmarks.report.comparison.Comparison}.
 */
package lanewise.benchmarks.report.comparison;
