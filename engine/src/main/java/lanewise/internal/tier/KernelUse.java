package lanewise.internal.tier;

/**
 * Consecutive iterations on the same kernels.
 *
 * @param kernels name of the kernels
 * @param iterations number of iterations
 */
public record KernelUse(String kernels, int iterations) {}
