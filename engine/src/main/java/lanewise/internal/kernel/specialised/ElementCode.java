package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.math.Sigmoid;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Emits activation functions and their derivatives into generated kernels, with the operations of
 * {@link VectorSigmoid} and {@link VectorRectifier}. {@link #prepare} loads constants into local
 * variables ahead of the loop.
 */
final class ElementCode {

    /** The functions that are short enough to inline. */
    static final Set<ActivationFunction> SUPPORTED =
            EnumSet.of(
                    ActivationFunction.IDENTITY,
                    ActivationFunction.SIGMOID,
                    ActivationFunction.RELU,
                    ActivationFunction.LEAKY_RELU);

    private final VectorCode code;
    private final Map<Float, Integer> constants = new HashMap<>();

    ElementCode(VectorCode code) {
        this.code = code;
    }

    /** Emits the constants of a function. */
    void prepare(ActivationFunction f) {
        if (f == ActivationFunction.SIGMOID) {
            constants(
                    Sigmoid.MINUS_LOG2_E,
                    Sigmoid.MINUS_LOG2_E_REST,
                    Sigmoid.ROUND,
                    Sigmoid.P6,
                    Sigmoid.P5,
                    Sigmoid.P4,
                    Sigmoid.P3,
                    Sigmoid.P2,
                    Sigmoid.P1,
                    1f);
        }
    }

    private void constants(float... values) {
        for (float value : values) {
            constants.put(value, code.broadcast(value).store());
        }
    }

    private VectorCode constant(float value) {
        return code.push(constants.get(value));
    }

    /** Emits {@code z → f(z)} for the vector on the stack. */
    void activation(ActivationFunction f) {
        switch (f) {
            case SIGMOID -> sigmoid();
            case RELU -> {
                int z = code.store();
                code.push(z).blendWhere(z, "LT", 0f, 0f);
            }
            case LEAKY_RELU -> {
                int z = code.store();
                code.push(z).push(z).broadcast(ActivationFunction.LEAK).multiply();
                code.push(z).compare("LT", 0f).blend();
            }
            default -> {
                // The identity needs no operation.
            }
        }
    }

    private void sigmoid() {
        int z = code.store();
        code.push(z).blendWhere(z, "GT", Sigmoid.LIMIT, Sigmoid.LIMIT).store(z);
        code.push(z).blendWhere(z, "LT", -Sigmoid.LIMIT, -Sigmoid.LIMIT).store(z);
        code.push(z);
        constant(Sigmoid.MINUS_LOG2_E);
        constant(Sigmoid.ROUND).fma();
        int rounded = code.store();
        code.push(z);
        constant(Sigmoid.MINUS_LOG2_E_REST);
        code.push(z);
        constant(Sigmoid.MINUS_LOG2_E);
        code.push(rounded);
        constant(Sigmoid.ROUND).subtract().negate().fma();
        code.fma();
        int f = code.store();
        code.push(f);
        constant(Sigmoid.P6);
        constant(Sigmoid.P5).fma();
        for (float p : new float[] {Sigmoid.P4, Sigmoid.P3, Sigmoid.P2, Sigmoid.P1, 1f}) {
            code.push(f);
            constant(p).fma();
        }
        code.push(rounded).shiftLeft(Sigmoid.FRACTION_BITS);
        constant(1f).fma();
        int denominator = code.store();
        // Broadcast inside the loop: as the receiver of divide(), a vector from outside would be
        // boxed.
        code.broadcast(1f).push(denominator).divide();
    }

    /**
     * Emits {@code delta → delta · f′}; {@code activation} is the local variable of the activation.
     */
    void multiplyByDerivative(ActivationFunction f, int activation) {
        switch (f) {
            case SIGMOID -> {
                int delta = code.store();
                code.push(activation).negate().push(activation).push(activation).fma();
                code.push(delta).multiply();
            }
            case RELU -> code.blendWhere(activation, "LE", 0f, 0f);
            case LEAKY_RELU -> {
                int delta = code.store();
                code.push(delta).push(delta).broadcast(ActivationFunction.LEAK).multiply();
                code.push(activation).compare("LE", 0f).blend();
            }
            default -> {
                // The derivative of the identity is 1.
            }
        }
    }
}
