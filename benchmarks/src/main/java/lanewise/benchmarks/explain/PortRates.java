package lanewise.benchmarks.explain;

/**
 * The time of a vector operation on one core, limited only by the number of its execution ports.
 *
 * @param unit the unit of time, {@code ns} or {@code cycles}
 * @param multiplication a fused multiply-add or product
 * @param any an operation in a mix of multiplications and additions
 * @param division a division
 * @param load a load
 * @param store a store
 */
public record PortRates(
        String unit,
        double multiplication,
        double any,
        double division,
        double load,
        double store) {
    /** The unit of what is measured here. */
    static final String NANOSECONDS = "ns";

    /**
     * Returns rates in cycles.
     *
     * @param multiplications number of multiplications in a cycle
     * @param operations number of operations in a cycle
     * @param division cycles of a division
     * @param loads number of loads in a cycle
     * @param stores number of stores in a cycle
     */
    static PortRates ofCycle(
            double multiplications,
            double operations,
            double division,
            double loads,
            double stores) {
        return new PortRates(
                "cycles", 1 / multiplications, 1 / operations, division, 1 / loads, 1 / stores);
    }

    /** Returns the rates of operations that take so many times as long. */
    PortRates times(double factor) {
        return new PortRates(
                unit,
                factor * multiplication,
                factor * any,
                factor * division,
                factor * load,
                factor * store);
    }
}
