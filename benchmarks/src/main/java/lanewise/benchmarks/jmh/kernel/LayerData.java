package lanewise.benchmarks.jmh.kernel;

import lanewise.benchmarks.workload.LayerShape;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.tier.KernelProvider;

import java.util.List;
import java.util.Random;

/** The operands of one layer's kernels, filled with reproducible numbers of both signs. */
final class LayerData {
    final LayerShape shape;
    final Dense layer;
    final float[] parameters;

    /** (inputs × samples), between −1 and 1. */
    final float[] x;

    /** (outputs × samples), between −1 and 1. */
    final float[] delta;

    final Workspace workspace;

    LayerData(LayerShape shape) {
        this.shape = shape;
        layer = shape.dense();
        Random random = new Random(20);
        // Keeps weighted sums near ±1, where the sigmoid is not saturated.
        parameters =
                random(random, Lanes.pad(layer.end()), (float) (1.7 / Math.sqrt(shape.inputs())));
        x = random(random, shape.inputs() * shape.samples(), 1f);
        delta = random(random, shape.outputs() * shape.samples(), 1f);
        workspace = new Workspace(List.of(layer), shape.samples());
    }

    /** The kernels of a tier, {@code scalar} or {@code vector}. */
    static Kernels kernels(String tier) {
        return switch (tier) {
            case "scalar" -> KernelProvider.scalar();
            case "vector" -> KernelProvider.vector();
            default ->
                    throw new IllegalArgumentException(
                            "tier \"" + tier + "\": expected scalar or vector");
        };
    }

    private static float[] random(Random random, int n, float radius) {
        float[] values = new float[n];
        for (int k = 0; k < n; k++) {
            values[k] = radius * (2 * random.nextFloat() - 1);
        }
        return values;
    }
}
