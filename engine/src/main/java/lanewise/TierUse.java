package lanewise;

/**
 * Some iterations of a run, one after the other, that the same kernels computed.
 *
 * @param kernels the kernels' name, such as {@code scalar} or {@code vector-512}
 * @param iterations how many iterations
 */
public record TierUse(String kernels, int iterations) {}
