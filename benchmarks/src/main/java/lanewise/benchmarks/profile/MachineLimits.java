package lanewise.benchmarks.profile;

import lanewise.benchmarks.jmh.machine.FmaPeak;
import lanewise.benchmarks.jmh.machine.MemoryBandwidth;
import lanewise.internal.tier.KernelProvider;

import java.util.function.DoubleSupplier;

/**
 * The limits of one core of this machine, measured in this JVM by the methods of the benchmarks
 * {@link FmaPeak} and {@link MemoryBandwidth}.
 *
 * @param gflops fused multiply-adds, in GFLOP/s
 * @param firstLevel reading from the first-level cache, in GB/s
 * @param memory reading from memory, in GB/s
 */
public record MachineLimits(double gflops, double firstLevel, double memory) {

    /** C2 compiles a loop long before this time, in ns, unless the machine is busy. */
    private static final long WARM_UP_NANOS = 250_000_000;

    /** Longest time, in ns, that C2 needs on a busy machine. */
    private static final long LONGEST_WARM_UP_NANOS = 5_000_000_000L;

    /** GFLOP/s or GB/s that compiled loops exceed, and vectors that are objects do not. */
    private static final double COMPILED = 3;

    private static final long NANOS = 150_000_000;

    /** Approximate duration of the measurement. */
    public static final double SECONDS = 3 * (WARM_UP_NANOS + NANOS) / 1e9;

    /** Sink of results, against dead-code elimination. */
    private static volatile float sink;

    /**
     * Returns the limits. The first call in this JVM measures them, for about a second.
     *
     * @return the limits
     */
    public static MachineLimits get() {
        return Measured.LIMITS;
    }

    /** Initialised by the first call. */
    private static final class Measured {
        static final MachineLimits LIMITS = measure();
    }

    private static MachineLimits measure() {
        FmaPeak peak = new FmaPeak();
        return new MachineLimits(
                rate(FmaPeak.FLOPS, peak::chains),
                bandwidth(MemoryBandwidth.FIRST_LEVEL),
                bandwidth(MemoryBandwidth.MEMORY));
    }

    private static double bandwidth(int kibibytes) {
        MemoryBandwidth bandwidth = new MemoryBandwidth();
        bandwidth.kibibytes = kibibytes;
        bandwidth.allocate();
        return rate(kibibytes * 1024.0, bandwidth::load);
    }

    /**
     * The highest of many rates, in operations or bytes per ns: a neighbour's interference is not
     * the machine's limit.
     */
    private static double rate(double amount, DoubleSupplier work) {
        long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
        double rate = amount / repeat(work, WARM_UP_NANOS);
        boolean compiled = rate >= COMPILED || !KernelProvider.obstacle().isEmpty();
        while (!compiled && System.nanoTime() < end) {
            compiled = amount / repeat(work, NANOS) >= COMPILED;
        }
        return amount / repeat(work, NANOS);
    }

    /** The minimum of many times, in ns. */
    private static double repeat(DoubleSupplier work, long nanos) {
        long begin = System.nanoTime();
        double least = Double.POSITIVE_INFINITY;
        long now;
        do {
            // Repeat short work; otherwise the figure would contain the clock's resolution.
            int times = least < 10_000 ? 64 : 1;
            float sum = 0;
            long start = System.nanoTime();
            for (int k = 0; k < times; k++) {
                sum += (float) work.getAsDouble();
            }
            now = System.nanoTime();
            sink = sum;
            least = Math.min(least, (double) (now - start) / times);
        } while (now - begin < nanos);
        return least;
    }
}
