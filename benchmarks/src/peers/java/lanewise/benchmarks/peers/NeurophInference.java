package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import org.neuroph.core.Layer;
import org.neuroph.core.Neuron;
import org.neuroph.core.transfer.Linear;
import org.neuroph.core.transfer.RectifiedLinear;
import org.neuroph.nnet.MultiLayerPerceptron;
import org.neuroph.util.NeuronProperties;
import org.neuroph.util.TransferFunctionType;

import java.util.ArrayList;
import java.util.List;

/** Prediction by Neuroph in double, row by row; the softmax is a loop here. */
public final class NeurophInference implements Inference {
    private final MultiLayerPerceptron network;
    private final double[][] features;
    private final double[][] answers;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public NeurophInference(Prediction prediction) {
        features = Rows.of(prediction.features());
        network = network(prediction.model());
        answers = new double[features.length][prediction.model().network().outputs()];
    }

    private static MultiLayerPerceptron network(Model model) {
        int last = model.network().layers().size();
        List<Integer> sizes = new ArrayList<>();
        sizes.add(model.network().inputs());
        for (int layer = 0; layer < last; layer++) {
            sizes.add(model.biases(layer).length);
        }
        MultiLayerPerceptron network =
                new MultiLayerPerceptron(
                        sizes, new NeuronProperties(TransferFunctionType.LINEAR, true));
        for (int layer = 1; layer <= last; layer++) {
            Layer neurons = network.getLayerAt(layer);
            float[] weights = model.weights(layer - 1);
            float[] biases = model.biases(layer - 1);
            int inputs = sizes.get(layer - 1);
            for (int unit = 0; unit < biases.length; unit++) {
                Neuron neuron = neurons.getNeuronAt(unit);
                neuron.setTransferFunction(layer < last ? new RectifiedLinear() : new Linear());
                for (int input = 0; input < inputs; input++) {
                    neuron.getInputConnections()[input]
                            .getWeight()
                            .setValue(weights[input * biases.length + unit]);
                }
                // The bias unit comes last in a layer.
                neuron.getInputConnections()[inputs].getWeight().setValue(biases[unit]);
            }
        }
        return network;
    }

    @Override
    public Object predict() {
        for (int row = 0; row < answers.length; row++) {
            network.setInput(features[row]);
            network.calculate();
            softmax(network.getOutput(), answers[row]);
        }
        return answers;
    }

    private static void softmax(double[] sums, double[] answers) {
        double max = Double.NEGATIVE_INFINITY;
        for (double sum : sums) {
            max = Math.max(max, sum);
        }
        double total = 0;
        for (int k = 0; k < answers.length; k++) {
            answers[k] = Math.exp(sums[k] - max);
            total += answers[k];
        }
        for (int k = 0; k < answers.length; k++) {
            answers[k] /= total;
        }
    }

    @Override
    public FeatureMatrix outputs() {
        return Rows.matrix(answers);
    }
}
