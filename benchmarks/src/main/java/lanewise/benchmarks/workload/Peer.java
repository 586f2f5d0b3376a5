package lanewise.benchmarks.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Another library that trains a {@link Task}. Its adapter class, in {@code src/peers}, is compiled
 * only with the Maven profile {@code peers}; its description is here, for the reports.
 *
 * <p>All start from the task's weights, use its batches in its order, and must reproduce NumPy's
 * answer within the same tolerances as the engine.
 */
public enum Peer {
    /** Statistical Machine Intelligence and Learning Engine. */
    SMILE(
            "Smile",
            "SmileTraining",
            "native: products of a matrix and a row by OpenBLAS, row by row; iris: biases put back"
                    + " to 0 after each step"),

    /** Encog. */
    ENCOG(
            "Encog",
            "EncogTraining",
            "in double, row by row; what it adds to the slope of the sigmoid is switched off; a"
                    + " step"
                    + " is an iteration over a data set of one batch"),

    /** Neuroph. */
    NEUROPH(
            "Neuroph",
            "NeurophTraining",
            "in double, row by row; its sigmoid, which adds 0.1 to the slope, without that; a"
                    + " training with two large layers takes more than a quarter of an hour"),

    /** The neural network of ojAlgo. */
    OJALGO("ojAlgo", "OjAlgoTraining", "iris: biases put back to 0 after each step"),

    /** Netlib's BLAS with the Vector API. */
    NETLIB(
            "netlib VectorBLAS",
            "NetlibTraining",
            "products by its sgemm; all else plain loops written for this comparison"),

    /** Deeplearning4j on ND4J. */
    DL4J(
            "DL4J",
            "Dl4jTraining",
            "native: ND4J with OpenBLAS; its squared error is twice the task's, so its learning"
                    + " rate"
                    + " is half"),

    /** PyTorch by the Deep Java Library. */
    DJL(
            "DJL PyTorch",
            "DjlTraining",
            "native; arrays with gradients and DJL's optimizer, faster here than its Trainer; its"
                    + " squared error is twice the task's, so its learning rate is half"),

    /** TensorFlow Java. */
    TENSORFLOW(
            "TensorFlow",
            "TensorFlowTraining",
            "native; a graph, a run of a session for each step; its loss is a sum, so its learning"
                    + " rate is divided by rows and outputs"),

    /** NumPy, in Python. */
    NUMPY(
            "NumPy",
            "NumPyTraining",
            "native: products by OpenBLAS; runs in Python, driven through a pipe"),

    /** PyTorch, in Python. */
    PYTORCH(
            "PyTorch",
            "TorchTraining",
            "native; runs in Python, driven through a pipe; its squared error is twice the"
                    + " task's, so its learning rate is half");

    private final String title;
    private final String implementation;
    private final String remark;

    Peer(String title, String implementation, String remark) {
        this.title = title;
        this.implementation = implementation;
        this.remark = remark;
    }

    /**
     * Its name.
     *
     * @return the name, a prefix of the name of its kernels
     */
    public String title() {
        return title;
    }

    /**
     * Differences from the engine or the task's equations, and how they are compensated.
     *
     * @return a clause without a full stop
     */
    public String remark() {
        return remark;
    }

    /**
     * Returns whether a training is too slow to measure.
     *
     * @param task the task
     * @return true if it takes more than a quarter of an hour
     */
    public boolean isTooSlowFor(Task task) {
        return this == NEUROPH && task == Task.TWO_LARGE_LAYERS;
    }

    /**
     * The obstacle to measuring it here.
     *
     * @return the reason and its remedy in one line; empty if there is none
     */
    public String obstacle() {
        return switch (this) {
            case NUMPY -> pythonObstacle("numpy");
            case PYTORCH -> pythonObstacle("torch");
            default -> "";
        };
    }

    private static String pythonObstacle(String module) {
        return Python.with(module).isPresent()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "no Python here can import %s; on Debian and Ubuntu, apt-get install python3-%s",
                        module,
                        module);
    }

    /**
     * Finds a peer by its name in JMH's parameters.
     *
     * @param name such as {@code SMILE}
     * @return the peer, if there is one of this name
     */
    public static Optional<Peer> named(String name) {
        return Arrays.stream(values()).filter(peer -> peer.name().equals(name)).findFirst();
    }

    /**
     * Prepares a task.
     *
     * @param task the task
     * @return the training, which has not run yet
     * @throws IllegalStateException if the library or its adapter is not on the class path
     */
    public Training training(Task task) {
        return PeerAdapter.create(title, implementation, Training.class, task);
    }
}
