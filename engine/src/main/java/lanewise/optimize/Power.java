package lanewise.optimize;

/** Powers with integer exponents. */
final class Power {
    private Power() {}

    /**
     * Computes {@code base} to the power of {@code exponent} by repeated squaring. {@code
     * StrictMath} allocates until it is compiled; {@code Math} may differ between machines.
     *
     * @param base the base, 0 to 1
     * @param exponent the exponent, at least 0
     * @return the power, with about {@code exponent} rounding errors
     */
    static double of(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }
}
