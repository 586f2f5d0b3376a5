package lanewise.benchmarks.peers;

import lanewise.Model;
import lanewise.benchmarks.workload.NativeEnvironment;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.Training;
import lanewise.data.FeatureMatrix;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.List;

/**
 * A task on TensorFlow Java, on one thread: a graph with its gradients, and a run of a session for
 * each step.
 *
 * <p>Mathematically the same as the task. The loss is half the sum of squares, whose gradient is
 * the plain difference; the learning rate is divided by rows and outputs instead.
 */
public final class TensorFlowTraining implements Training {
    private static final int IN_THE_CALLING_THREAD = -1;

    private final Task task;
    private final Session session;
    private final Placeholder<TFloat32> features;
    private final Placeholder<TFloat32> targets;
    private final Operand<TFloat32> outputs;
    private final List<Op> reset = new ArrayList<>();
    private final List<Op> update = new ArrayList<>();
    private final List<TFloat32> x;
    private final List<TFloat32> y;

    /**
     * Prepares a task.
     *
     * @param task the task
     */
    public TensorFlowTraining(Task task) {
        this.task = task;
        configure();
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        features = tf.placeholder(TFloat32.class);
        targets = tf.placeholder(TFloat32.class);
        List<Variable<TFloat32>> parameters = new ArrayList<>();
        Model model = task.start();
        Operand<TFloat32> layer = features;
        for (int k = 0; k + 1 < task.sizes().size(); k++) {
            int units = task.sizes().get(k + 1);
            Variable<TFloat32> weights =
                    parameter(tf, model.weights(k), Shape.of(task.sizes().get(k), units));
            parameters.add(weights);
            layer = tf.linalg.matMul(layer, weights);
            if (task.biases()) {
                Variable<TFloat32> biases = parameter(tf, model.biases(k), Shape.of(units));
                parameters.add(biases);
                layer = tf.nn.biasAdd(layer, biases);
            }
            layer = tf.math.sigmoid(layer);
        }
        outputs = layer;
        Operand<TFloat32> loss = tf.nn.l2Loss(tf.math.sub(outputs, targets));
        List<Operand<?>> gradients = new ArrayList<>();
        tf.gradients(loss, parameters).forEach(gradients::add);
        Operand<TFloat32> rate =
                tf.constant(
                        (float) (task.learningRate() / (task.batch() * task.sizes().getLast())));
        // An in-place update must wait for the gradients of the layers below, which need the old
        // values.
        Ops updates = tf.withControlDependencies(new ArrayList<Op>(gradients));
        for (int k = 0; k < parameters.size(); k++) {
            @SuppressWarnings("unchecked")
            Operand<TFloat32> gradient = (Operand<TFloat32>) gradients.get(k);
            update.add(updates.train.applyGradientDescent(parameters.get(k), rate, gradient));
        }
        session = new Session(graph, oneThread());
        List<RowMajor.Batch> batches = RowMajor.batches(task);
        x = batches.stream().map(batch -> matrix(batch.x(), task.sizes().getFirst())).toList();
        y = batches.stream().map(batch -> matrix(batch.y(), task.sizes().getLast())).toList();
    }

    /** Prepares the library; before its first use. */
    static void configure() {
        JavaCpp.withoutWatchOnMemory();
        // Otherwise it prints that it can use the processor.
        NativeEnvironment.set("TF_CPP_MIN_LOG_LEVEL", "3");
    }

    /** Options of a session that computes in the calling thread. */
    static ConfigProto oneThread() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(IN_THE_CALLING_THREAD)
                .build();
    }

    private Variable<TFloat32> parameter(Ops tf, float[] values, Shape shape) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        reset.add(tf.assign(variable, tf.constant(shape, DataBuffers.of(values))));
        return variable;
    }

    static TFloat32 matrix(float[] rows, int columns) {
        return TFloat32.tensorOf(Shape.of(rows.length / columns, columns), DataBuffers.of(rows));
    }

    @Override
    public Trained train() {
        run(session.runner(), reset);
        for (int step = 0; step < task.steps(); step++) {
            int batch = step % x.size();
            run(session.runner().feed(features, x.get(batch)).feed(targets, y.get(batch)), update);
        }
        return new TrainedVariables();
    }

    private static void run(Session.Runner runner, List<Op> targets) {
        targets.forEach(runner::addTarget);
        runner.run().close();
    }

    private final class TrainedVariables implements Trained {
        @Override
        public String kernels() {
            return Peer.TENSORFLOW.title();
        }

        @Override
        public FeatureMatrix predict(FeatureMatrix rows) {
            try (TFloat32 x = matrix(RowMajor.of(rows), rows.features());
                    Result result = session.runner().feed(features, x).fetch(outputs).run()) {
                float[] y = new float[rows.samples() * task.sizes().getLast()];
                ((TFloat32) result.get(0)).copyTo(DataBuffers.of(y, false, false));
                return RowMajor.matrix(y, task.sizes().getLast());
            }
        }
    }
}
