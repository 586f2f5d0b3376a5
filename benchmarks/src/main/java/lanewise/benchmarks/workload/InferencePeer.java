package lanewise.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Another library that predicts the rows of a {@link Prediction}. Its adapter class, in {@code
 * src/peers}, is compiled only with the Maven profile {@code peers}; its description is here, for
 * the reports.
 *
 * <p>All have the same weights, and their answers must be within the same tolerance of the
 * equations in double.
 */
public enum InferencePeer {
    /** ONNX Runtime. */
    ONNX_RUNTIME(
            "ONNX Runtime",
            "OnnxInference",
            0,
            "native; the exported model, all optimisations; direct buffer, pinned output"),

    /** PyTorch by the Deep Java Library. */
    DJL(
            Peer.DJL.title(),
            "DjlInference",
            0,
            "native; a call for each product, rectifier and softmax; outputs copied to an array"),

    /** TensorFlow Java. */
    TENSORFLOW(
            Peer.TENSORFLOW.title(),
            "TensorFlowInference",
            0,
            "native; a graph with constant weights, a run of a session for each call"),

    /** Deeplearning4j on ND4J. */
    DL4J(
            Peer.DL4J.title(),
            "Dl4jInference",
            0,
            "native: ND4J with OpenBLAS; arrays in workspaces; outputs copied to a reused array"),

    /** Statistical Machine Intelligence and Learning Engine. */
    SMILE(
            Peer.SMILE.title(),
            "SmileInference",
            0,
            "native: products of a matrix and a row by OpenBLAS, row by row"),

    /** Encog. */
    ENCOG(Peer.ENCOG.title(), "EncogInference", 1, "in double, row by row"),

    /** Neuroph. */
    NEUROPH(
            Peer.NEUROPH.title(),
            "NeurophInference",
            20,
            "in double, row by row; it has no softmax, so a plain loop computes it");

    private static final double MAX_NANOS = 0.2e9;

    private static final String TOO_SLOW = "calls of more than 0.2 s are left out";

    private final String title;
    private final String implementation;
    private final double nanosPerWeight;
    private final String remark;

    /**
     * Describes a library.
     *
     * @param nanosPerWeight time of a weight in a row, to recognise calls that take too long; 0 if
     *     none does
     */
    InferencePeer(String title, String implementation, double nanosPerWeight, String remark) {
        this.title = title;
        this.implementation = implementation;
        this.nanosPerWeight = nanosPerWeight;
        this.remark = remark;
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public String title() {
        return title;
    }

    /**
     * Differences from the engine.
     *
     * @return a clause without a full stop
     */
    public String remark() {
        return nanosPerWeight > 0 ? remark + "; " + TOO_SLOW : remark;
    }

    /**
     * Returns whether a call is too slow to measure.
     *
     * @param network such as {@code 784-128-10}
     * @param rows number of rows of a call
     * @return true if it takes more than about 0.2 s
     * @throws IllegalArgumentException if the network is malformed
     */
    public boolean isTooSlowFor(String network, int rows) {
        List<Integer> sizes = NetworkShape.parse(network + " x " + rows).sizes();
        double weights = 0;
        for (int layer = 1; layer < sizes.size(); layer++) {
            weights += (double) sizes.get(layer - 1) * sizes.get(layer);
        }
        return nanosPerWeight * weights * rows > MAX_NANOS;
    }

    /**
     * Finds a library by its name in JMH's parameters.
     *
     * @param name such as {@code SMILE}
     * @return the library, if there is one of this name
     */
    public static Optional<InferencePeer> named(String name) {
        return Arrays.stream(values()).filter(peer -> peer.name().equals(name)).findFirst();
    }

    /**
     * Prepares a prediction.
     *
     * @param prediction the weights and the rows
     * @return the prediction, which has not run yet
     * @throws IllegalStateException if the library or its adapter is not on the class path
     */
    public Inference inference(Prediction prediction) {
        return PeerAdapter.create(title, implementation, Inference.class, prediction);
    }
}
