package lanewise.benchmarks.onnx;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.onnx.OnnxFileException.Problem;
import lanewise.benchmarks.onnx.Value.Activated;
import lanewise.benchmarks.onnx.Value.Arithmetic;
import lanewise.benchmarks.onnx.Value.Bias;
import lanewise.benchmarks.onnx.Value.Indices;
import lanewise.benchmarks.onnx.Value.Labels;
import lanewise.benchmarks.onnx.Value.Named;
import lanewise.benchmarks.onnx.Value.Product;
import lanewise.benchmarks.onnx.Value.Rows;
import lanewise.benchmarks.onnx.Value.Step;
import lanewise.benchmarks.onnx.Value.Steps;
import lanewise.benchmarks.onnx.Value.TwoClasses;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The network that the outputs of a graph have in common. */
final class NetworkImport {
    /** Maximum number of operations that scale the features. */
    private static final int MOST_SCALINGS = 16;

    private final long maxParameters;
    private List<String> classNames;
    private boolean twoClasses;
    private Steps steps;

    /** Weights with biases; null for a layer without them. */
    private record Dense(Product product, Bias bias, Activation activation) {}

    NetworkImport(List<String> classNames, long maxParameters) {
        this.classNames = classNames;
        this.maxParameters = maxParameters;
    }

    /**
     * Adds an output of the graph.
     *
     * @throws OnnxFileException if it does not belong to the same network as the other outputs
     */
    void output(String name, Value value) throws OnnxFileException {
        switch (value) {
            case Rows rows -> {
                if (steps != null && steps != rows.steps()) {
                    throw new OnnxFileException(
                            Problem.UNSUPPORTED,
                            "output \""
                                    + name
                                    + "\" is computed by other layers than the output before it:"
                                    + " expected the probabilities and labels of one network");
                }
                steps = rows.steps();
            }
            case TwoClasses two -> {
                twoClasses = true;
                output(name, two.positive());
            }
            case Indices indices -> output(name, indices.outputs());
            case Labels labels -> named(name, labels.outputs(), labels.names().labels());
            case Named named -> named(name, named.outputs(), named.names());
            default ->
                    throw new OnnxFileException(
                            Problem.UNSUPPORTED,
                            "output \""
                                    + name
                                    + "\" is no output of a network: expected the"
                                    + " result of the last layer or labels made of it");
        }
    }

    private void named(String name, Value outputs, List<String> names) throws OnnxFileException {
        if (!classNames.isEmpty() && !classNames.equals(names)) {
            throw GraphImport.inconsistent(
                    "output \""
                            + name
                            + "\" has classes "
                            + names
                            + ": expected "
                            + classNames
                            + " as elsewhere in the file");
        }
        classNames = names;
        output(name, outputs);
    }

