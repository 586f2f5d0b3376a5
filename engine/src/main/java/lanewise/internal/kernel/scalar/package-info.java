/**
 * The scalar kernels: the definition of every kernel in plain Java, which runs on every machine.
 *
 * <p>Depends on the seam and on {@code internal.kernel.math}. Start with {@link
 * lanewise.internal.kernel.scalar.ScalarDense}.
 */
package lanewise.internal.kernel.scalar;
