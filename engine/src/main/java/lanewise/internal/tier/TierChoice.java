package lanewise.internal.tier;

/** The constants of the public {@code Tier}, by the same names. */
public enum TierChoice {
    /** Scalar kernels first, then the fastest by measurement. */
    AUTO,
    /** Plain Java. */
    SCALAR,
    /** The Vector API. */
    VECTOR,
    /** Vector kernels made for one network. */
    SPECIALISED
}
