package lanewise.benchmarks.explain;

import java.util.Locale;

/**
 * Processors whose port rates are known.
 *
 * <p>{@link PortMeasurement#measure} gave those of an Intel Xeon of family 6, model 207 (5.43
 * multiplications, 5.5 operations, 0.28 divisions per ns), an AMD EPYC of family 26, model 2 (7.00,
 * 11.37, 1.41) and one of family 25, model 1 (6.2, 9.6, 1.03). Each of them multiplies two vectors
 * in a cycle, which turns nanoseconds into cycles. Zen 4 executes 512 bits in two halves; its rates
 * are those of LLVM's scheduling model. Rates of loads and stores are from A. Fog, "Instruction
 * tables", and A. J. Yee, "Zen5's AVX512 Teardown", 2024.
 */
public enum Cpu {
    /** The machine that the program runs on, measured. */
    HERE(0, null, null),
    /** Intel Xeon of the fourth and fifth generation, whose cores are alike. */
    SAPPHIRE_RAPIDS(512, PortRates.ofCycle(2, 2, 9.7, 2, 1), "sapphirerapids"),
    /** AMD EPYC 7003. */
    ZEN3(256, PortRates.ofCycle(2, 3.1, 3, 2, 1), "znver3"),
    /** AMD EPYC 9004. */
    ZEN4(512, PortRates.ofCycle(1, 2, 6, 1, 0.5), "znver4"),
    /** AMD EPYC 9005; LLVM has no model of its own for it. */
    ZEN5(512, PortRates.ofCycle(2, 3.25, 2.5, 2, 1), null);

    private final int bits;
    private final PortRates rates;
    private final String llvmName;

    Cpu(int bits, PortRates rates, String llvmName) {
        this.bits = bits;
        this.rates = rates;
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

    /** Whether it runs code for vectors of this width. */
    boolean hasVectorsOf(int vectorBits) {
        return bits >= vectorBits;
    }

    /**
     * The rates of its widest vectors.
     *
     * @param vectorBits width of the vectors that were counted; the counts are converted to vectors
     *     of the processor's width
     * @return the time of a counted vector: cycles, or nanoseconds {@link #HERE}
     */
    public PortRates rates(int vectorBits) {
        return this == HERE ? PortMeasurement.measure() : rates.times((double) vectorBits / bits);
    }
}
