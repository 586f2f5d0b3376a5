/**
 * The vector kernels: the same bits as the scalar ones, computed with the JDK's Vector API.
 *
 * <p>Depends on the seam and on {@code internal.kernel.math}. Start with {@link
 * lanewise.internal.kernel.vector.Vectors}, which has the species and the rules that keep vectors
 * from being boxed, then {@link lanewise.internal.kernel.vector.VectorDense}.
 */
package lanewise.internal.kernel.vector;
