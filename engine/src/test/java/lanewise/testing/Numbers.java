package lanewise.testing;

import java.util.Random;

/** Kinds of numbers for the inputs of kernels in tests. */
public enum Numbers {
    /** Both signs, magnitudes around 1. */
    NORMAL {
        @Override
        public float next(Random random) {
            return (float) random.nextGaussian();
        }
    },
    /** Large numbers whose sums nearly cancel. */
    CANCELLING {
        @Override
        public float next(Random random) {
            return (random.nextBoolean() ? 1 : -1) * (1e6f + random.nextFloat());
        }
    },
    /** Subnormal numbers of both signs. */
    SUBNORMAL {
        @Override
        public float next(Random random) {
            return (random.nextBoolean() ? 1 : -1)
                    * Float.intBitsToFloat(random.nextInt(0x00800000));
        }
    },
    /** Zeros of both signs among others. */
    ZEROS {
        @Override
        public float next(Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> 0f;
                case 1 -> -0f;
                default -> random.nextFloat() - 0.5f;
            };
        }
    },
    /** Arbitrary finite bit patterns; overflow gives infinities and NaN. */
    FINITE {
        @Override
        public float next(Random random) {
            float value;
            do {
                value = Float.intBitsToFloat(random.nextInt());
            } while (!Float.isFinite(value));
            return value;
        }
    },
    /** NaN and infinities among others. */
    SPECIAL {
        @Override
        public float next(Random random) {
            return switch (random.nextInt(40)) {
                case 0 -> Float.NaN;
                case 1 -> Float.POSITIVE_INFINITY;
                case 2 -> Float.NEGATIVE_INFINITY;
                default -> (float) random.nextGaussian();
            };
        }
    };

    /**
     * Draws a kind whose numbers are all finite.
     *
     * @param random the generator
     * @return one of these constants
     */
    public static Numbers anyFinite(Random random) {
        return Cases.pick(random, NORMAL, CANCELLING, SUBNORMAL, ZEROS, FINITE);
    }

    /**
     * Draws a number.
     *
     * @param random the generator
     * @return the number
     */
    public abstract float next(Random random);

    /**
     * Draws an array of numbers.
     *
     * @param length number of elements
     * @param random the generator
     * @return the numbers
     */
    public float[] array(int length, Random random) {
        float[] array = new float[length];
        for (int k = 0; k < length; k++) {
            array[k] = next(random);
        }
        return array;
    }
}
