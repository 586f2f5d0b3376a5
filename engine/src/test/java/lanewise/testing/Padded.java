package lanewise.testing;

import lanewise.internal.kernel.Lanes;

import java.util.Arrays;

/** Pads samples to the multiple of {@link Lanes#COUNT} that kernels require. */
public final class Padded {
    private Padded() {}

    /**
     * Pads each row of a matrix with zeros.
     *
     * @param rows number of rows
     * @param numbers the matrix, row by row
     * @return rows of {@link Lanes#COUNT} numbers
     */
    public static float[] rows(int rows, float... numbers) {
        int n = numbers.length / rows;
        float[] padded = new float[rows * Lanes.COUNT];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(numbers, row * n, padded, row * Lanes.COUNT, n);
        }
        return padded;
    }

    /** Pads a single row with a given value. */
    public static float[] row(float padding, float... numbers) {
        float[] padded = new float[Lanes.COUNT];
        Arrays.fill(padded, padding);
        System.arraycopy(numbers, 0, padded, 0, numbers.length);
        return padded;
    }
}
