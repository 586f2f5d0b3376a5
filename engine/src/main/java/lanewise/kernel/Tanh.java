package lanewise.kernel;

/**
 * The hyperbolic tangent as the numerics contract defines it: {@code −q / (2 + q)} with {@code q =
 * exp(−2|z|) − 1} from the polynomial of {@link Exp#minusOne}, then the sign of {@code z}.
 */
final class Tanh {

    /** Arguments beyond ±10 are taken as ±10: from about 9.01 on the result is 1. */
    static final float LIMIT = 10f;

    private Tanh() {}

    /**
     * The hyperbolic tangent.
     *
     * @param z any value
     * @return {@code tanh(z)}
     */
    static float of(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float t = -2f * x;
        float rounded = Math.fma(t, Exp.LOG2_E, Sigmoid.ROUND);
        float n = rounded - Sigmoid.ROUND;
        float r = Math.fma(n, Exp.MINUS_LN2, t);
        r = Math.fma(n, Exp.MINUS_LN2_REST, r);
        float power = Exp.power(Float.floatToRawIntBits(rounded));
        float q = Math.fma(Exp.minusOne(r), power, power - 1f);
        return Math.copySign((0f - q) / (2f + q), z);
    }

    /**
     * The derivative of the hyperbolic tangent, {@code 1 − a²}, rounded once.
     *
     * @param a a value of the function
     * @return the slope there
     */
    static float slope(float a) {
        return Math.fma(-a, a, 1f);
    }
}
