package lanewise.internal.parallel;

import lanewise.internal.kernel.Dense;

/** Divides the units or inputs of a layer among threads. */
public final class Shares {

    /** Least work of a part, in flops, that outweighs the few microseconds of a handover. */
    private static final double MIN_FLOPS = 2e5;

    /**
     * Shares begin at multiples of this, so that few tiles of a product are split, and no group of
     * units that share a division.
     */
    private static final int GRANULE = 16;

    private Shares() {}

    /** The number of parts into which a product over a layer is divided, at most one per thread. */
    public static int of(Team team, Dense layer, int samples, int units) {
        double flops = 2.0 * layer.inputs() * layer.outputs() * samples;
        long worth = (long) (flops / MIN_FLOPS);
        return (int) Math.clamp(Math.min(worth, units / GRANULE), 1L, (long) team.threads());
    }

    /** Index of the first unit or input of a part. */
    public static int begin(int units, int parts, int part) {
        if (part == parts) {
            return units;
        }
        int begin = (int) ((long) units * part / parts);
        return units < parts * GRANULE ? begin : begin / GRANULE * GRANULE;
    }
}
