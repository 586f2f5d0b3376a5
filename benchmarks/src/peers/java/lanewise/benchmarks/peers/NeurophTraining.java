package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.neuroph.core.Layer;
import org.neuroph.core.Neuron;
import org.neuroph.core.data.DataSet;
import org.neuroph.core.transfer.Sigmoid;
import org.neuroph.nnet.MultiLayerPerceptron;
import org.neuroph.nnet.learning.BackPropagation;
import org.neuroph.util.NeuronProperties;
import org.neuroph.util.TransferFunctionType;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** A task on Neuroph's backpropagation in batch mode. */
public final class NeurophTraining implements Training {
    private final Task task;
    private final Model start;
    private final List<DataSet> batches = new ArrayList<>();

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public NeurophTraining(Task task) {
        this.task = task;
        start = task.start();
        TaskData data = task.data();
        double[][] x = Rows.of(data.train().features());
        double[][] y = Rows.of(data.train().targets());
        for (int first = 0; first < x.length; first += task.batch()) {
            DataSet batch = new DataSet(x[0].length, y[0].length);
            for (int row = first; row < first + task.batch(); row++) {
                batch.addRow(x[row], y[row]);
            }
            batches.add(batch);
        }
    }

    @Override
    public Trained train() {
        MultiLayerPerceptron network = network();
        BackPropagation rule = new BackPropagation();
        rule.setNeuralNetwork(network);
        rule.setBatchMode(true);
        // Neuroph sums; the task divides by rows and outputs.
        rule.setLearningRate(task.learningRate() / (task.batch() * task.sizes().getLast()));
        for (int step = 0; step < task.steps(); step++) {
            rule.doOneLearningIteration(batches.get(step % batches.size()));
        }
        return new TrainedPerceptron(network);
    }

    private MultiLayerPerceptron network() {
        MultiLayerPerceptron network =
                new MultiLayerPerceptron(
                        task.sizes(),
                        new NeuronProperties(TransferFunctionType.SIGMOID, task.biases()));
        for (int layer = 1; layer < task.sizes().size(); layer++) {
            Layer neurons = network.getLayerAt(layer);
            float[] weights = start.weights(layer - 1);
            int inputs = task.sizes().get(layer - 1);
            int units = task.sizes().get(layer);
            for (int unit = 0; unit < units; unit++) {
                Neuron neuron = neurons.getNeuronAt(unit);
                neuron.setTransferFunction(new ExactSigmoid());
                for (int input = 0; input < inputs; input++) {
                    neuron.getInputConnections()[input]
                            .getWeight()
                            .setValue(weights[input * units + unit]);
                }
                if (task.biases()) {
                    neuron.getInputConnections()[inputs].getWeight().setValue(0);
                }
            }
        }
        return network;
    }

    /** A sigmoid with the exact derivative; Neuroph's own adds 0.1 to it. */
    private static final class ExactSigmoid extends Sigmoid {
        @Serial private static final long serialVersionUID = 1;

        @Override
        public double getDerivative(double net) {
            return output * (1 - output);
        }
    }

    private record TrainedPerceptron(MultiLayerPerceptron network) implements Trained {
        @Override
        public String kernels() {
            return Peer.NEUROPH.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            return Rows.predicted(
                    features,
                    row -> {
                        network.setInput(row);
                        network.calculate();
                        return network.getOutput();
                    });
        }
    }
}
