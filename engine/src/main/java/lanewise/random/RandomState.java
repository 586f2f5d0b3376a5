package lanewise.random;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The random numbers of NumPy's legacy {@code numpy.random.RandomState}: the Mersenne Twister
 * MT19937 with the seeding, the doubles, the normal deviates and the shuffle that NumPy has
 * promised not to change. The same seed and the same sequence of calls give the same numbers as
 * there.
 *
 * <p>{@code new RandomState(10).normal(0, 0.5, 8)} is {@code
 * np.random.RandomState(10).normal(scale=0.5, size=8)}. A Python array of several dimensions is
 * filled row by row.
 *
 * <pre>{@code
 * RandomState random = new RandomState(10); // np.random.RandomState(10)
 * double[] weights = random.normal(0, 0.5, 8); // random.normal(scale=0.5, size=8)
 * int[] order = random.permutation(150); // random.permutation(150)
 * System.out.println(weights[0]); // prints 0.665793252064759
 * }</pre>
 *
 * <p>Integers, uniform doubles and permutations are bit-exact on every platform. Normal deviates
 * need a logarithm, which NumPy takes from the platform's C library and which is rounded correctly
 * here, so that this class gives the same bits everywhere. The libraries round correctly but for
 * rare cases: against NumPy on x86-64 Linux, one deviate in 3000 differed, in its last bits.
 *
 * <p>Not thread-safe: give each thread its own. Not suitable for cryptography.
 *
 * <p>Sources: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed
 * uniform pseudo-random number generator", ACM TOMACS 8 (1998), with the seeding of their 2002
 * revision; G. Marsaglia and T. A. Bray, "A convenient method for generating normal variables",
 * SIAM Review 6 (1964), for the polar method.
 */
public final class RandomState {
    private static final long MAX_SEED = 0xFFFF_FFFFL;
    private static final int STATE_WORDS = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[STATE_WORDS];
    private int next = STATE_WORDS;
    private boolean hasSecondNormal;
    private double secondNormal;

    /**
     * Starts the sequence of a seed.
     *
     * @param seed 0 to 4294967295 (2<sup>32</sup> − 1), as in NumPy
     * @throws IllegalArgumentException if the seed is outside that range
     */
    public RandomState(long seed) {
        if (seed < 0 || seed > MAX_SEED) {
            throw new IllegalArgumentException(
                    "seed "
                            + seed
                            + " is out of range: expected 0 to "
                            + MAX_SEED
                            + " (2^32 - 1), as in NumPy");
        }
        state[0] = (int) seed;
        for (int i = 1; i < STATE_WORDS; i++) {
            int previous = state[i - 1];
            state[i] = 1_812_433_253 * (previous ^ (previous >>> 30)) + i;
        }
    }

    /**
     * Goes on with a sequence.
     *
     * @param from where it stands
     * @throws NullPointerException if {@code from} is null
     */
    public RandomState(State from) {
        Objects.requireNonNull(from, "from is null: expected where the sequence stands");
        System.arraycopy(from.key, 0, state, 0, STATE_WORDS);
        next = from.position;
        hasSecondNormal = from.secondNormal.isPresent();
        secondNormal = from.secondNormal.orElse(0);
    }

    /**
     * Where the sequence stands: another that begins there gives the same numbers from now on.
     *
     * @return the state, which does not change when more is drawn
     */
    public State state() {
        OptionalDouble normal =
                hasSecondNormal ? OptionalDouble.of(secondNormal) : OptionalDouble.empty();
        return new State(state, next, normal);
    }

    /**
     * Where a sequence stands, as NumPy's {@code get_state()} tells it. Immutable.
     *
     * <pre>{@code
     * RandomState random = new RandomState(10);
     * RandomState.State here = random.state();
     * double drawn = random.randomSample();
     * System.out.println(new RandomState(here).randomSample() == drawn); // prints true
     * }</pre>
     *
     * @param key the 624 words of the Mersenne Twister, unsigned
     * @param position how many of them have been used, 0 to 624
     * @param secondNormal the second of a pair of normal deviates, while it waits for its call
     */
    public record State(int[] key, int position, OptionalDouble secondNormal) {

