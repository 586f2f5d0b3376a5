package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.Inference;
import lanewise.benchmarks.workload.Prediction;
import lanewise.data.FeatureMatrix;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Prediction by TensorFlow Java, on one thread: a graph with constant weights, whose products, sums
 * and rectifiers TensorFlow fuses, and a run of a session for each call.
 */
public final class TensorFlowInference implements Inference {
    private final int columns;
    private final Session.Runner runner;
    private Result answers;

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     */
    public TensorFlowInference(Prediction prediction) {
        TensorFlowTraining.configure();
        Model model = prediction.model();
        columns = model.network().outputs();
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        int inputs = model.network().inputs();
        Placeholder<TFloat32> features =
                tf.placeholder(
                        TFloat32.class,
                        Placeholder.shape(Shape.of(prediction.features().samples(), inputs)));
        Operand<TFloat32> layer = features;
        int last = model.network().layers().size() - 1;
        for (int k = 0; k <= last; k++) {
            float[] biases = model.biases(k);
            float[] weights = model.weights(k);
            Shape shape = Shape.of(weights.length / biases.length, biases.length);
            layer =
                    tf.nn.biasAdd(
                            tf.linalg.matMul(layer, tf.constant(shape, DataBuffers.of(weights))),
                            tf.constant(Shape.of(biases.length), DataBuffers.of(biases)));
            layer = k < last ? tf.nn.relu(layer) : tf.nn.softmax(layer);
        }
        // Reused: creating it takes an eighth of the shortest calls.
        runner =
                new Session(graph, TensorFlowTraining.oneThread())
                        .runner()
                        .feed(
                                features,
                                TensorFlowTraining.matrix(
                                        RowMajor.of(prediction.features()), inputs))
                        .fetch(layer);
    }

    @Override
    public Object predict() {
        if (answers != null) {
            answers.close();
        }
        answers = runner.run();
        return answers;
    }

    @Override
    public FeatureMatrix outputs() {
        TFloat32 tensor = (TFloat32) answers.get(0);
        float[] y = new float[(int) tensor.size()];
        tensor.copyTo(DataBuffers.of(y, false, false));
        return RowMajor.matrix(y, columns);
    }
}
