package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import smile.model.mlp.Layer;
import smile.model.mlp.MultilayerPerceptron;
import smile.model.mlp.OutputFunction;
import smile.tensor.Vector;

import java.io.Serial;

/** Prediction by Smile's multilayer perceptron, row by row. */
public final class SmileInference implements Inference {
    private final Vector[] features;
    private final Perceptron network;
    private final float[][] answers;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public SmileInference(Prediction prediction) {
        SmileTraining.configure();
        features = SmileTraining.vectors(prediction.features());
        network = new Perceptron(layers(prediction.model()));
        answers = new float[features.length][prediction.model().network().outputs()];
    }

    private static Layer[] layers(Model model) {
        int last = model.network().layers().size();
        Layer[] layers = new Layer[last + 1];
        int inputs = model.network().inputs();
        layers[0] = Layer.input(inputs).build(inputs);
        for (int layer = 1; layer <= last; layer++) {
            float[] weights = model.weights(layer - 1);
            float[] biases = model.biases(layer - 1);
            int units = biases.length;
            layers[layer] =
                    layer == last
                            ? Layer.mle(units, OutputFunction.SOFTMAX).build(inputs)
                            : Layer.rectifier(units).build(inputs);
            for (int unit = 0; unit < units; unit++) {
                layers[layer].bias().set(unit, biases[unit]);
                for (int input = 0; input < inputs; input++) {
                    layers[layer].weight().set(unit, input, weights[input * units + unit]);
                }
            }
            inputs = units;
        }
        return layers;
    }

    @Override
    public Object predict() {
        for (int row = 0; row < answers.length; row++) {
            network.predict(features[row], answers[row]);
        }
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        return FeatureMatrix.ofRows(answers);
    }

    private static final class Perceptron extends MultilayerPerceptron {
        @Serial private static final long serialVersionUID = 1;

        Perceptron(Layer[] layers) {
            super(layers);
        }

        void predict(Vector features, float[] answers) {
            propagate(features, false);
            Vector outputs = output.output();
            for (int k = 0; k < answers.length; k++) {
                answers[k] = (float) outputs.get(k);
            }
        }
    }
}
