/**
 * Tables of measurements, one class for each table, and the formats of their figures. May depend on
 * {@code report.result}, {@code workload} and, for the sizes of arrays, {@code jmh.machine}. Start
 * with {@link lanewise.benchmarks.report.table.Table}.
 */
package lanewise.benchmarks.report.table;
