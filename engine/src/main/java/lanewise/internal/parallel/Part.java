package lanewise.internal.parallel;

/**
 * The work of a phase that a {@link Team} divides into parts, which may run in parallel. The
 * engine's classes implement it themselves: each lambda costs a cold JVM a millisecond or two.
 */
@FunctionalInterface
public interface Part {

    /**
     * Computes one part.
     *
     * @param part index of the part, 0 to the number of parts − 1
     * @param worker index of the thread, 0 to {@code threads − 1}: no two parts run at the same
     *     time with the same index, so each worker can have its own memory
     */
    void compute(int part, int worker);
}
