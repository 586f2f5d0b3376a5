package lanewise.train;

import java.util.Objects;

/**
 * Some iterations of a run, one after the other, that the same kernels computed.
 *
 * <pre>{@code
 * for (TierUse use : trainer.withTier(Tier.SCALAR).fit(start, train).tierUses()) {
 *     System.out.println(use.iterations() + " on " + use.kernels()); // prints 300 on scalar
 * }
 * }</pre>
 *
 * @param kernels the kernels' name, such as {@code scalar}, {@code vector-512} or {@code
 *     specialised-512}
 * @param iterations how many iterations, at least 0
 */
public record TierUse(String kernels, int iterations) {

    /**
     * Checks name and number.
     *
     * @throws NullPointerException if {@code kernels} is null
     * @throws IllegalArgumentException if {@code iterations} is negative
     */
    public TierUse {
        Objects.requireNonNull(kernels, "kernels is null: expected the name of the kernels");
        if (iterations < 0) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 0");
        }
    }
}
