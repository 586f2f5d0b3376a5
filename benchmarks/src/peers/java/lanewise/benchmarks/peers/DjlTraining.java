package lanewise.benchmarks.peers;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import lanewise.Model;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A task on DJL with PyTorch, on one thread: arrays with gradients and DJL's optimizer, which for
 * small steps take a third to a half less time than a {@code Trainer} with its blocks.
 *
 * <p>Mathematically the same as the task. DJL's error is not halved, so the learning rate is.
 */
public final class DjlTraining implements Training {
    private final Task task;
    private final NDManager manager;
    private final Optimizer optimizer;
    private final List<NDArray> x;
    private final List<NDArray> y;

    /** For each layer the weights, a row for each unit, then the biases, if any. */
    private final List<NDArray> start = new ArrayList<>();

    private final List<NDArray> parameters;
    private final List<String> parameterNames;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public DjlTraining(Task task) {
        this.task = task;
        manager = engine().newBaseManager(Device.cpu());
        optimizer =
                Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) (task.learningRate() / 2)))
                        .build();
        List<RowMajor.Batch> batches = RowMajor.batches(task);
        x = batches.stream().map(batch -> matrix(batch.x(), task.sizes().getFirst())).toList();
        y = batches.stream().map(batch -> matrix(batch.y(), task.sizes().getLast())).toList();
        Model model = task.start();
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            NDArray weights = matrix(model.weights(layer), task.sizes().get(layer + 1));
            // A view until it is copied.
            start.add(weights.transpose().duplicate());
            if (task.biases()) {
                start.add(manager.create(model.biases(layer)));
            }
        }
        parameters = start.stream().map(NDArray::duplicate).toList();
        parameters.forEach(parameter -> parameter.setRequiresGradient(true));
        parameterNames = IntStream.range(0, parameters.size()).mapToObj(String::valueOf).toList();
    }

    /** Loads the native libraries on the first call, as the properties specify. */
    static Engine engine() {
        // The native libraries come from jars; neither they nor usage figures go over a network.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine("PyTorch");
    }

    private NDArray matrix(float[] rows, int columns) {
        return manager.create(rows, new Shape(rows.length / columns, columns));
    }

    @Override
    public Trained train() {
        for (int k = 0; k < parameters.size(); k++) {
            start.get(k).copyTo(parameters.get(k));
        }
        for (int step = 0; step < task.steps(); step++) {
            int batch = step % x.size();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                step(x.get(batch), y.get(batch));
            }
        }
        return new TrainedParameters();
    }

    private void step(NDArray features, NDArray targets) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(outputs(features).sub(targets).square().mean());
        }
        for (int k = 0; k < parameters.size(); k++) {
            NDArray parameter = parameters.get(k);
            // Also zeroes the gradient.
            optimizer.update(parameterNames.get(k), parameter, parameter.getGradient());
        }
    }

    private NDArray outputs(NDArray features) {
        NDArray layer = features;
        for (int k = 0; k < parameters.size(); k += task.biases() ? 2 : 1) {
            NDArray biases = task.biases() ? parameters.get(k + 1) : null;
            layer =
                    Activation.sigmoid(
                            Linear.linear(layer, parameters.get(k), biases).singletonOrThrow());
        }
        return layer;
    }

    private final class TrainedParameters implements Trained {
        @Override
        public String kernels() {
            return Peer.DJL.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray outputs = outputs(matrix(RowMajor.of(features), features.features()));
                return RowMajor.matrix(outputs.toFloatArray(), task.sizes().getLast());
            }
        }
    }
}
