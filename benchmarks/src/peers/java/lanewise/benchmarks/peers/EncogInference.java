package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;

/** Prediction by Encog in double, row by row. */
public final class EncogInference implements Inference {
    private final BasicNetwork network = new BasicNetwork();
    private final double[][] features;
    private final double[][] answers;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public EncogInference(Prediction prediction) {
        features = Rows.of(prediction.features());
        Model model = prediction.model();
        answers = new double[features.length][model.network().outputs()];
        int last = model.network().layers().size();
        network.addLayer(new BasicLayer(null, true, model.network().inputs()));
        for (int layer = 1; layer <= last; layer++) {
            network.addLayer(
                    new BasicLayer(
                            layer < last ? new ActivationReLU() : new ActivationSoftMax(),
                            layer < last,
                            model.biases(layer - 1).length));
        }
        network.getStructure().finalizeStructure();
        for (int layer = 0; layer < last; layer++) {
            float[] weights = model.weights(layer);
            float[] biases = model.biases(layer);
            int units = biases.length;
            for (int k = 0; k < weights.length; k++) {
                network.setWeight(layer, k / units, k % units, weights[k]);
            }
            for (int unit = 0; unit < units; unit++) {
                // The bias unit comes last in a layer.
                network.setWeight(layer, weights.length / units, unit, biases[unit]);
            }
        }
    }

    @Override
    public Object predict() {
        for (int row = 0; row < answers.length; row++) {
            network.compute(features[row], answers[row]);
        }
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        return Rows.matrix(answers);
    }
}
