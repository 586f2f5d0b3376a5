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
    SPECIALISED;

    /**
     * The constant of a name. Unlike {@code valueOf} it does not use reflection, which takes a cold
     * JVM 10 ms.
     *
     * @param name name of a constant of {@code Tier}
     */
    public static TierChoice named(String name) {
        for (TierChoice choice : values()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw new AssertionError("no tier " + name);
    }
}
