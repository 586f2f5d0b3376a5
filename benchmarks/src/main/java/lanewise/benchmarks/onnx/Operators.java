package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import lanewise.Activation;
import lanewise.benchmarks.onnx.OnnxFileException.Problem;
import lanewise.benchmarks.onnx.Value.Activated;
import lanewise.benchmarks.onnx.Value.Arithmetic;
import lanewise.benchmarks.onnx.Value.Bias;
import lanewise.benchmarks.onnx.Value.Complement;
import lanewise.benchmarks.onnx.Value.Fixed;
import lanewise.benchmarks.onnx.Value.Indices;
import lanewise.benchmarks.onnx.Value.Labels;
import lanewise.benchmarks.onnx.Value.Named;
import lanewise.benchmarks.onnx.Value.Product;
import lanewise.benchmarks.onnx.Value.Rows;
import lanewise.benchmarks.onnx.Value.Step;
import lanewise.benchmarks.onnx.Value.TwoClasses;

import java.util.ArrayList;
import java.util.List;

/** The supported operators: the result of a node, given those of its inputs. */
final class Operators {
    /** For messages. */
    private static final String SUPPORTED =
            "Gemm, MatMul, Add, Sub, Mul, Div, Relu, LeakyRelu, Sigmoid, Tanh, Softplus, Gelu,"
                    + " Softmax, Flatten, Reshape, Squeeze, Identity, Cast, Constant, Concat,"
                    + " ArgMax, and of ai.onnx.ml Scaler, ArrayFeatureExtractor, ZipMap";

    private final Operation node;
    private final List<Value> inputs;

    Operators(Operation node, List<Value> inputs) {
        this.node = node;
        this.inputs = inputs;
    }

    Value result() throws OnnxFileException {
        return switch (node.operator()) {
            case "Gemm" -> gemm();
            case "MatMul" -> product(false, 1);
            case "Add", "Sub", "Mul", "Div" -> arithmetic();
            case "Relu" -> activated(Activation.RELU);
            case "LeakyRelu" -> leakyRelu();
            case "Sigmoid" -> activated(Activation.SIGMOID);
            case "Tanh" -> activated(Activation.TANH);
            case "Softplus" -> activated(Activation.SOFTPLUS);
            case "Gelu" -> gelu();
            case "Softmax" -> softmax();
            case "Flatten" -> flatten();
            case "Reshape" -> reshape();
            case "Squeeze" -> squeeze();
            case "Identity" -> only();
            case "Cast" -> cast();
            case "Constant" -> constant();
            case "Concat" -> concat();
            case "ArgMax" -> argMax();
            case "ai.onnx.ml.Scaler" -> scaler();
            case "ai.onnx.ml.ArrayFeatureExtractor" -> arrayFeatureExtractor();
            case "ai.onnx.ml.ZipMap" -> zipMap();
            case "ai.onnx.ml.Normalizer" ->
                    throw node.unsupported(
                            "divides each row by its norm, which no scaling of features can",
                            "a graph without it; normalize rows before prediction");
            default -> throw node.unsupported("unsupported operator", "one of " + SUPPORTED);
        };
    }

    private Value only() throws OnnxFileException {
        node.requireInputs(1, 1);
        return input(0);
    }

    private Value input(int k) throws OnnxFileException {
        if (inputs.get(k) == null) {
            throw node.inconsistent("input " + k + " is missing");
        }
        return inputs.get(k);
    }

    private Rows rows(int k) throws OnnxFileException {
        if (input(k) instanceof Rows rows) {
            return rows;
        }
        throw node.unsupported(
                "input \"" + node.inputs().get(k) + "\"", "the features or the outputs of a layer");
    }

    /** Floating-point rows of one dimension. */
    private Rows matrix(int k) throws OnnxFileException {
        Rows rows = rows(k);
        if (!Constant.isFloatingPoint(rows.type()) || rows.shape().size() != 1) {
            throw node.unsupported(
                    "input \""
                            + node.inputs().get(k)
                            + "\" of type "
                            + rows.type()
                            + " and shape "
                            + rows.shape()
                            + " for each row",
                    "floating-point numbers, rows × features");
        }
        return rows;
    }

