/**
 * Kernels made at run time for the shape of one small network, as hidden classes.
 *
 * <p>Depends on the seam, {@code internal.kernel.math} and {@code internal.kernel.vector}. Start
 * with {@link lanewise.internal.kernel.specialised.NetworkStages}: stages, which {@link
 * lanewise.internal.kernel.specialised.StageCode} describes, {@link
 * lanewise.internal.kernel.specialised.StageClass} turns into classes and {@link
 * lanewise.internal.kernel.specialised.VectorCode} writes, instruction by instruction. The page
 * {@code engine/docs/specialised-kernels.md} explains how.
 */
package lanewise.internal.kernel.specialised;