        /**
         * Checks the state.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if a number is out of range, there are not 624 words, or
         *     all are 0, which no seed leads to
         */
        public State {
            Objects.requireNonNull(key, "key is null: expected 624 words");
            Objects.requireNonNull(secondNormal, "secondNormal is null: expected it, or empty");
            if (key.length != STATE_WORDS) {
                throw new IllegalArgumentException(
                        "a key of " + key.length + " words: expected " + STATE_WORDS);
            }
            if (position < 0 || position > STATE_WORDS) {
                throw new IllegalArgumentException(
                        "position " + position + ": expected 0 to " + STATE_WORDS);
            }
            if (secondNormal.isPresent() && !Double.isFinite(secondNormal.getAsDouble())) {
                throw new IllegalArgumentException(
                        "secondNormal "
                                + secondNormal.getAsDouble()
                                + ": expected a finite number, or none");
            }
            key = key.clone();
            int bits = key[0] & 0x8000_0000; // the others of the first word are not used
            for (int k = 1; k < key.length; k++) {
                bits |= key[k];
            }
            if (bits == 0) {
                throw new IllegalArgumentException(
                        "a key of zeros, from which only zeros follow: expected a state() that a"
                                + " seed leads to");
            }
        }

        /**
         * The words.
         *
         * @return a new array of 624
         */
        @Override
        public int[] key() {
            return key.clone();
        }

