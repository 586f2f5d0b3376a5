package lanewise.internal.recurrent;

import java.util.Arrays;

/**
 * Scales the errors of samples where they are so small that they, or their squares, would
 * underflow: by powers of two, which changes no other bit. What is computed of them linearly is
 * scaled back by {@link #back}.
 */
final class ErrorScale {

    /** Larger errors are left as they are, squares of which have digits enough. */
    private static final float SMALL = 0x1p-20f;

    /** The largest power of two of which the inverse is a float, too. */
    private static final float LARGEST = 0x1p127f;

    private final float[] up;

    /** What makes up for the scaling of each sample: 1 where there is none. */
    final float[] back;

    ErrorScale(int most) {
        up = new float[most];
        back = new float[most];
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
            // The exponent of all subnormal numbers is that of the least normal one less one.
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
