/**
 * Threads that share the work of an iteration.
 *
 * <p>Depends on {@code internal.kernel} for the shapes of layers only. Start with {@link
 * lanewise.internal.parallel.Team}, which runs the {@linkplain lanewise.internal.parallel.Part
 * parts} of a phase.
 */
package lanewise.internal.parallel;
