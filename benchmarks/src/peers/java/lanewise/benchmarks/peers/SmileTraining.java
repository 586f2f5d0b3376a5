package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.NativeEnvironment;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskData;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

import smile.model.mlp.Layer;
import smile.model.mlp.MultilayerPerceptron;
import smile.model.mlp.OutputFunction;
import smile.tensor.Vector;
import smile.util.function.TimeFunction;

import java.io.Serial;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A task on Smile's multilayer perceptron. Smile's subclass for classification trains towards 0.9
 * and 0.1, so this is another subclass, made of the same parts.
 */
public final class SmileTraining implements Training {
    private final Task task;
    private final Model start;
    private final Vector[] x;
    private final Vector[] y;

    /** Prepares the library; before its first use. */
    static void configure() {
        // Smile opens a library by name and falls back to those of its class loader for missing
        // functions: give it a library that every JVM has, and the OpenBLAS of a jar.
        System.setProperty("smile.lib.blas", "jvm");
        NativeEnvironment.prepareOpenBlas();
        Loader.load(openblas.class);
    }

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public SmileTraining(Task task) {
        this.task = task;
        configure();
        start = task.start();
        TaskData data = task.data();
        x = vectors(data.train().features());
        y = vectors(data.train().targets());
    }

    static Vector[] vectors(FeatureMatrix matrix) {
        return IntStream.range(0, matrix.samples())
                .mapToObj(row -> Vector.column(matrix.row(row)))
                .toArray(Vector[]::new);
    }

    @Override
    public Trained train() {
        Perceptron network = new Perceptron(layers());
        // Smile divides by the rows; the task also divides by the outputs.
        network.setLearningRate(
                TimeFunction.constant(task.learningRate() / task.sizes().getLast()));
        for (int step = 0; step < task.steps(); step++) {
            network.step(x, y, step * task.batch() % x.length, task.batch());
            if (!task.biases()) {
                network.clearBiases();
            }
        }
        return network;
    }

    private Layer[] layers() {
        List<Integer> sizes = task.sizes();
        int last = sizes.size() - 1;
        Layer[] layers = new Layer[sizes.size()];
        layers[0] = Layer.input(sizes.getFirst()).build(sizes.getFirst());
        for (int layer = 1; layer <= last; layer++) {
            int inputs = sizes.get(layer - 1);
            int units = sizes.get(layer);
            layers[layer] =
                    layer == last
                            ? Layer.mse(units, OutputFunction.SIGMOID).build(inputs)
                            : Layer.sigmoid(units).build(inputs);
            float[] weights = start.weights(layer - 1);
            for (int input = 0; input < inputs; input++) {
                for (int unit = 0; unit < units; unit++) {
                    layers[layer].weight().set(unit, input, weights[input * units + unit]);
                }
            }
        }
        return layers;
    }

    private static final class Perceptron extends MultilayerPerceptron implements Trained {
        @Serial private static final long serialVersionUID = 1;

        Perceptron(Layer[] layers) {
            super(layers);
        }

        void step(Vector[] x, Vector[] y, int first, int rows) {
            for (int row = first; row < first + rows; row++) {
                propagate(x[row], true);
                Vector.copy(y[row], 0, target.get(), 0, y[row].size());
                backpropagate(false);
            }
            update(rows);
        }

        void clearBiases() {
            for (int layer = 1; layer < net.length; layer++) {
                net[layer].bias().fill(0);
            }
            output.bias().fill(0);
        }

        @Override
        public String kernels() {
            return Peer.SMILE.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            return Rows.predicted(
                    features,
                    row -> {
                        propagate(vector(row), false);
                        return output.output().toArray(new double[0]);
                    });
        }
    }
}
