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
                    Sigmoid.LN2,
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
        int denominator = denominator(code.store());
        one().push(denominator).divide();
    }

    /**
     * Emits the sigmoids of units that share divisions.
     *
     * @param z local variables of the weighted sums of up to four units; overwritten
     * @return local variables of the activations
     */
    int[] sharedSigmoid(int[] z) {
        int[] d = new int[z.length];
        for (int u = 0; u < z.length; u++) {
            d[u] = denominator(z[u]);
        }
        int[] a = new int[z.length];
        if (z.length == 3) {
            shareAmongThree(d, a);
            return a;
        }
        for (int u = 0; u + 1 < z.length; u += 2) {
            shareAmongTwo(d, a, u);
        }
        if (z.length == 1) {
            one().push(d[0]).divide();
            a[0] = code.store();
        }
        return a;
    }

    private void shareAmongTwo(int[] d, int[] a, int u) {
        one().push(d[u]).push(d[u + 1]).multiply().divide();
        int r = code.store();
        a[u] = product(r, d[u + 1]);
        a[u + 1] = product(r, d[u]);
    }

    private void shareAmongThree(int[] d, int[] a) {
        int d01 = product(d[0], d[1]);
        one().push(d01).push(d[2]).multiply().divide();
        int r = code.store();
        a[0] = product(r, product(d[1], d[2]));
        a[1] = product(r, product(d[0], d[2]));
        a[2] = product(r, d01);
    }

    private int product(int x, int y) {
        code.push(x).push(y).multiply();
        return code.store();
    }

    /** Pushes the dividend; as a receiver, a vector from outside the loop would be boxed. */
    private VectorCode one() {
        return code.broadcast(1f);
    }

    private int denominator(int z) {
        code.push(z).blendWhere(z, "GT", Sigmoid.LIMIT, Sigmoid.LIMIT).store(z);
        code.push(z).blendWhere(z, "LT", -Sigmoid.LIMIT, -Sigmoid.LIMIT).store(z);
        code.push(z);
        constant(Sigmoid.MINUS_LOG2_E);
        constant(Sigmoid.ROUND).fma();
        int rounded = code.store();
        code.push(rounded);
        constant(Sigmoid.ROUND).subtract();
        constant(Sigmoid.LN2);
        code.push(z).fma();
        int r = code.store();
        code.push(r);
        constant(Sigmoid.P6);
        constant(Sigmoid.P5).fma();
        for (float p : new float[] {Sigmoid.P4, Sigmoid.P3, Sigmoid.P2, Sigmoid.P1, 1f}) {
            code.push(r);
            constant(p).fma();
        }
        code.push(rounded).shiftLeft(Sigmoid.FRACTION_BITS);
        constant(1f).fma();
        return code.store();
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
