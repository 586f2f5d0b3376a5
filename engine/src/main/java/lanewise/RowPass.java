package lanewise;

import lanewise.kernel.ActivationFunction;
import lanewise.kernel.ActivationKernels;
import lanewise.kernel.Dense;
import lanewise.kernel.DenseKernels;
import lanewise.kernel.KernelProvider;
import lanewise.kernel.Kernels;
import lanewise.kernel.Workspace;

/**
 * Takes one row through all layers, by the scalar kernels: vectors hold samples, of which there is
 * but one. A small network's row takes some ten nanoseconds for each layer, so that there is
 * nothing here but the layers. Belongs to one thread at a time.
 */
final class RowPass {
    private final Dense[] layers;
    private final ActivationFunction[] functions;
    private final float[][] activations;
    private final FixedPoint[] fixedPoints;
    private final Workspace workspace;
    private final Kernels kernels = KernelProvider.scalar();
    private final DenseKernels dense = kernels.dense();
    private final ActivationKernels elementwise = kernels.activations();

    RowPass(Network network) {
        layers = network.dense().toArray(new Dense[0]);
        functions = network.functions();
        workspace = new Workspace(network.dense(), 1);
        activations = new float[layers.length][];
        fixedPoints = new FixedPoint[layers.length];
        Workspace[] one = {workspace};
        for (int l = 0; l < layers.length; l++) {
            if (network.layers().get(l).recurrence().isPresent()) {
                fixedPoints[l] = new FixedPoint(network, l, 1, Threads.alone(), one);
            }
            activations[l] = new float[layers[l].outputs()];
        }
    }

    /**
     * Takes a row forward.
     *
     * @param parameters the network's parameters
     * @param features one number for each input
     * @return the outputs, until the next row, then perhaps hidden units
     * @throws UnsettledException if a recurrent layer does not come to rest
     */
    float[] run(float[] parameters, float[] features) {
        float[] x = features;
        for (int l = 0; l < layers.length; l++) {
            Dense layer = layers[l];
            float[] a = activations[l];
            int units = layer.outputs();
            if (fixedPoints[l] != null) {
                fixedPoints[l].forward(kernels, parameters, x, 0, 1, 1, 1, a, a);
                x = a;
                continue;
            }
            dense.forward(layer, functions[l], 0, units, parameters, x, 0, 1, a, a, 1, workspace);
            if (functions[l] == ActivationFunction.SOFTMAX) {
                elementwise.softmax(a, a, units, 1);
            }
            x = a;
        }
        return x;
    }
}
