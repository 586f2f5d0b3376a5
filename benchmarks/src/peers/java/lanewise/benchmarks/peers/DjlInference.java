package lanewise.benchmarks.peers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;

/** Prediction by DJL with PyTorch, on one thread: operations on arrays, without a block. */
public final class DjlInference implements Inference {
    private final NDManager manager;
    private final NDArray features;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();
    private final int columns;
    private float[] answers = {};

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public DjlInference(Prediction prediction) {
        manager = DjlTraining.engine().newBaseManager(Device.cpu());
        Model model = prediction.model();
        columns = model.network().outputs();
        features = matrix(RowMajor.of(prediction.features()), model.network().inputs());
        for (int layer = 0; layer < model.network().layers().size(); layer++) {
            float[] bias = model.biases(layer);
            // A row for each unit; a view until it is copied.
            weights.add(matrix(model.weights(layer), bias.length).transpose().duplicate());
            biases.add(manager.create(bias));
        }
    }

    private NDArray matrix(float[] rows, int columns) {
        return manager.create(rows, new Shape(rows.length / columns, columns));
    }

    @Override
    public Object predict() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray layer = features;
            int last = weights.size() - 1;
            for (int k = 0; k <= last; k++) {
                NDArray sums =
                        Linear.linear(layer, weights.get(k), biases.get(k)).singletonOrThrow();
                layer = k < last ? Activation.relu(sums) : sums.softmax(1);
            }
            answers = layer.toFloatArray();
        }
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        return RowMajor.matrix(answers, columns);
    }
}
