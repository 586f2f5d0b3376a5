package lanewise;

import lanewise.kernel.Dense;
import lanewise.kernel.Lanes;
import lanewise.kernel.UpdateKernels;

import java.util.List;

/**
 * How threads share an update. Where layers are as wide as vectors like it, a part has the weights
 * to the units whose gradient and activations the same part computes: they then stay in the cache
 * of one core, which halved what two cores exchanged. Else parts are just consecutive parameters.
 */
final class UpdateShares {

    /** To hand fewer parameters over costs more than it saves. */
    private static final int MIN_PARAMETERS = 40_000;

    private final List<Dense> layers;
    private final int parts;

    /** What is shared as consecutive parameters, up to the padding's end. */
    private final int rest;

    private final int end;

    UpdateShares(Team team, List<Dense> layers) {
        this.layers = layers;
        int parameters = layers.getLast().end();
        end = Lanes.pad(parameters);
        parts = Math.clamp(parameters / MIN_PARAMETERS, 1, team.threads());
        rest = parts > 1 && hiddenUnitsFillVectors() ? layers.getLast().weights() : 0;
    }

    private boolean hiddenUnitsFillVectors() {
        for (Dense layer : layers.subList(0, layers.size() - 1)) {
            if (layer.outputs() % Lanes.COUNT != 0 || layer.outputs() < parts * Lanes.COUNT) {
                return false;
            }
        }
        return true;
    }

    int parts() {
        return parts;
    }

    /** Updates a part's parameters; 0 if all are finite, else NaN. */
    float update(
            int part, UpdateStep step, UpdateKernels kernels, float[] p, float[] g, float[] next) {
        float nonFinite = 0f;
        for (int l = 0; l < layers.size() - 1 && rest > 0; l++) {
            Dense layer = layers.get(l);
            int begin = Shares.begin(layer.outputs(), parts, part);
            int units = Shares.begin(layer.outputs(), parts, part + 1) - begin;
            int rows = layer.inputs() + (layer.hasBias() ? 1 : 0); // biases follow the weights
            for (int i = 0; i < rows; i++) {
                int from = layer.weights() + i * layer.outputs() + begin;
                nonFinite += step.step(kernels, p, g, next, from, from + units);
            }
        }
        return nonFinite + step.step(kernels, p, g, next, restBegin(part), restBegin(part + 1));
    }

    private int restBegin(int part) {
        long vectors = (end - rest) / Lanes.COUNT;
        return rest + (int) (vectors * part / parts) * Lanes.COUNT;
    }
}
