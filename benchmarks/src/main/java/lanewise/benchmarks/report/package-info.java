/**
 * What becomes of measurements: fork figures, tables, charts and files. Knows JMH's results, runs
 * nothing.
 */
package lanewise.benchmarks.report;
