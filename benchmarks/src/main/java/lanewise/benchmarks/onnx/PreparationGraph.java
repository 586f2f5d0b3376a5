package lanewise.benchmarks.onnx;

import static lanewise.benchmarks.onnx.OnnxGraph.integer;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import lanewise.internal.text.Names;
import lanewise.table.CategoryEncoding;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.NumberEncoding;
import lanewise.table.Preparation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The preparation of rows as a part of a graph, from an input for each column to the matrix that
 * the network takes. Numbers are computed in double and rounded once, as by {@link Preparation}.
 */
final class PreparationGraph {
    /** The prepared inputs: float, rows × inputs. */
    static final String INPUTS = "columns.inputs";

    /**
     * 0 for each valid row, NaN for others: float, rows × 1. Added to outputs, because activations
     * need not keep NaN.
     */
    static final String CHECK = "columns.check";

    private final OnnxGraph graph;
    private final Preparation preparation;

    /** Columns that become a number, and the names of their tensors: double, rows × 1. */
    private final List<NumberEncoding> numbers = new ArrayList<>();

    private final List<String> numberTensors = new ArrayList<>();

    /** Matrices of float that together have all inputs. */
    private final List<String> pieces = new ArrayList<>();

    /** For each column of the joined pieces the names of the input; empty if it is not used. */
    private final List<String> joined = new ArrayList<>();

    private PreparationGraph(OnnxGraph graph, Preparation preparation) {
        this.graph = graph;
        this.preparation = preparation;
    }

    /** Adds the inputs of a graph and the nodes that make {@link #INPUTS} and {@link #CHECK}. */
    static void add(OnnxGraph graph, Preparation preparation) {
        new PreparationGraph(graph, preparation).add();
    }

    /** The type of the input for a column. */
    static DataType type(ColumnEncoding encoding) {
        return encoding instanceof NumberEncoding number && TextCodes.areNumbers(number.levels())
                ? DataType.DOUBLE
                : DataType.STRING;
    }

    /** What the input for a column holds. */
    static String description(ColumnEncoding encoding) {
        return switch (encoding) {
            case CategoryEncoding category ->
                    "a text such as those of "
                            + Names.listed(category.categories())
                            + "; empty if it is missing";
            case NumberEncoding number ->
                    switch (number.kind()) {
                                case NUMERIC -> "a number";
                                case DATE -> "days since 1970-01-01, with times as fractions";
                                default -> "one of " + Names.listed(number.levels());
                            }
                            + (type(number) == DataType.DOUBLE
                                    ? "; NaN if it is missing"
                                    : "; empty if it is missing");
        };
    }

    private void add() {
        List<CategoryEncoding> categories = new ArrayList<>();
        for (int k = 0; k < preparation.columns().size(); k++) {
            ColumnEncoding encoding = preparation.columns().get(k);
            graph.inputColumn(encoding.column(), type(encoding), description(encoding));
            switch (encoding) {
                case NumberEncoding number -> addNumber(k, number);
                case CategoryEncoding category -> categories.add(category);
            }
        }
        if (!numbers.isEmpty()) {
            scaleNumbers();
        }
        for (CategoryEncoding category : categories) {
            addCategories(preparation.columns().indexOf(category), category);
        }
        selectInputs();
        graph.constant("columns.check.zero", new float[] {0}, List.of());
        String zeros = // NaN where an input is infinite
                graph.node("Mul", List.of(INPUTS, "columns.check.zero"), "columns.check.zeros");
        String axis = graph.constant("columns.check.axis", 1);
        graph.node("ReduceSum", List.of(zeros, axis), CHECK);
    }

    /** Adds a column of numbers, infinite where a text is not one of the levels. */
    private void addNumber(int k, NumberEncoding encoding) {
        String tensor = encoding.column();
        List<String> levels = encoding.levels();
        if (!levels.isEmpty()) {
            String name = "columns." + k;
            boolean ignoreCase = encoding.kind() == ColumnKind.BOOLEAN;
            String codes =
                    type(encoding) == DataType.DOUBLE
                            ? TextCodes.ofNumbers(graph, name, tensor, levels)
                            : TextCodes.ofLevels(graph, name, tensor, levels, ignoreCase);
            double[] positions = new double[levels.size() + 2];
            for (int level = 0; level < levels.size(); level++) {
                positions[level] = level;
            }
            // Negative codes are found from the end.
            positions[positions.length + (int) TextCodes.UNKNOWN] = Double.POSITIVE_INFINITY;
            positions[positions.length + (int) TextCodes.MISSING] = Double.NaN;
            graph.constant(name + ".levels", positions, List.of((long) positions.length));
            tensor = graph.node("Gather", List.of(name + ".levels", codes), name + ".positions");
        }
        numbers.add(encoding);
        numberTensors.add(tensor);
    }

