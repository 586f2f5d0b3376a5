package lanewise.internal.kernel;

/**
 * What is the same in all steps of {@link UpdateKernels#adam}.
 *
 * @param beta1 the part of the first moment that stays
 * @param rest1 {@code 1 − beta1}
 * @param beta2 the part of the second moment that stays
 * @param rest2 {@code 1 − beta2}
 * @param epsilon what keeps the divisor from zero, above 0
 */
public record AdamConstants(float beta1, float rest1, float beta2, float rest2, float epsilon) {

    /**
     * Rounds each constant once, the differences from 1 as well.
     *
     * @param beta1 the part of the first moment that stays
     * @param beta2 the part of the second moment that stays
     * @param epsilon what keeps the divisor from zero, above 0
     * @return the constants
     */
    public static AdamConstants of(double beta1, double beta2, double epsilon) {
        return new AdamConstants(
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                (float) epsilon);
    }
}
