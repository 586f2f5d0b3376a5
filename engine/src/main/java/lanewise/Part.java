package lanewise;

/**
 * The work of a phase that a {@link Team} divides into parts, which may run side by side. The
 * engine's own classes implement it themselves: each lambda costs a cold JVM a millisecond or two.
 */
@FunctionalInterface
interface Part {

    /**
     * Does one part.
     *
     * @param part which one, 0 to the number of parts − 1
     * @param worker who does it, 0 to {@code threads − 1}: no two parts run at the same time with
     *     the same worker, so that each worker can have memory of its own
     */
    void run(int part, int worker);
}
