package lanewise.internal.pass;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;

import java.util.List;

/**
 * Divides an update among threads. A part updates the weights whose gradient the same part
 * computed, if as many threads share both, so that they stay in the cache of one core.
 */
public final class UpdateShares {

    /** Parameters per thread below which a thread costs more than it saves. */
    private static final int MIN_PARAMETERS = 40_000;

    private final List<Dense> layers;
    private final int parts;

    UpdateShares(Team team, List<Dense> layers) {
        this.layers = layers;
        parts = Math.clamp(layers.getLast().end() / MIN_PARAMETERS, 1, team.threads());
    }

    int parts() {
        return parts;
    }

    /** Updates a part's parameters; returns 0 if all are finite, else NaN. */
    float update(
            int part, UpdateStep step, UpdateKernels kernels, float[] p, float[] g, float[] next) {
        if (parts == 1) {
            return step.step(kernels, p, g, next, 0, Lanes.pad(layers.getLast().end()));
        }
        float nonFinite = 0f;
        for (Dense layer : layers) {
            int from = begin(layer, part);
            int to = begin(layer, part + 1);
            nonFinite += step.step(kernels, p, g, next, from, to);
        }
        return nonFinite;
    }

    /** Begin of a part of a layer, at a whole vector. */
    private int begin(Dense layer, int part) {
        if (part == parts) {
            return Lanes.pad(layer.end());
        }
        int begin = layer.weights() + Shares.begin(layer.inputs(), parts, part) * layer.outputs();
        return Lanes.pad(begin);
    }
}
