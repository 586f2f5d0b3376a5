package lanewise.internal.kernel.stack;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Lanes;

/** Reference implementation of {@link StackLayer} in plain Java, model by model. */
final class ScalarStackLayer implements StackLayer {

    private static final int MODELS = Lanes.COUNT;

    private final Dense layer;
    private final int rows;

    ScalarStackLayer(Dense layer, int rows) {
        this.layer = layer;
        this.rows = rows;
    }

    @Override
    public void forward(float[] parameters, float[] x, float[] z) {
        for (int j = 0; j < layer.outputs(); j++) {
            for (int r = 0; r < rows; r++) {
                int at = MODELS * (j * rows + r);
                for (int m = 0; m < MODELS; m++) {
                    float sum =
                            layer.hasBias() ? parameters[MODELS * (layer.biases() + j) + m] : 0f;
                    for (int i = 0; i < layer.inputs(); i++) {
                        sum = fma(weight(parameters, i, j, m), at(x, i, r, rows, m), sum);
                    }
                    z[at + m] = sum;
                }
            }
        }
    }

    private float weight(float[] parameters, int i, int j, int m) {
        return parameters[MODELS * (layer.weights() + i * layer.outputs() + j) + m];
    }

    /** Row {@code r} of a unit of model {@code m}. */
    private static float at(float[] matrix, int unit, int r, int rows, int m) {
        return matrix[MODELS * (unit * rows + r) + m];
    }

    @Override
    public void backward(float[] parameters, float[] delta, float[] deltaIn) {
        for (int i = 0; i < layer.inputs(); i++) {
            for (int r = 0; r < rows; r++) {
                for (int m = 0; m < MODELS; m++) {
                    float sum = 0f;
                    for (int j = 0; j < layer.outputs(); j++) {
                        sum = fma(weight(parameters, i, j, m), at(delta, j, r, rows, m), sum);
                    }
                    deltaIn[MODELS * (i * rows + r) + m] = sum;
                }
            }
        }
    }

    @Override
    public void gradient(
            float[] x,
            float[] delta,
            int[] counts,
            int from,
            int to,
            float[] gradient,
            int first,
            float[] scratch) {
        int weights = layer.weights() - first;
        for (int m = 0; m < MODELS; m++) {
            int count = counts == null ? rows : counts[m];
            for (int i = from; i < to; i++) {
                for (int j = 0; j < layer.outputs(); j++) {
                    gradient[MODELS * (weights + i * layer.outputs() + j) + m] =
                            layer.sumsInOrder()
                                    ? inOrder(x, i, delta, j, rows, count, m)
                                    : inLanes(x, i, delta, j, rows, m, scratch);
                }
            }
        }
    }

    @Override
    public void biasGradient(float[] delta, float[] gradient, int first, float[] scratch) {
        for (int j = 0; j < layer.outputs(); j++) {
            for (int m = 0; m < MODELS; m++) {
                gradient[MODELS * (layer.biases() - first + j) + m] =
                        sum(delta, j, rows, m, scratch);
            }
        }
    }

    private static float inOrder(
            float[] x, int i, float[] delta, int j, int rows, int count, int m) {
        float sum = 0f;
        for (int r = 0; r < count; r++) {
            sum = fma(at(x, i, r, rows, m), at(delta, j, r, rows, m), sum);
        }
        return sum;
    }

    private static float inLanes(
            float[] x, int i, float[] delta, int j, int rows, int m, float[] lanes) {
        Lanes.clear(lanes);
        for (int r = 0; r < rows; r++) {
            int lane = r % Lanes.COUNT;
            lanes[lane] = fma(at(x, i, r, rows, m), at(delta, j, r, rows, m), lanes[lane]);
        }
        return 0f + Lanes.fold(lanes);
    }

    private static float sum(float[] delta, int j, int rows, int m, float[] lanes) {
        Lanes.clear(lanes);
        for (int r = 0; r < rows; r++) {
            lanes[r % Lanes.COUNT] += at(delta, j, r, rows, m);
        }
        return 0f + Lanes.fold(lanes);
    }
}
