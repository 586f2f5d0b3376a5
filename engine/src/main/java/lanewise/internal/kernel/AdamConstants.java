package lanewise.internal.kernel;

/**
 * Hyperparameters of {@link UpdateKernels#adam}, the same in all steps.
 *
 * @param beta1 decay rate of the first moment
 * @param rest1 {@code 1 − beta1}
 * @param beta2 decay rate of the second moment
 * @param rest2 {@code 1 − beta2}
 * @param epsilon term added to the divisor to keep it from zero, above 0
 */
public record AdamConstants(float beta1, float rest1, float beta2, float rest2, float epsilon) {

    /**
     * Rounds each constant to float once; {@code 1 − beta} is computed in double first.
     *
     * @param beta1 decay rate of the first moment
     * @param beta2 decay rate of the second moment
     * @param epsilon term added to the divisor to keep it from zero, above 0
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
