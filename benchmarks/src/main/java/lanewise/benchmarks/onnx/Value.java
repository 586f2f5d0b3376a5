package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import java.util.List;

/** The meaning of a tensor of a graph for the network that is imported. */
sealed interface Value {

    /** A constant. */
    record Fixed(Constant constant) implements Value {}

    /**
     * The features or the outputs of a layer, for any number of rows.
     *
     * @param type the type of the elements
     * @param shape the dimensions of a row; −1 if unknown, empty after a squeeze
     * @param steps the computation so far
     */
    record Rows(DataType type, List<Long> shape, Steps steps) implements Value {

        /** The number of elements of a row; −1 if unknown or too large. */
        long width() {
            long width = 1;
            for (long dimension : shape) {
                if (dimension < 0 || dimension > 0 && width > Integer.MAX_VALUE / dimension) {
                    return -1;
                }
                width *= dimension;
            }
            return width;
        }

        /** Returns whether these are the same numbers. Comparing the steps would be recursive. */
        boolean isSame(Rows other) {
            return steps == other.steps && type == other.type && shape.equals(other.shape);
        }

        Rows with(Step step) {
            return new Rows(type, shape, new Steps(steps, step));
        }

        Rows withShape(List<Long> other) {
            return new Rows(type, other, steps);
        }
    }

    /** {@code 1 − p} for a single sigmoid output {@code p}: the probability of the first class. */
    record Complement(Rows positive) implements Value {}

    /** The two columns {@code 1 − p} and {@code p}. */
    record TwoClasses(Rows positive) implements Value {}

    /** The index of the largest output of each row. */
    record Indices(Value outputs) implements Value {}

    /** The name of the class of each row. */
    record Labels(Value outputs, Constant names) implements Value {}

    /** Probabilities by class name. */
    record Named(Value outputs, List<String> names) implements Value {}

    /**
     * A computation as a linked list, which graphs with several branches share.
     *
     * @param before the steps before; null for the first
     * @param last the last step; null for the features themselves
     */
    record Steps(Steps before, Step last) {}

    /** A step of the computation from features to outputs. */
    sealed interface Step {}

    /**
     * Arithmetic on the features with a number for each of them, or one for all.
     *
     * @param operation the node
     * @param operator {@code Add}, {@code Sub}, {@code Mul} or {@code Div}
     * @param count number of constant operands, 1 or one for each feature
     * @param numbers the operands; decoded late, because many nodes can share a constant
     */
    record Arithmetic(Operation operation, String operator, int count, Numbers numbers)
            implements Step {}

    /** Numbers of a file, which may be invalid. */
    @FunctionalInterface
    interface Numbers {
        double number(int k) throws OnnxFileException;
    }

    /**
     * A matrix product with a constant.
     *
     * @param operation the node
     * @param weights the matrix
     * @param transposed true if it is units × inputs
     * @param factor of all products
     */
    record Product(Operation operation, Constant weights, boolean transposed, float factor)
            implements Step {
        int inputs() {
            return (int) (long) weights.shape().get(transposed ? 1 : 0);
        }

        int units() {
            return (int) (long) weights.shape().get(transposed ? 0 : 1);
        }
    }

    /**
     * Constants added to the products.
     *
     * @param biases one for each unit, or one for all
     * @param factor of all biases
     */
    record Bias(Constant biases, float factor) implements Step {}

    /** An activation function. */
    record Activated(lanewise.Activation function) implements Step {}
}
