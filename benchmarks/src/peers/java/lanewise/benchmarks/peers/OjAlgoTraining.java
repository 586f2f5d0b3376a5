package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.ojalgo.OjAlgoUtils;
import org.ojalgo.ann.ArtificialNeuralNetwork;
import org.ojalgo.ann.NetworkBuilder;
import org.ojalgo.ann.NetworkInvoker;
import org.ojalgo.ann.NetworkTrainer;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;

import java.util.ArrayList;
import java.util.List;

/** A task on ojAlgo's neural network, in float and on one thread. */
public final class OjAlgoTraining implements Training {
    static {
        OjAlgoUtils.limitThreadsTo(1);
    }

    private final Task task;
    private final Model start;
    private final List<R032Store> x;
    private final List<R032Store> y;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public OjAlgoTraining(Task task) {
        this.task = task;
        start = task.start();
        TaskData data = task.data();
        x = batches(data.train().features());
        y = batches(data.train().targets());
    }

    private List<R032Store> batches(FeatureMatrix matrix) {
        List<R032Store> batches = new ArrayList<>();
        for (int first = 0; first < matrix.samples(); first += task.batch()) {
            R032Store batch = R032Store.FACTORY.make(task.batch(), matrix.features());
            for (int row = 0; row < task.batch(); row++) {
                for (int column = 0; column < matrix.features(); column++) {
                    batch.set(row, column, matrix.get(first + row, column));
                }
            }
            batches.add(batch);
        }
        return batches;
    }

    @Override
    public Trained train() {
        List<Integer> sizes = task.sizes();
        NetworkBuilder builder =
                ArtificialNeuralNetwork.builder(R032Store.FACTORY, sizes.getFirst());
        for (int units : sizes.subList(1, sizes.size())) {
            builder.layer(units, ArtificialNeuralNetwork.Activator.SIGMOID);
        }
        ArtificialNeuralNetwork network = builder.get();
        NetworkTrainer trainer =
                network.newTrainer(task.batch())
                        .error(ArtificialNeuralNetwork.Error.HALF_SQUARED_DIFFERENCE)
                        // ojAlgo sums; the task divides by rows and outputs.
                        .rate(task.learningRate() / (task.batch() * sizes.getLast()));
        setWeights(trainer);
        clearBiases(trainer);
        for (int step = 0; step < task.steps(); step++) {
            trainer.train(x.get(step % x.size()), y.get(step % y.size()));
            if (!task.biases()) {
                clearBiases(trainer);
            }
        }
        return new TrainedNetwork(network.newInvoker());
    }

    private void setWeights(NetworkTrainer trainer) {
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            float[] weights = start.weights(layer);
            int units = task.sizes().get(layer + 1);
            for (int k = 0; k < weights.length; k++) {
                trainer.weight(layer, k / units, k % units, weights[k]);
            }
        }
    }

    private void clearBiases(NetworkTrainer trainer) {
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            for (int unit = 0; unit < task.sizes().get(layer + 1); unit++) {
                trainer.bias(layer, unit, 0);
            }
        }
    }

    private record TrainedNetwork(NetworkInvoker invoker) implements Trained {
        @Override
        public String kernels() {
            return Peer.OJALGO.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            return Rows.predicted(
                    features, row -> invoker.invoke(R064Store.wrap(row)).toRawCopy1D());
        }
    }
}
