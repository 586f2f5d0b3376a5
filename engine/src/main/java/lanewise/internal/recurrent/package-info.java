/**
 * Fixed points of recurrent layers, and statistics of their convergence.
 *
 * <p>Depends on the kernel seam, {@code internal.plan} and {@code internal.parallel}. Start with
 * {@link lanewise.internal.recurrent.FixedPoint}; the equations are those of {@link
 * lanewise.recurrent.Recurrence}.
 */
package lanewise.internal.recurrent;