    private void scaleNumbers() {
        double[] fills = numbers.stream().mapToDouble(NumberEncoding::fill).toArray();
        double[] offsets = numbers.stream().mapToDouble(NumberEncoding::offset).toArray();
        double[] scales = numbers.stream().mapToDouble(NumberEncoding::scale).toArray();
        List<Long> shape = List.of((long) numbers.size());
        graph.constant("columns.fills", fills, shape);
        graph.constant("columns.offsets", offsets, shape);
        graph.constant("columns.scales", scales, shape);
        String all = join(numberTensors, "columns.numbers");
        String missing = graph.node("IsNaN", List.of(all), "columns.missing");
        String filled =
                graph.node("Where", List.of(missing, "columns.fills", all), "columns.filled");
        String differences =
                graph.node("Sub", List.of(filled, "columns.offsets"), "columns.differences");
        String quotients =
                graph.node("Div", List.of(differences, "columns.scales"), "columns.quotients");
        pieces.add(graph.cast(quotients, DataType.FLOAT, "columns.scaled"));
        for (NumberEncoding encoding : numbers) {
            joined.add(encoding.inputNames().getFirst());
        }
        if (numbers.stream().anyMatch(NumberEncoding::indicator)) {
            pieces.add(graph.cast(missing, DataType.FLOAT, "columns.indicators"));
            for (NumberEncoding encoding : numbers) {
                joined.add(encoding.indicator() ? encoding.inputNames().getLast() : "");
            }
        }
    }

    private void addCategories(int k, CategoryEncoding encoding) {
        String name = "columns." + k;
        List<String> categories = encoding.categories();
        String codes =
                TextCodes.ofCategories(graph, name, encoding.column(), categories, encoding.fill());
        // Equal to no code is none of the categories, unless there is an input for all others.
        long[] ofInputs = new long[categories.size() + (encoding.other() ? 1 : 0)];
        for (int input = 0; input < ofInputs.length; input++) {
            ofInputs[input] = input < categories.size() ? input : TextCodes.UNKNOWN;
        }
        if (ofInputs.length > 0) {
            String each = graph.constant(name + ".inputs", ofInputs);
            String same = graph.node("Equal", List.of(codes, each), name + ".same");
            pieces.add(graph.cast(same, DataType.FLOAT, name + ".ones"));
        }
        if (encoding.indicator()) {
            pieces.add(
                    graph.cast(
                            graph.mlNode(
                                    "LabelEncoder",
                                    encoding.column(),
                                    name + ".missing",
                                    OnnxGraph.texts("keys_strings", List.of("")),
                                    OnnxGraph.integers("values_int64s", List.of(1L)),
                                    integer("default_int64", 0)),
                            DataType.FLOAT,
                            name + ".indicator"));
        }
        joined.addAll(encoding.inputNames());
    }

    /** Puts the inputs into the order of the network. */
    private void selectInputs() {
        long[] order = preparation.inputNames().stream().mapToLong(joined::indexOf).toArray();
        boolean same =
                order.length == joined.size()
                        && IntStream.range(0, order.length).allMatch(k -> order[k] == k);
        if (same) {
            String all = join(pieces, INPUTS);
            if (!all.equals(INPUTS)) {
                graph.node("Identity", List.of(all), INPUTS);
            }
            return;
        }
        String all = join(pieces, "columns.joined");
        String constant = graph.constant("columns.order", order);
        graph.node("Gather", List.of(all, constant), INPUTS, integer("axis", 1));
    }

    private String join(List<String> tensors, String name) {
        return tensors.size() == 1
                ? tensors.getFirst()
                : graph.node("Concat", tensors, name, integer("axis", 1));
    }
}
