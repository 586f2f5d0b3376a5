/**
 * The passes of an iteration: batches, forward, backward, gradient and update.
 *
 * <p>Depends on the kernel seam, on {@code internal.plan}, {@code internal.parallel} and {@code
 * internal.recurrent}, but on no kernel implementation and no tier. Start with {@link
 * lanewise.internal.pass.GradientStep}, one iteration, and follow it into {@link
 * lanewise.internal.pass.Backpropagation}, {@link lanewise.internal.pass.ForwardPass} and {@link
 * lanewise.internal.pass.UpdatePass}; predictions begin in {@link
 * lanewise.internal.pass.PredictionPass}.
 */
package lanewise.internal.pass;