        /**
         * Whether another object is the same state.
         *
         * @param other any object, or null
         * @return whether it is a state with the same words, position and normal deviate
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof State that
                    && position == that.position
                    && secondNormal.equals(that.secondNormal)
                    && Arrays.equals(key, that.key);
        }

        /**
         * A hash code of all that {@link #equals} compares.
         *
         * @return the hash code
         */
        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(key), position, secondNormal);
        }

        /**
         * Names the class and the position; the words would fill a page.
         *
         * @return a line
         */
        @Override
        public String toString() {
            return "RandomState.State[position=" + position + "]";
        }
    }

    /**
     * Draws 32 random bits: {@code randint(0, 2**32, dtype=np.uint32)}.
     *
     * @return 0 to 4294967295, each as likely
     */
    public long nextUint32() {
        return Integer.toUnsignedLong(nextBits());
    }

    /**
     * Draws a uniform number: {@code random_sample()}.
     *
     * @return a multiple of 2<sup>−53</sup> in [0, 1)
     */
    public double randomSample() {
        int high = nextBits() >>> 5;
        int low = nextBits() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /**
     * Draws uniform numbers: {@code random_sample(n)}.
     *
     * @param n how many, at least 0
     * @return {@code n} numbers in [0, 1), in the order in which they were drawn
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public double[] randomSample(int n) {
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = randomSample();
        }
        return values;
    }

    /**
     * Draws from a uniform distribution: {@code uniform(low, high)}.
     *
     * @param low one end of the range, finite
     * @param high the other end, finite, usually the greater
     * @return {@code low + (high - low) * randomSample()}; not {@code high}, unless rounding leads
     *     there or the ends are equal
     * @throws IllegalArgumentException if an end is not finite, or their distance is not
     */
    public double uniform(double low, double high) {
        checkUniform(low, high);
        return low + (high - low) * randomSample();
    }

    /**
     * Draws from a uniform distribution: {@code uniform(low, high, n)}.
     *
     * @param low one end of the range, finite
     * @param high the other end, finite, usually the greater
     * @param n how many, at least 0
     * @return {@code n} numbers in the order in which they were drawn
     * @throws IllegalArgumentException if an end is not finite, or their distance is not, or {@code
     *     n} is negative
     */
    public double[] uniform(double low, double high, int n) {
        checkUniform(low, high);
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * randomSample();
        }
        return values;
    }

    /**
     * Draws from the normal distribution of mean 0 and standard deviation 1: {@code
     * standard_normal()}. Deviates come in pairs; the second is kept for the next call of this
     * method or of {@code normal}, whatever is drawn in between.
     *
     * @return a finite number
     */
    public double standardNormal() {
        if (hasSecondNormal) {
            hasSecondNormal = false;
            return secondNormal;
        }
        double x;
        double y;
        double squaredRadius;
        do {
            x = 2 * randomSample() - 1;
            y = 2 * randomSample() - 1;
            squaredRadius = x * x + y * y;
        } while (squaredRadius >= 1 || squaredRadius == 0);
        double factor = Math.sqrt(-2 * RoundedLogarithm.of(squaredRadius) / squaredRadius);
        secondNormal = factor * x;
        hasSecondNormal = true;
        return factor * y;
    }

    /**
     * Draws from a normal distribution: {@code normal(mean, scale)}.
     *
     * @param mean the mean, finite
     * @param scale the standard deviation, finite and at least 0
     * @return {@code mean + scale * standardNormal()}
     * @throws IllegalArgumentException if the mean is not finite, or the scale not finite or
     *     negative
     */
    public double normal(double mean, double scale) {
        checkNormal(mean, scale);
        return mean + scale * standardNormal();
    }

    /**
     * Draws from a normal distribution: {@code normal(mean, scale, n)}.
     *
     * @param mean the mean, finite
     * @param scale the standard deviation, finite and at least 0
     * @param n how many, at least 0
     * @return {@code n} numbers in the order in which they were drawn
     * @throws IllegalArgumentException if the mean is not finite, the scale not finite or negative,
     *     or {@code n} negative
     */
    public double[] normal(double mean, double scale, int n) {
        checkNormal(mean, scale);
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = mean + scale * standardNormal();
        }
        return values;
    }

    /**
     * Draws an order of the numbers 0 to n − 1: {@code permutation(n)}.
     *
     * @param n how many, at least 0
     * @return a new array that holds each of 0 to n − 1 once
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public int[] permutation(int n) {
        int[] values = new int[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        shuffle(values);
        return values;
    }

    /**
     * Shuffles an array in place: {@code shuffle(values)}, the Fisher–Yates method from the last
     * element to the second.
     *
     * @param values the array
     * @throws NullPointerException if {@code values} is null
     */
    public void shuffle(int[] values) {
        Objects.requireNonNull(values, "values is null: expected the array to shuffle");
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextUpTo(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /**
     * Draws 0 to {@code max} by taking as many low bits as {@code max} has until they do not exceed
     * it; max ≥ 1.
     */
    private int nextUpTo(int max) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int value;
        do {
            value = nextBits() & mask;
        } while (value > max);
        return value;
    }

    private int nextBits() {
        if (next == STATE_WORDS) {
            twist();
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C_5680;
        y ^= (y << 15) & 0xEFC6_0000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < STATE_WORDS; i++) {
            int y = (state[i] & 0x8000_0000) | (state[(i + 1) % STATE_WORDS] & 0x7FFF_FFFF);
            state[i] = state[(i + MIDDLE) % STATE_WORDS] ^ (y >>> 1) ^ (-(y & 1) & 0x9908_B0DF);
        }
    }

    private static void checkUniform(double low, double high) {
        if (!Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "uniform from "
                            + low
                            + " to "
                            + high
                            + ": expected finite ends at a finite distance");
        }
    }

    private static void checkNormal(double mean, double scale) {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException(
                    "mean " + mean + " is not finite: expected a finite number");
        }
        if (!(scale >= 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException(
                    "scale "
                            + scale
                            + " is no standard deviation: expected a finite number, at least 0");
        }
    }

    private static int checkedCount(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "n " + n + " is negative: expected how many numbers to draw, at least 0");
        }
        return n;
    }
}
