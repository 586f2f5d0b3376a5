package lanewise.internal.kernel.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.internal.kernel.Lanes;
import lanewise.testing.Numbers;

import java.util.Random;

/** Stacked numbers of tests. */
final class Stacks {
    private static final int MODELS = Lanes.COUNT;

    private Stacks() {}

    static float[] draw(Random random, Numbers numbers, int count) {
        float[] drawn = new float[count];
        for (int k = 0; k < count; k++) {
            drawn[k] = numbers.next(random);
        }
        return drawn;
    }

    /** The numbers of one model. */
    static float[] ofModel(float[] stacked, int m, int count) {
        float[] own = new float[count];
        for (int k = 0; k < count; k++) {
            own[k] = stacked[k * MODELS + m];
        }
        return own;
    }

    static void assertSameBits(float[] expected, float[] actual, String what) {
        for (int k = 0; k < expected.length; k++) {
            int number = k;
            assertEquals(
                    Float.floatToIntBits(expected[k]),
                    Float.floatToIntBits(actual[k]),
                    () -> what + " " + number + ": " + expected[number] + ", " + actual[number]);
        }
    }
}
