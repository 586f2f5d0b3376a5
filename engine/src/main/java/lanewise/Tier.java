package lanewise;

/**
 * Which kernels a run uses. All give the same results to the bit; they differ in speed only.
 *
 * <p>The vector kernels need the JVM option {@code --add-modules jdk.incubator.vector}, and about a
 * second of run time until HotSpot has compiled them. The system property {@code
 * lanewise.vectorBits} (128, 256 or 512) makes their vectors narrower than the machine prefers.
 */
public enum Tier {
    /**
     * The vector kernels where there is work enough for them to pay and the machine can run them,
     * else the scalar ones. A run that would have been worth them on a machine that cannot run them
     * logs one line that says why.
     */
    AUTO,
    /** Plain Java, on every machine. */
    SCALAR,
    /** The Vector API; a run fails with {@link IllegalStateException} where that cannot be had. */
    VECTOR
}