    private Constant fixed(int k) throws OnnxFileException {
        if (input(k) instanceof Fixed fixed) {
            return fixed.constant();
        }
        throw node.unsupported(
                "input \"" + node.inputs().get(k) + "\" is computed", "a constant in this place");
    }

    private Constant fixed(int k, DataType type) throws OnnxFileException {
        Constant constant = fixed(k);
        if (constant.type() != type) {
            throw node.inconsistent(
                    constant.name() + " has type " + constant.type() + ": expected " + type);
        }
        return constant;
    }

    // Layers

    private Value gemm() throws OnnxFileException {
        node.requireInputs(2, 3);
        if (node.integer("transA", 0) != 0) {
            throw node.unsupported("transA is not 0", "samples as rows");
        }
        long transposed = node.integer("transB", 0);
        if (transposed != 0 && transposed != 1) {
            throw node.inconsistent("transB is " + transposed + ": expected 0 or 1");
        }
        Rows sums = product(transposed == 1, node.number("alpha", 1));
        float beta = node.number("beta", 1);
        boolean biased = inputs.size() == 3 && inputs.get(2) != null;
        return biased ? biased(sums, fixed(2, sums.type()), beta) : sums;
    }

    private Rows product(boolean transposed, float factor) throws OnnxFileException {
        node.requireInputs(2, 3);
        Rows rows = matrix(0);
        Constant weights = fixed(1, rows.type());
        if (weights.shape().size() != 2 || weights.count() == 0) {
            throw node.unsupported(
                    weights.name() + " has shape " + weights.shape(), "a matrix, inputs × units");
        }
        Product product = new Product(node, weights, transposed, factor);
        if (rows.width() >= 0 && rows.width() != product.inputs()) {
            throw node.inconsistent(
                    weights.name()
                            + " of shape "
                            + weights.shape()
                            + " for "
                            + rows.width()
                            + " features: expected as many inputs");
        }
        return rows.with(product).withShape(List.of((long) product.units()));
    }

    private Rows biased(Rows sums, Constant biases, float factor) throws OnnxFileException {
        requireOnePerColumn(biases, sums.width());
        return sums.with(new Bias(biases, factor));
    }

    /** Requires one number, or one for each column; a number of columns of −1 is unknown. */
    private void requireOnePerColumn(Constant constant, long columns) throws OnnxFileException {
        List<Long> shape = constant.shape();
        int rank = shape.size();
        boolean row = rank <= 2 && (rank == 0 || shape.get(rank - 1) == constant.count());
        boolean fits = constant.count() == 1 || constant.count() == columns;
        if (!row || !(fits || columns < 0 && constant.count() > 1)) {
            throw node.inconsistent(
                    constant.name()
                            + " has shape "
                            + shape
                            + ": expected one number"
                            + (columns < 0 ? "" : " or " + columns));
        }
    }

    private Value activated(Activation function) throws OnnxFileException {
        node.requireInputs(1, 1);
        Rows rows = matrix(0);
        Step last = rows.steps().last();
        if (!(last instanceof Product) && !(last instanceof Bias)) {
            throw node.unsupported(
                    "is applied to the features or to an activation",
                    "one activation after each Gemm or MatMul");
        }
        return rows.with(new Activated(function));
    }

    private Value leakyRelu() throws OnnxFileException {
        float slope = node.number("alpha", 0.01f);
        if (slope != 0.01f) {
            throw node.unsupported("alpha is " + slope, "0.01, the slope of LEAKY_RELU");
        }
        return activated(Activation.LEAKY_RELU);
    }

    private Value gelu() throws OnnxFileException {
        String approximate = node.text("approximate", "none");
        if (!approximate.equals("none")) {
            throw node.unsupported(
                    "approximate is \"" + approximate + "\"", "none, the exact GELU");
        }
        return activated(Activation.GELU);
    }

    private Value softmax() throws OnnxFileException {
        requireColumns(node.integer("axis", -1));
        return activated(Activation.SOFTMAX);
    }

    private void requireColumns(long axis) throws OnnxFileException {
        if (axis != 1 && axis != -1) {
            throw node.unsupported("axis " + axis, "1 or −1, the columns of a matrix");
        }
    }

    // Scaling

