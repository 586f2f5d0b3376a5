package lanewise;

import lanewise.kernel.ActivationFunction;
import lanewise.kernel.ActivationKernels;
import lanewise.kernel.Dense;
import lanewise.kernel.DenseKernels;
import lanewise.kernel.KernelProvider;
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
    private final Workspace workspace;
    private final DenseKernels dense = KernelProvider.scalar().dense();
    private final ActivationKernels elementwise = KernelProvider.scalar().activations();

    RowPass(Network network) {
        layers = network.dense().toArray(new Dense[0]);
        functions = network.functions();
        workspace = new Workspace(network.dense(), 1);
        activations = new float[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            activations[l] = new float[layers[l].outputs()];
        }
    }

    /**
     * Takes a row forward.
     *
     * @param parameters the network's parameters
     * @param features one number for each input
     * @return the outputs, until the next row
     */
    float[] run(float[] parameters, float[] features) {
        float[] x = features;
        for (int l = 0; l < layers.length; l++) {
            Dense layer = layers[l];
            float[] a = activations[l];
            int units = layer.outputs();
            dense.forward(layer, functions[l], 0, units, parameters, x, 0, 1, a, a, 1, workspace);
            if (functions[l] == ActivationFunction.SOFTMAX) {
                elementwise.softmax(a, a, units, 1);
            }
            x = a;
        }
        return x;
    }
}
