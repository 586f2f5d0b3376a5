package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Prediction by DL4J, on one thread, with OpenBLAS. Its workspaces hold the layers' outputs, so
 * that a call allocates no native memory.
 */
public final class Dl4jInference implements Inference {
    private static final WorkspaceConfiguration REUSED =
            WorkspaceConfiguration.builder()
                    .initialSize(0)
                    .policyLearning(LearningPolicy.FIRST_LOOP)
                    .build();

    private final MultiLayerNetwork network;
    private final INDArray features;
    private final INDArray answers;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public Dl4jInference(Prediction prediction) {
        Dl4jTraining.configure();
        Model model = prediction.model();
        int last = model.network().layers().size() - 1;
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        for (int layer = 0; layer <= last; layer++) {
            int units = model.biases(layer).length;
            int inputs = model.weights(layer).length / units;
            layers.layer(
                    layer < last
                            ? new DenseLayer.Builder()
                                    .activation(Activation.RELU)
                                    .nIn(inputs)
                                    .nOut(units)
                                    .build()
                            : new OutputLayer.Builder(LossFunction.MCXENT)
                                    .activation(Activation.SOFTMAX)
                                    .nIn(inputs)
                                    .nOut(units)
                                    .build());
        }
        network = new MultiLayerNetwork(layers.build());
        network.init();
        for (int layer = 0; layer <= last; layer++) {
            int units = model.biases(layer).length;
            network.setParam(layer + "_W", Dl4jTraining.matrix(model.weights(layer), units));
            network.setParam(layer + "_b", Dl4jTraining.matrix(model.biases(layer), units));
        }
        features =
                Dl4jTraining.matrix(
                        RowMajor.of(prediction.features()), prediction.features().features());
        answers =
                Nd4j.create(
                        DataType.FLOAT, prediction.features().samples(), model.network().outputs());
    }

    @Override
    public Object predict() {
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, "OUTPUTS")) {
            answers.assign(network.output(features, false, workspace));
        }
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        return RowMajor.matrix(answers.data().asFloat(), answers.columns());
    }
}