    /**
     * The model.
     *
     * @throws OnnxFileException if it is no valid model
     */
    SavedModel saved() throws OnnxFileException {
        List<Arithmetic> scaling = new ArrayList<>();
        List<Dense> layers = new ArrayList<>();
        for (Step step : inOrder()) {
            switch (step) {
                case Arithmetic arithmetic -> scaling.add(arithmetic);
                case Product product -> layers.add(new Dense(product, null, Activation.IDENTITY));
                case Bias bias -> {
                    Dense last = layers.removeLast();
                    layers.add(new Dense(last.product(), bias, last.activation()));
                }
                case Activated activated -> {
                    Dense last = layers.removeLast();
                    layers.add(new Dense(last.product(), last.bias(), activated.function()));
                }
            }
        }
        if (layers.isEmpty()) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    "the graph has no layer: expected at least one Gemm or MatMul");
        }
        int inputs = layers.getFirst().product().inputs();
        Optional<Scaling> scaled = scaling(scaling, inputs);
        requireCount(layers);
        try {
            SavedModel saved = SavedModel.of(model(inputs, layers));
            saved = scaled.isPresent() ? saved.withScaling(scaled.get()) : saved;
            return classNames.isEmpty() ? saved : saved.withClassNames(classNames);
        } catch (IllegalArgumentException e) { // the engine's limits, such as softmax of one unit
            throw new OnnxFileException(Problem.UNSUPPORTED, e.getMessage(), e);
        }
    }

    private List<Step> inOrder() {
        List<Step> order = new ArrayList<>();
        for (Steps at = steps; at != null && at.last() != null; at = at.before()) {
            order.add(at.last());
        }
        return order.reversed();
    }

    /** Nodes can share a matrix, so that a small file would make a large network. */
    private void requireCount(List<Dense> layers) throws OnnxFileException {
        long count = 0;
        for (Dense layer : layers) {
            int units = layer.product().units();
            count += (long) layer.product().weights().count() + (layer.bias() == null ? 0 : units);
            if (count > maxParameters) {
                throw new OnnxFileException(
                        Problem.TOO_LARGE,
                        "more than "
                                + maxParameters
                                + " parameters, the most for a file of this length: layers share"
                                + " weights");
            }
        }
    }

    private Model model(int inputs, List<Dense> denses) throws OnnxFileException {
        List<Layer> layers = new ArrayList<>();
        for (Dense dense : denses) {
            Layer layer = Layer.of(dense.product().units(), dense.activation());
            layers.add(dense.bias() == null ? layer.withoutBias() : layer);
        }
        Network network = new Network(inputs, layers);
        if (twoClasses) {
            network = network.withLoss(Loss.BINARY_CROSS_ENTROPY);
        }
        float[] parameters = new float[network.parameterCount()];
        int at = 0;
        for (Dense dense : denses) {
            at = copyWeights(dense.product(), parameters, at);
            for (int unit = 0; dense.bias() != null && unit < dense.product().units(); unit++) {
                Constant biases = dense.bias().biases();
                int k = biases.count() == 1 ? 0 : unit;
                parameters[at++] = biases.rounded(k, dense.bias().factor());
            }
        }
        return Model.of(network, parameters);
    }

    private static int copyWeights(Product product, float[] to, int from) throws OnnxFileException {
        int inputs = product.inputs();
        int units = product.units();
        int at = from;
        for (int input = 0; input < inputs; input++) {
            for (int unit = 0; unit < units; unit++) {
                int k = product.transposed() ? unit * inputs + input : input * units + unit;
                to[at++] = product.weights().rounded(k, product.factor());
            }
        }
        return at;
    }

    /** Combines operations to {@code (x − offset) / scale}, in double. */
    private static Optional<Scaling> scaling(List<Arithmetic> operations, int inputs)
            throws OnnxFileException {
        if (operations.isEmpty()) {
            return Optional.empty();
        }
        if (operations.size() > MOST_SCALINGS) {
            throw new OnnxFileException(
                    Problem.TOO_LARGE,
                    operations.size()
                            + " operations scale the features: expected at most "
                            + MOST_SCALINGS);
        }
        double[] offsets = new double[inputs];
        double[] scales = new double[inputs];
        Arrays.fill(scales, 1);
        for (Arithmetic operation : operations) {
            int count = operation.count();
            if (count != 1 && count != inputs) {
                throw operation
                        .operation()
                        .inconsistent(count + " numbers: expected " + inputs + " features");
            }
            for (int k = 0; k < inputs; k++) {
                double number = operation.numbers().number(count == 1 ? 0 : k);
                switch (operation.operator()) {
                    case "Sub" -> offsets[k] += number * scales[k];
                    case "Add" -> offsets[k] -= number * scales[k];
                    case "Mul" -> scales[k] /= number;
                    default -> scales[k] *= number;
                }
                if (!(scales[k] > 0 && Double.isFinite(scales[k]) && Double.isFinite(offsets[k]))) {
                    throw operation
                            .operation()
                            .unsupported(
                                    "scales feature "
                                            + k
                                            + " to (x − "
                                            + offsets[k]
                                            + ") / "
                                            + scales[k],
                                    "a divisor above 0");
                }
            }
        }
        return Optional.of(Scaling.of(offsets, scales));
    }
}
