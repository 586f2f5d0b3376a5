/**
 * Analysis of the specialised kernels: their operations and the bound that this machine's ports
 * set. May depend on {@code jmh.machine} and {@code report.table}. Start with {@link
 * lanewise.benchmarks.explain.StageReport}.
 */
package lanewise.benchmarks.explain;