    private Value arithmetic() throws OnnxFileException {
        node.requireInputs(2, 2);
        String operator = node.operator();
        boolean commutes = operator.equals("Add") || operator.equals("Mul");
        if (operator.equals("Sub") && input(0) instanceof Fixed) {
            return complement();
        }
        int at = commutes && input(0) instanceof Fixed ? 1 : 0;
        Rows rows = matrix(at);
        Step last = rows.steps().last();
        if (input(1 - at) instanceof Rows) {
            throw node.unsupported(
                    "combines two computed tensors, as a residual connection does",
                    "a constant operand");
        }
        Constant constant = fixed(1 - at, rows.type());
        if (operator.equals("Add") && last instanceof Product) {
            return biased(rows, constant, 1);
        }
        if (last != null && !(last instanceof Arithmetic)) {
            throw node.unsupported(
                    "arithmetic after a layer",
                    "it on the features, or one Add of biases after MatMul");
        }
        requireOnePerColumn(constant, rows.width());
        return rows.with(new Arithmetic(node, operator, constant.count(), constant::number));
    }

    /** Converters turn a single sigmoid output p into the two columns 1 − p and p. */
    private Value complement() throws OnnxFileException {
        Rows rows = matrix(1);
        Constant one = fixed(0, rows.type());
        boolean sigmoid =
                rows.steps().last() instanceof Activated activated
                        && activated.function() == Activation.SIGMOID;
        if (!sigmoid
                || rows.width() != 1
                || one.shape().size() > 2
                || one.count() != 1
                || one.number(0) != 1) {
            throw node.unsupported(
                    "subtracts from a constant",
                    "1 minus a single sigmoid output, or x − constant");
        }
        return new Complement(rows);
    }

    private Value scaler() throws OnnxFileException {
        node.requireInputs(1, 1);
        Rows rows = rows(0);
        Step last = rows.steps().last();
        if (last != null && !(last instanceof Arithmetic) || rows.shape().size() != 1) {
            throw node.unsupported("is applied to layers", "it on the features");
        }
        // It converts its input to float.
        Rows floats = new Rows(DataType.FLOAT, rows.shape(), rows.steps());
        return floats.with(arithmetic("Sub", "offset", rows.width()))
                .with(arithmetic("Mul", "scale", rows.width()));
    }

    private Arithmetic arithmetic(String operator, String attribute, long width)
            throws OnnxFileException {
        List<Float> floats = node.numbers(attribute);
        if (floats.isEmpty() || floats.size() != 1 && width >= 0 && floats.size() != width) {
            throw node.inconsistent(
                    attribute + " has " + floats.size() + " numbers: expected 1 or " + width);
        }
        for (float number : floats) {
            if (!Float.isFinite(number)) {
                throw new OnnxFileException(
                        Problem.NOT_FINITE,
                        node + ": " + attribute + " has " + number + ": expected finite numbers");
            }
        }
        return new Arithmetic(node, operator, floats.size(), floats::get);
    }

    // Shapes and types

    private Value flatten() throws OnnxFileException {
        node.requireInputs(1, 1);
        Rows rows = rows(0);
        if (node.integer("axis", 1) != 1 || rows.shape().isEmpty()) {
            throw node.unsupported("an axis other than 1", "rows × features as result");
        }
        return rows.withShape(List.of(rows.width()));
    }

    private Value reshape() throws OnnxFileException {
        node.requireInputs(2, 2);
        List<Long> shape = dimensions(fixed(1, DataType.INT64));
        boolean zeroCopies = node.integer("allowzero", 0) == 0;
        if (input(0) instanceof Labels || input(0) instanceof Indices) {
            if (!shape.equals(List.of(-1L))) {
                throw node.unsupported("shape " + shape + " of labels", "[-1]");
            }
            return input(0);
        }
        Rows rows = rows(0);
        long width = rows.width();
        boolean allRows =
                shape.size() == 2
                        && (shape.get(0) == -1 && shape.get(1) > 0
                                || shape.get(0) == 0 && zeroCopies && shape.get(1) != 0);
        boolean sameWidth = allRows && (shape.get(1) == -1 || width < 0 || shape.get(1) == width);
        if (!sameWidth) {
            throw node.unsupported(
                    "shape " + shape + " for rows of " + rows.shape(),
                    "[-1, " + (width < 0 ? "n" : "" + width) + "], which keeps the rows");
        }
        return rows.withShape(List.of(shape.get(1) == -1 ? width : shape.get(1)));
    }

