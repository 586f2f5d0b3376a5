/**
 * Analysis of the specialised kernels: their operations, the bound that the ports of this machine
 * or another processor set, and cycles predicted by LLVM. May depend on {@code jmh.machine}, {@code
 * report.table} and the engine's kernels. Start with {@link
 * lanewise.benchmarks.explain.StageReport}.
 */
package lanewise.benchmarks.explain;
