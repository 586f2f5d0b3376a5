/**
 * Benchmarks of single kernels, scalar and vector: dense layers, activations, losses, dropout and
 * updates. Depends on the engine's kernels and on {@code workload}. Start with {@link
 * lanewise.benchmarks.jmh.kernel.ForwardKernel}.
 */
package lanewise.benchmarks.jmh.kernel;
