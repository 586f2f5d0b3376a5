/**
 * Benchmarks of matrix products, the engine's and those of OpenBLAS. Depends on the engine's
 * kernels and on {@code workload}. Start with {@link lanewise.benchmarks.jmh.gemm.SgemmKernel}.
 */
package lanewise.benchmarks.jmh.gemm;
