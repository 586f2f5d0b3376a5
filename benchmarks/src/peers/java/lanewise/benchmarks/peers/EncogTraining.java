package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.ml.data.MLDataPair;
import org.encog.ml.data.basic.BasicMLData;
import org.encog.ml.data.basic.BasicMLDataPair;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * Trains a task with Encog's backpropagation, on one thread. Each step is an iteration over a data
 * set that contains only the rows of one batch: with {@code setBatchSize}, Encog would compute all
 * gradients of an epoch from the weights before the epoch, and its {@code
 * StochasticGradientDescent} supports cross-entropy only.
 */
public final class EncogTraining implements Training {
    private final Task task;
    private final Model start;
    private final List<MLDataPair> rows;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public EncogTraining(Task task) {
        this.task = task;
        start = task.start();
        TaskData data = task.data();
        double[][] x = Rows.of(data.train().features());
        double[][] y = Rows.of(data.train().targets());
        rows =
                IntStream.range(0, x.length)
                        .<MLDataPair>mapToObj(
                                row ->
                                        new BasicMLDataPair(
                                                new BasicMLData(x[row]), new BasicMLData(y[row])))
                        .toList();
    }

    @Override
    public Trained train() {
        BasicNetwork network = network();
        Batch batch = new Batch(rows, task.batch());
        // Encog sums the gradient; the task averages it over rows and outputs.
        double rate = task.learningRate() / (task.batch() * task.sizes().getLast());
        Backpropagation training = new Backpropagation(network, new BasicMLDataSet(batch), rate, 0);
        training.setThreadCount(1);
        training.fixFlatSpot(false);
        for (int step = 0; step < task.steps(); step++) {
            batch.first = step * task.batch() % rows.size();
            training.iteration();
        }
        training.finishTraining();
        return new TrainedNetwork(network);
    }

    private BasicNetwork network() {
        List<Integer> sizes = task.sizes();
        int last = sizes.size() - 1;
        BasicNetwork network = new BasicNetwork();
        for (int layer = 0; layer <= last; layer++) {
            network.addLayer(
                    new BasicLayer(
                            layer == 0 ? null : new ActivationSigmoid(),
                            task.biases() && layer < last,
                            sizes.get(layer)));
        }
        network.getStructure().finalizeStructure();
        for (int layer = 0; layer < last; layer++) {
            float[] weights = start.weights(layer);
            int units = sizes.get(layer + 1);
            // The bias unit comes last in a layer; its weights stay 0.
            for (int k = 0; k < weights.length; k++) {
                network.setWeight(layer, k / units, k % units, weights[k]);
            }
        }
        return network;
    }

    /** A range of consecutive rows. */
    private static final class Batch extends AbstractList<MLDataPair> implements RandomAccess {
        private final List<MLDataPair> rows;
        private final int size;
        private int first;

        Batch(List<MLDataPair> rows, int size) {
            this.rows = rows;
            this.size = size;
        }

        @Override
        public MLDataPair get(int index) {
            return rows.get(first + index);
        }

        @Override
        public int size() {
            return size;
        }
    }

    private record TrainedNetwork(BasicNetwork network) implements Trained {
        @Override
        public String kernels() {
            return Peer.ENCOG.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            return Rows.predicted(
                    features,
                    row -> {
                        double[] output = new double[network.getOutputCount()];
                        network.compute(row, output);
                        return output;
                    });
        }
    }
}
