package lanewise.internal.pass;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.parallel.Threads;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.recurrent.FixedPoint;

/**
 * Takes one row forward through all layers on the scalar kernels, as predictions do until vector
 * kernels are compiled. A row of a small network takes some ten nanoseconds per layer, so this
 * class only calls the layers. Belongs to one thread at a time.
 */
public final class RowPass {
    private final Dense[] layers;
    private final ActivationFunction[] functions;
    private final float[][] activations;
    private final FixedPoint[] fixedPoints;
    private final SampleBlock input = new SampleBlock();
    private final Workspace workspace;
    private final Kernels kernels;
    private final DenseKernels dense;
    private final ActivationKernels elementwise;

    /**
     * Allocates the buffers.
     *
     * @param network the network
     * @param scalar the scalar kernels
     */
    public RowPass(NetworkPlan network, Kernels scalar) {
        kernels = scalar;
        dense = scalar.dense();
        elementwise = scalar.activations();
        layers = network.dense().toArray(new Dense[0]);
        functions = network.functions();
        workspace = new Workspace(network.dense(), 1);
        activations = new float[layers.length][];
        fixedPoints = new FixedPoint[layers.length];
        Workspace[] one = {workspace};
        for (int l = 0; l < layers.length; l++) {
            if (network.layers().get(l).recurrent()) {
                fixedPoints[l] = new FixedPoint(network, l, 1, Threads.alone(), one);
            }
            activations[l] = new float[layers[l].outputs()];
        }
    }

    /**
     * Takes a row forward.
     *
     * @param parameters the network's parameters
     * @param features holds one number for each input
     * @param offset index of the first of them
     * @return the outputs, then hidden units if the last layer has any; valid until the next call
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    public float[] forward(float[] parameters, float[] features, int offset) {
        float[] x = features;
        int x0 = offset;
        for (int l = 0; l < layers.length; l++) {
            Dense layer = layers[l];
            float[] a = activations[l];
            int units = layer.outputs();
            if (fixedPoints[l] != null) {
                fixedPoints[l].forward(kernels, parameters, input.set(x, x0, 1, 1, 1), a, a);
                x = a;
                x0 = 0;
                continue;
            }
            dense.forward(layer, functions[l], 0, units, parameters, x, x0, 1, a, a, 1, workspace);
            if (functions[l] == ActivationFunction.SOFTMAX) {
                elementwise.softmax(a, a, units, 1);
            }
            x = a;
            x0 = 0;
        }
        return x;
    }
}
