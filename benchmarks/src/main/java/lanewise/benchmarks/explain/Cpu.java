package lanewise.benchmarks.explain;

import java.util.Locale;

/**
 * Processors whose port rates are known.
 *
 * <p>Sapphire Rapids and Zen 5 were measured with {@link PortRates#measure} and divided by half the
 * rate of multiplications, of which both do two in a cycle: an Intel Xeon of family 6, model 207
 * (5.43 multiplications, 5.5 operations, 0.28 divisions per ns) and an AMD EPYC of family 26, model
 * 2 (7.00, 11.37, 1.41). So was Zen 3, family 25, model 1 (6.2, 9.6, 1.03). Zen 4 executes 512 bits
 * in two halves: LLVM's scheduling model of it. Loads and stores: A. Fog, "Instruction tables", and
 * A. J. Yee, "Zen5's AVX512 Teardown", 2024.
 */
public enum Cpu {
    /** Intel Xeon, fourth and fifth generation. */
    SAPPHIRE_RAPIDS(512, 2, 2, 9.7, 2, 1, "sapphirerapids"),
    /** AMD EPYC 7003. */
    ZEN3(256, 2, 3.1, 3, 2, 1, "znver3"),
    /** AMD EPYC 9004. */
    ZEN4(512, 1, 2, 6, 1, 0.5, "znver4"),
    /** AMD EPYC 9005; LLVM has no model of its own for it. */
    ZEN5(512, 2, 3.25, 2.5, 2, 1, null);

    private final int bits;
    private final double multiplications;
    private final double operations;
    private final double divisionCycles;
    private final double loads;
    private final double stores;
    private final String llvmName;

    Cpu(
            int bits,
            double multiplications,
            double operations,
            double divisionCycles,
            double loads,
            double stores,
            String llvmName) {
        this.bits = bits;
        this.multiplications = multiplications;
        this.operations = operations;
        this.divisionCycles = divisionCycles;
        this.loads = loads;
        this.stores = stores;
        this.llvmName = llvmName;
    }

    /** Returns the name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of LLVM's scheduling model, null if there is none. */
    String llvmName() {
        return llvmName;
    }

    /**
     * The rates of its widest vectors.
     *
     * @param vectorBits width of the vectors that are counted; the processor takes wider or
     *     narrower ones, so more or fewer
     * @return cycles per counted vector
     */
    public PortRates rates(int vectorBits) {
        double vectors = (double) vectorBits / bits;
        return new PortRates(
                vectors / multiplications,
                vectors / operations,
                vectors * divisionCycles,
                vectors / loads,
                vectors / stores);
    }
}
