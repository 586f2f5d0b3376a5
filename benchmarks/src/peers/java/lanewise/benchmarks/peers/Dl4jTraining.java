package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.NativeEnvironment;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.profiler.ProfilerConfig;

import java.util.List;

/**
 * A task on DL4J, with a call of {@link MultiLayerNetwork#fit(INDArray, INDArray)} for each step;
 * ND4J computes on one thread, with OpenBLAS.
 *
 * <p>Mathematically the same as the task. DL4J's mean squared error is not halved, so its learning
 * rate is.
 */
public final class Dl4jTraining implements Training {
    private final Task task;
    private final MultiLayerNetwork network;
    private final INDArray start;
    private final List<INDArray> x;
    private final List<INDArray> y;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public Dl4jTraining(Task task) {
        this.task = task;
        configure();
        network = network(task);
        Model model = task.start();
        for (int layer = 0; layer + 1 < task.sizes().size(); layer++) {
            network.setParam(
                    layer + "_W", matrix(model.weights(layer), task.sizes().get(layer + 1)));
            if (task.biases()) {
                network.setParam(
                        layer + "_b", matrix(model.biases(layer), task.sizes().get(layer + 1)));
            }
        }
        start = network.params().dup();
        List<RowMajor.Batch> batches = RowMajor.batches(task);
        x = batches.stream().map(batch -> matrix(batch.x(), task.sizes().getFirst())).toList();
        y = batches.stream().map(batch -> matrix(batch.y(), task.sizes().getLast())).toList();
    }

    /** Configures ND4J for speed, on one thread. */
    static void configure() {
        JavaCpp.withoutWatchOnMemory();
        NativeEnvironment.set("OMP_NUM_THREADS", "1");
        NativeEnvironment.prepareOpenBlas();
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.factory().blas().setMaxThreads(1);
        Nd4j.getExecutioner()
                .setProfilingConfig(ProfilerConfig.builder().checkWorkspaces(false).build());
    }

    private static MultiLayerNetwork network(Task task) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.FLOAT)
                        .updater(new Sgd(task.learningRate() / 2))
                        .list();
        List<Integer> sizes = task.sizes();
        for (int layer = 1; layer < sizes.size() - 1; layer++) {
            layers.layer(
                    new DenseLayer.Builder()
                            .activation(Activation.SIGMOID)
                            .nIn(sizes.get(layer - 1))
                            .nOut(sizes.get(layer))
                            .hasBias(task.biases())
                            .build());
        }
        layers.layer(
                // The default is softmax, whatever the network's activation.
                new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.SIGMOID)
                        .nIn(sizes.get(sizes.size() - 2))
                        .nOut(sizes.getLast())
                        .hasBias(task.biases())
                        .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    static INDArray matrix(float[] rows, int columns) {
        return Nd4j.create(rows, new int[] {rows.length / columns, columns}, 'c');
    }

    @Override
    public Trained train() {
        network.setParams(start);
        for (int step = 0; step < task.steps(); step++) {
            int batch = step % x.size();
            network.fit(x.get(batch), y.get(batch));
        }
        return new TrainedNetwork(network);
    }

    private record TrainedNetwork(MultiLayerNetwork network) implements Trained {
        @Override
        public String kernels() {
            return Peer.DL4J.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix features) {
            INDArray outputs = network.output(matrix(RowMajor.of(features), features.features()));
            return RowMajor.matrix(outputs.dup('c').data().asFloat(), outputs.columns());
        }
    }
}
