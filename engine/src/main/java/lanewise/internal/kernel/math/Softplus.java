package lanewise.internal.kernel.math;

/**
 * The softplus {@code log(1 + exp(z)) = max(z, 0) + log(1 + exp(−|z|))} as defined by the numerics
 * contract, computed from {@link Exp} and {@link Log}. Its derivative is the {@link Sigmoid}.
 *
 * <p>The error is at most 1.9 ulp, at most 1 ulp for subnormal results. From about −103.97 down the
 * result is 0. NaN gives NaN.
 */
public final class Softplus {

    private Softplus() {}

    /**
     * Computes the softplus.
     *
     * @param z any value
     * @return {@code log(1 + exp(z))}
     */
    public static float of(float z) {
        return (z < 0f ? 0f : z) + tail(z);
    }

    /**
     * Computes the difference between the softplus and {@code max(z, 0)}.
     *
     * @param z any value
     * @return {@code log(1 + exp(−|z|))}
     */
    public static float tail(float z) {
        return Log.onePlus(Exp.of(-Math.abs(z)));
    }
}
