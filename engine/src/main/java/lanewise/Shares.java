package lanewise;

import lanewise.kernel.Dense;
import lanewise.kernel.Lanes;

import java.util.List;

/** How the units of a layer are shared out among threads. */
final class Shares {

    /** Handing work over costs a few microseconds, which this much work makes up for. */
    private static final double MIN_FLOPS = 2e5;

    /** The same for parameters of an update. */
    private static final int MIN_PARAMETERS = 40_000;

    /** Shares begin at multiples of this, so that few tiles of a product are cut. */
    private static final int GRANULE = 16;

    private Shares() {}

    /**
     * The number of parts into which a product over a layer is cut, at most one for each thread.
     */
    static int of(Team team, Dense layer, int samples, int units) {
        double flops = 2.0 * layer.inputs() * layer.outputs() * samples;
        long worth = (long) (flops / MIN_FLOPS);
        return (int) Math.clamp(Math.min(worth, units / GRANULE), 1L, (long) team.threads());
    }

    /**
     * How an update is cut: for each layer where the parts begin, then where the last one ends, at
     * multiples of 16. A part has the weights whose gradient the same part of a product over the
     * layer has computed: they are in the cache of one core.
     */
    static int[][] ofUpdate(Team team, List<Dense> layers) {
        int parameters = layers.getLast().end();
        int parts = Math.clamp(parameters / MIN_PARAMETERS, 1, team.threads());
        if (parts == 1) {
            return new int[][] {{0, Lanes.pad(parameters)}};
        }
        int[][] bounds = new int[layers.size()][parts + 1];
        for (int l = 0; l < bounds.length; l++) {
            Dense layer = layers.get(l);
            for (int part = 0; part < parts; part++) {
                int first = layer.weights() + begin(layer.inputs(), parts, part) * layer.outputs();
                bounds[l][part] = first / Lanes.COUNT * Lanes.COUNT;
            }
            boolean last = l == bounds.length - 1;
            bounds[l][parts] =
                    last ? Lanes.pad(layer.end()) : layer.end() / Lanes.COUNT * Lanes.COUNT;
        }
        return bounds;
    }

    /** The first unit of a part. */
    static int begin(int units, int parts, int part) {
        if (part == parts) {
            return units;
        }
        return (int) ((long) units * part / parts) / GRANULE * GRANULE;
    }
}
