package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.table.Preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The computation of a saved model as a graph: its scaling, if any, then its layers; or the
 * preparation of its columns, its layers, and what their outputs stand for.
 */
final class NetworkGraph {
    private final OnnxGraph graph = new OnnxGraph("lanewise");
    private final Model model;

    /** The input tensor of the next node. */
    private String values;

    /** The tensor that the last layer makes. */
    private final String outputs;

    private NetworkGraph(Model model, String inputs, String outputs) {
        this.model = model;
        this.values = inputs;
        this.outputs = outputs;
    }

    static GraphProto of(SavedModel saved) {
        return saved.preparation().isPresent()
                ? prepared(saved.model(), saved.preparation().get())
                : unprepared(saved);
    }

    private static GraphProto unprepared(SavedModel saved) {
        Model model = saved.model();
        NetworkGraph network = new NetworkGraph(model, OnnxModel.FEATURES, OnnxModel.OUTPUTS);
        network.graph.input(OnnxModel.FEATURES, model.network().inputs());
        if (saved.scaling().isPresent()) {
            network.scale(saved.scaling().get());
        }
        network.layers();
        network.graph.output(OnnxModel.OUTPUTS, model.network().outputs());
        return network.graph.build();
    }

    private static GraphProto prepared(Model model, Preparation preparation) {
        String last = "layers." + (model.network().layers().size() - 1) + ".activations";
        NetworkGraph network = new NetworkGraph(model, PreparationGraph.INPUTS, last);
        PreparationGraph.add(network.graph, preparation);
        network.layers();
        TargetGraph.add(network.graph, preparation.target(), model.network().outputs(), last);
        return network.graph.build();
    }

    private void layers() {
        for (int l = 0; l < model.network().layers().size(); l++) {
            layer(l);
        }
    }

    /** In double and rounded once, as {@link Scaling} does it: the floats are bit-identical. */
    private void scale(Scaling scaling) {
        double[] offsets = new double[scaling.features()];
        double[] scales = new double[scaling.features()];
        for (int feature = 0; feature < offsets.length; feature++) {
            offsets[feature] = scaling.offset(feature);
            scales[feature] = scaling.scale(feature);
        }
        List<Long> shape = List.of((long) offsets.length);
        graph.constant("scaling.offsets", offsets, shape);
        graph.constant("scaling.scales", scales, shape);
        graph.cast(values, DataType.DOUBLE, "scaling.doubles");
        graph.node("Sub", List.of("scaling.doubles", "scaling.offsets"), "scaling.differences");
        graph.node("Div", List.of("scaling.differences", "scaling.scales"), "scaling.quotients");
        values = "scaling.floats";
        graph.cast("scaling.quotients", DataType.FLOAT, values);
    }

    private void layer(int l) {
        List<Layer> layers = model.network().layers();
        Layer layer = layers.get(l);
        String name = "layers." + l;
        String sums = name + ".sums";
        boolean last = l == layers.size() - 1;
        String activations = last ? outputs : name + ".activations";

        long units = layer.units();
        float[] weights = model.weights(l);
        List<String> operands = new ArrayList<>(List.of(values, name + ".weights"));
        graph.constant(name + ".weights", weights, List.of(weights.length / units, units));
        if (layer.bias()) {
            operands.add(name + ".biases");
            graph.constant(name + ".biases", model.biases(l), List.of(units));
        }
        graph.node("Gemm", operands, sums);
        graph.node(requireOperator(layer.activation()), List.of(sums), activations);
        values = activations;
    }

    private static String requireOperator(Activation activation) {
        return operator(activation)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        activation
                                                + " cannot be exported: expected an activation with"
                                                + " an ONNX operator, such as RELU"));
    }

    /** The ONNX operator of an activation; empty if there is none. */
    static Optional<String> operator(Activation activation) {
        return switch (activation) {
            case IDENTITY -> Optional.of("Identity");
            case SIGMOID -> Optional.of("Sigmoid");
            case TANH -> Optional.of("Tanh");
            case RELU -> Optional.of("Relu");
            case LEAKY_RELU -> Optional.of("LeakyRelu"); // slope 0.01 by default
            case SOFTPLUS -> Optional.of("Softplus");
            case GELU -> Optional.of("Gelu"); // exact by default
            case SOFTMAX -> Optional.of("Softmax"); // over the last axis, the units, by default
            default -> Optional.empty();
        };
    }
}