    private List<Long> dimensions(Constant constant) throws OnnxFileException {
        if (constant.count() > Constant.MAX_RANK) {
            throw node.unsupported(
                    constant.name() + " has many dimensions", "at most " + Constant.MAX_RANK);
        }
        return constant.integers();
    }

    private Value squeeze() throws OnnxFileException {
        node.requireInputs(1, 2);
        List<Long> axes =
                inputs.size() == 2 ? dimensions(fixed(1, DataType.INT64)) : node.integers("axes");
        boolean last = axes.equals(List.of(1L)) || axes.equals(List.of(-1L));
        if (last && (input(0) instanceof Labels || input(0) instanceof Indices)) {
            return input(0);
        }
        Rows rows = rows(0);
        if (!last || !rows.shape().equals(List.of(1L))) {
            throw node.unsupported(
                    "axes " + axes + " for rows of " + rows.shape(), "[1] for a single column");
        }
        return rows.withShape(List.of());
    }

    private Value cast() throws OnnxFileException {
        node.requireInputs(1, 1);
        DataType to = DataType.forNumber((int) node.integer("to", 0));
        node.integer("saturate", 1); // for 8-bit types only
        boolean whole = to == DataType.INT64 || to == DataType.INT32;
        switch (input(0)) {
            case Rows rows when to != null && Constant.isFloatingPoint(to) -> {
                return new Rows(to, rows.shape(), rows.steps());
            }
            case Labels labels when whole || to == DataType.STRING -> {
                return labels;
            }
            case Indices indices when whole -> {
                return indices;
            }
            default ->
                    throw node.unsupported(
                            "cast to " + to, "floating-point types for numbers, INT64 for labels");
        }
    }

    private Value constant() throws OnnxFileException {
        node.requireInputs(0, 0);
        return new Fixed(node.tensor("value"));
    }

    // Classes

    private Value concat() throws OnnxFileException {
        node.requireInputs(2, 2);
        requireColumns(node.integer("axis", Long.MIN_VALUE));
        if (input(0) instanceof Complement first
                && input(1) instanceof Rows second
                && first.positive().isSame(second)) {
            return new TwoClasses(second);
        }
        throw node.unsupported("joins other columns", "1 − p and p for a single sigmoid output p");
    }

    /** The classes of outputs; at least two. */
    private Value outputs(int k) throws OnnxFileException {
        Value value = input(k);
        boolean columns =
                value instanceof TwoClasses
                        || value instanceof Rows rows
                                && rows.shape().size() == 1
                                && rows.width() > 1
                                && rows.steps().last() != null;
        if (!columns) {
            throw node.unsupported(
                    "input \"" + node.inputs().get(k) + "\"", "at least two outputs of a layer");
        }
        return value;
    }

    private static long classes(Value outputs) {
        return outputs instanceof Rows rows ? rows.width() : 2;
    }

    private Value argMax() throws OnnxFileException {
        node.requireInputs(1, 1);
        requireColumns(node.integer("axis", 0));
        node.integer("keepdims", 1);
        if (node.integer("select_last_index", 0) != 0) {
            throw node.unsupported("select_last_index", "the first of equal outputs");
        }
        return new Indices(outputs(0));
    }

    private Value arrayFeatureExtractor() throws OnnxFileException {
        node.requireInputs(2, 2);
        Constant classes = fixed(0);
        if (!(input(1) instanceof Indices indices)) {
            throw node.unsupported("selects columns", "class names by the result of ArgMax");
        }
        requireClasses(classes.count(), indices.outputs());
        return new Labels(indices.outputs(), classes);
    }

    private Value zipMap() throws OnnxFileException {
        node.requireInputs(1, 1);
        Value outputs = outputs(0);
        List<String> names = new ArrayList<>(node.texts("classlabels_strings"));
        for (long label : node.integers("classlabels_int64s")) {
            names.add(Long.toString(label));
        }
        requireClasses(names.size(), outputs);
        return new Named(outputs, names);
    }

    private void requireClasses(int names, Value outputs) throws OnnxFileException {
        if (names != classes(outputs)) {
            throw node.inconsistent(
                    names + " class labels: expected " + classes(outputs) + ", one per output");
        }
    }
}
