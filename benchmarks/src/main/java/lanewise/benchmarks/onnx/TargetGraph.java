package lanewise.benchmarks.onnx;

import static lanewise.benchmarks.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import lanewise.data.Scaling;
import lanewise.table.TableTarget;

import java.util.List;

/** The end of a graph with a preparation: from a network's outputs to what they stand for. */
final class TargetGraph {
    private final OnnxGraph graph;

    /** The network's outputs: float, rows × outputs. */
    private final String outputs;

    private TargetGraph(OnnxGraph graph, String outputs) {
        this.graph = graph;
        this.outputs = outputs;
    }

    /** Adds the outputs of a graph and the nodes that make them. */
    static void add(OnnxGraph graph, TableTarget target, int units, String outputs) {
        TargetGraph end = new TargetGraph(graph, outputs);
        switch (target) {
            case TableTarget.Classes classes -> end.addClasses(classes, units);
            case TableTarget.Numbers numbers -> end.addNumbers(numbers);
            case TableTarget.Labels labels -> {
                end.addChecked(outputs);
                graph.output(
                        OnnxModel.OUTPUTS,
                        DataType.FLOAT,
                        labels.columns().size(),
                        "the probability of each label");
            }
        }
    }

    private void addChecked(String probabilities) {
        graph.node("Add", List.of(probabilities, PreparationGraph.CHECK), OnnxModel.OUTPUTS);
    }

    private void addClasses(TableTarget.Classes target, int units) {
        String probabilities = outputs;
        if (units == 1) {
            graph.constant("target.one", new float[] {1}, List.of());
            String first = graph.node("Sub", List.of("target.one", outputs), "target.first");
            probabilities =
                    graph.node(
                            "Concat", List.of(first, outputs), "target.both", integer("axis", 1));
        }
        addChecked(probabilities);
        int classes = target.classNames().size();
        graph.output(OnnxModel.OUTPUTS, DataType.FLOAT, classes, "the probability of each class");

        String names = graph.constant("target.names", target.classNames());
        String best =
                graph.node(
                        "ArgMax",
                        List.of(probabilities),
                        "target.best",
                        integer("axis", 1),
                        integer("keepdims", 0));
        String found = graph.node("Gather", List.of(names, best), "target.found");
        String axis = graph.constant("target.axis", 1);
        String check = graph.node("Squeeze", List.of(PreparationGraph.CHECK, axis), "target.check");
        String invalid = graph.node("IsNaN", List.of(check), "target.invalid");
        String none = graph.constant("target.none", List.of(""));
        graph.node("Where", List.of(invalid, none, found), target.column());
        graph.output(target.column(), DataType.STRING, 0, "the most probable class");
    }

    /** In double, as {@link lanewise.table.RecordPredictor} does it. */
    private void addNumbers(TableTarget.Numbers target) {
        Scaling scaling = target.scaling();
        double[] offsets = new double[scaling.features()];
        double[] scales = new double[scaling.features()];
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = scaling.offset(k);
            scales[k] = scaling.scale(k);
        }
        List<Long> shape = List.of((long) offsets.length);
        graph.constant("target.offsets", offsets, shape);
        graph.constant("target.scales", scales, shape);
        String checked =
                graph.node("Add", List.of(outputs, PreparationGraph.CHECK), "target.checked");
        String doubles = graph.cast(checked, DataType.DOUBLE, "target.doubles");
        String products = graph.node("Mul", List.of(doubles, "target.scales"), "target.products");
        graph.node("Add", List.of(products, "target.offsets"), OnnxModel.OUTPUTS);
        graph.output(
                OnnxModel.OUTPUTS,
                DataType.DOUBLE,
                offsets.length,
                "numbers in the units of the target");
    }
}
