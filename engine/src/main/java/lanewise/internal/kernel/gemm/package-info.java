/**
 * The matrix product of large layers and of predictions: blocked, packed, in register tiles, in
 * plain order of k.
 *
 * <p>Depends on the seam and on the species and row kernels of {@code internal.kernel.vector}.
 * Start with {@link lanewise.internal.kernel.gemm.VectorGemm}.
 */
package lanewise.internal.kernel.gemm;
