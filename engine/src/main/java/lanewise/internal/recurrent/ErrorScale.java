package lanewise.internal.recurrent;

import java.util.Arrays;

/**
 * Scales errors that are so small that they or their squares would underflow, by powers of two,
 * which changes no other bit. Results that are linear in them are scaled back by {@link #back}.
 */
final class ErrorScale {

    /** Errors of at least this size are not scaled: their squares have enough digits. */
    private static final float SMALL = 0x1p-20f;

    /** Largest power of two whose inverse is a float, too. */
    private static final float LARGEST = 0x1p127f;

    private final float[] up;

    /** Inverse of the scale of each sample; 1 if it is not scaled. */
    final float[] back;

    ErrorScale(int samples) {
        up = new float[samples];
        back = new float[samples];
    }

    /** Scales nothing. */
    void none(int samples) {
        Arrays.fill(back, 0, samples, 1f);
    }

    /**
     * Scales errors.
     *
     * @param errors the errors (units × samples), updated in place
     * @param largest the largest error of each sample
     * @param units number of rows
     * @param samples number of columns
     */
    void scale(float[] errors, float[] largest, int units, int samples) {
        boolean any = false;
        for (int s = 0; s < samples; s++) {
            boolean small = largest[s] > 0 && largest[s] < SMALL;
            // getExponent returns Float.MIN_EXPONENT - 1 for all subnormal numbers.
            up[s] = small ? Math.min(LARGEST, Math.scalb(1f, -Math.getExponent(largest[s]))) : 1f;
            back[s] = 1 / up[s];
            any |= small;
        }
        for (int j = 0; any && j < units; j++) {
            for (int s = 0; s < samples; s++) {
                errors[j * samples + s] *= up[s];
            }
        }
    }
}
