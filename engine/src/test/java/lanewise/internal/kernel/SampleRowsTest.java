package lanewise.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/** Compares the batches gathered by {@link SampleRows} with {@link FeatureMatrix#select}. */
class SampleRowsTest {
    private static final float CANARY = 12345.678f;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 17, 5",
        "3, 16, 16",
        "4, 150, 32",
        "4, 150, 130",
        "17, 150, 48",
        "64, 100, 33",
        "100, 33, 31"
    })
    void gathersTheSelectedSamples(int features, int samples, int count) {
        FeatureMatrix matrix = matrix(features, samples);
        SampleRows rows = new SampleRows(matrix.array(), features, samples, matrix.stride());
        int from = 2;
        int[] order = new int[from + count];
        int[] permutation = new RandomState(count).permutation(samples);
        Arrays.setAll(order, k -> permutation[k % samples]);

        int n = Lanes.pad(count);
        float[] batch = canaries(features * n);
        rows.gather(order, from, count, batch, n);

        float[] expected = matrix.select(Arrays.copyOfRange(order, from, from + count)).array();
        for (int f = 0; f < features; f++) {
            Arrays.fill(expected, f * n + count, (f + 1) * n, CANARY); // columns left alone
        }
        assertArrayEquals(expected, Arrays.copyOf(batch, expected.length));
        assertArrayEquals(canaries(0), Arrays.copyOfRange(batch, expected.length, batch.length));
    }

    @Test
    void copiesTheMatrix() {
        FeatureMatrix matrix = matrix(2, 3);
        SampleRows rows = new SampleRows(matrix.array(), 2, 3, matrix.stride());
        float[] expected = matrix.select(1).array();
        Arrays.fill(matrix.array(), -1);
        float[] batch = new float[2 * 16];
        rows.gather(new int[] {1}, 0, 1, batch, 16);
        assertArrayEquals(expected, batch);
    }

    /** Creates a matrix of distinct non-zero numbers. */
    private static FeatureMatrix matrix(int features, int samples) {
        FeatureMatrix matrix = new FeatureMatrix(samples, features);
        for (int f = 0; f < features; f++) {
            for (int s = 0; s < samples; s++) {
                matrix.set(s, f, 1 + f * samples + s);
            }
        }
        return matrix;
    }

    private static float[] canaries(int length) {
        float[] array = new float[length + 40];
        Arrays.fill(array, CANARY);
        return array;
    }
}
