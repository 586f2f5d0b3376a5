package lanewise;

import java.util.Objects;

/**
 * Some iterations of a run, one after the other, that the same kernels computed.
 *
 * @param kernels the kernels' name, such as {@code scalar} or {@code vector-512}
 * @param iterations how many iterations
 */
public record TierUse(String kernels, int iterations) {

    /**
     * Checks the name.
     *
     * @throws NullPointerException if {@code kernels} is null
     */
    public TierUse {
        Objects.requireNonNull(kernels, "kernels is null: expected the name of the kernels");
    }
}
