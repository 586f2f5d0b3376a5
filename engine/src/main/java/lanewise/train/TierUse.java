package lanewise.train;

import java.util.Objects;

/**
 * Consecutive iterations of a run on the same kernels.
 *
 * <pre>{@code
 * for (TierUse use : trainer.withTier(Tier.SCALAR).fit(start, train).tierUses()) {
 *     System.out.println(use.iterations() + " on " + use.kernels()); // prints 300 on scalar
 * }
 * }</pre>
 *
 * @param kernels name of the kernels, such as {@code scalar}, {@code vector-512} or {@code
 *     specialised-512}
 * @param iterations number of iterations, at least 0
 */
public record TierUse(String kernels, int iterations) {

    /**
     * Validates the name and the number.
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
