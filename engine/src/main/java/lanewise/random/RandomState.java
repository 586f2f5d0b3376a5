package lanewise.random;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The random numbers of NumPy's legacy {@code numpy.random.RandomState}: the Mersenne Twister
 * MT19937 with NumPy's frozen algorithms for seeding, doubles, normal deviates and shuffling. The
 * same seed and the same sequence of calls give the same numbers as NumPy.
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
 * need a logarithm. NumPy uses that of the platform's C library; this class rounds it correctly and
 * so gives the same bits everywhere. C libraries are correctly rounded except in rare cases:
 * compared with NumPy on x86-64 Linux, one deviate in 3000 differed, in its last bits.
 *
 * <p>Thread-safe: every number is drawn once. Threads that share an instance get their numbers in
 * the order in which they happen to draw, so use one instance per thread for reproducible results.
 * Not suitable for cryptography.
 *
 * <p>Sources: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-dimensionally equidistributed
 * uniform pseudo-random number generator", ACM TOMACS 8 (1998), with the seeding of their 2002
 * revision; G. Marsaglia and T. A. Bray, "A convenient method for generating normal variables",
 * SIAM Review 6 (1964), for the polar method.
 */
public final class RandomState {
    private static final long MAX_SEED = 0xFFFF_FFFFL;
    private static final int STATE_WORDS = MersenneTwister.WORDS;

    private final MersenneTwister bits;
    private boolean hasSecondNormal;
    private double secondNormal;

    /**
     * Creates a generator from a seed.
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
        bits = new MersenneTwister((int) seed);
    }

    /**
     * Creates a generator that continues from a saved state.
     *
     * @param from the state to continue from
     * @throws NullPointerException if {@code from} is null
     */
    public RandomState(State from) {
        Objects.requireNonNull(from, "from must not be null");
        bits = new MersenneTwister(from.key, from.position);
        hasSecondNormal = from.secondNormal.isPresent();
        secondNormal = from.secondNormal.orElse(0);
    }

    /**
     * Returns the current state. A generator created from it continues with the same numbers.
     *
     * @return a snapshot, unaffected by later draws
     */
    public synchronized State state() {
        OptionalDouble normal =
                hasSecondNormal ? OptionalDouble.of(secondNormal) : OptionalDouble.empty();
        return new State(bits.words(), bits.position(), normal);
    }

    /**
     * The state of a generator, as returned by NumPy's {@code get_state()}. Immutable.
     *
     * <pre>{@code
     * RandomState random = new RandomState(10);
     * RandomState.State here = random.state();
     * double drawn = random.randomSample();
     * System.out.println(new RandomState(here).randomSample() == drawn); // prints true
     * }</pre>
     *
     * @param key the 624 words of the Mersenne Twister, unsigned
     * @param position the number of words used, 0 to 624
     * @param secondNormal the pending second deviate of a normal pair; empty if none is pending
     */
    public record State(int[] key, int position, OptionalDouble secondNormal) {

        /**
         * Validates the state.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if a number is out of range, the number of words is not
         *     624, or all words are 0, which no seed produces
         */
        public State {
            Objects.requireNonNull(key, "key must not be null");
            Objects.requireNonNull(secondNormal, "secondNormal must not be null");
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
                                + ": expected a finite number or empty");
            }
            key = key.clone();
            int used = key[0] & 0x8000_0000; // other bits of word 0 are unused
            for (int k = 1; k < key.length; k++) {
                used |= key[k];
            }
            if (used == 0) {
                throw new IllegalArgumentException(
                        "all words of the key are 0, so all numbers would be 0: expected a state"
                                + " that a seed produces");
            }
        }

        /**
         * Returns the words.
         *
         * @return a new array of 624
         */
        @Override
        public int[] key() {
            return key.clone();
        }

        /**
         * Returns whether another object is an equal state.
         *
         * @param other any object, or null
         * @return true for a state with the same words, position and normal deviate
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof State that
                    && position == that.position
                    && secondNormal.equals(that.secondNormal)
                    && Arrays.equals(key, that.key);
        }

        /**
         * Returns a hash code consistent with {@link #equals}.
         *
         * @return the hash code
         */
        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(key), position, secondNormal);
        }

        /**
         * Describes the state without its words, which would fill a page.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return "RandomState.State[position=" + position + "]";
        }
    }

    /**
     * Draws 32 random bits: {@code randint(0, 2**32, dtype=np.uint32)}.
     *
     * @return 0 to 4294967295, all equally likely
     */
    public synchronized long nextUint32() {
        return Integer.toUnsignedLong(bits.next());
    }

    /**
     * Draws a uniform number: {@code random_sample()}.
     *
     * @return a multiple of 2<sup>−53</sup> in [0, 1)
     */
    public synchronized double randomSample() {
        return nextSample();
    }

    /** As {@link #randomSample()}, for callers that hold the lock: taking it again takes time. */
    private double nextSample() {
        int high = bits.next() >>> 5;
        int low = bits.next() >>> 6;
        return (high * 0x1p26 + low) * 0x1p-53;
    }

    /**
     * Draws uniform numbers: {@code random_sample(n)}.
     *
     * @param n the number of draws, at least 0
     * @return {@code n} numbers in [0, 1), in the order drawn
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public synchronized double[] randomSample(int n) {
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = nextSample();
        }
        return values;
    }

    /**
     * Draws a whole number: {@code randint(bound)}. As in NumPy, a bound of 1 uses no random bits.
     *
     * @param bound at least 1
     * @return 0 to {@code bound - 1}, all equally likely
     * @throws IllegalArgumentException if {@code bound} is less than 1
     */
    public synchronized int randint(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound " + bound + ": expected at least 1");
        }
        return bound == 1 ? 0 : nextUpTo(bound - 1);
    }

    /**
     * Draws from a uniform distribution: {@code uniform(low, high)}.
     *
     * @param low one end of the range, finite
     * @param high the other end, finite, usually the greater
     * @return {@code low + (high - low) * randomSample()}; {@code high} only through rounding or if
     *     the ends are equal
     * @throws IllegalArgumentException if an end or their distance is not finite
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
     * @param n the number of draws, at least 0
     * @return {@code n} numbers in the order drawn
     * @throws IllegalArgumentException if an end or their distance is not finite, or {@code n} is
     *     negative
     */
    public synchronized double[] uniform(double low, double high, int n) {
        checkUniform(low, high);
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * nextSample();
        }
        return values;
    }

    /**
     * Draws from the normal distribution with mean 0 and standard deviation 1: {@code
     * standard_normal()}. Deviates are generated in pairs. The second is kept for the next call of
     * this method or {@code normal}, regardless of other draws in between.
     *
     * @return a finite number
     */
    public synchronized double standardNormal() {
        return nextNormal();
    }

    /** As {@link #standardNormal()}, for callers that hold the lock. */
    private double nextNormal() {
        if (hasSecondNormal) {
            hasSecondNormal = false;
            return secondNormal;
        }
        double x;
        double y;
        double squaredRadius;
        do {
            x = 2 * nextSample() - 1;
            y = 2 * nextSample() - 1;
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
     * @throws IllegalArgumentException if the mean is not finite, or the scale is negative or not
     *     finite
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
     * @param n the number of draws, at least 0
     * @return {@code n} numbers in the order drawn
     * @throws IllegalArgumentException if the mean is not finite, the scale is negative or not
     *     finite, or {@code n} is negative
     */
    public synchronized double[] normal(double mean, double scale, int n) {
        checkNormal(mean, scale);
        double[] values = new double[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = mean + scale * nextNormal();
        }
        return values;
    }

    /**
     * Draws a permutation of the numbers 0 to n − 1: {@code permutation(n)}.
     *
     * @param n the length, at least 0
     * @return a new array that contains each of 0 to n − 1 once
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
     * Draws whole numbers: {@code randint(bound, size=n)}. If both are the number of rows, they are
     * a bootstrap sample.
     *
     * @param bound at least 1
     * @param n the number of draws, at least 0
     * @return {@code n} numbers from 0 to {@code bound - 1}, in the order drawn
     * @throws IllegalArgumentException if {@code bound} is less than 1 or {@code n} is negative
     */
    public synchronized int[] randint(int bound, int n) {
        int[] values = new int[checkedCount(n)];
        for (int i = 0; i < n; i++) {
            values[i] = randint(bound);
        }
        return values;
    }

    /**
     * Shuffles an array in place: {@code shuffle(values)}, a Fisher–Yates shuffle from the last
     * element to the second.
     *
     * @param values the array
     * @throws NullPointerException if {@code values} is null
     */
    public synchronized void shuffle(int[] values) {
        Objects.requireNonNull(values, "values must not be null");
        int i = values.length - 1;
        while (i > 0) {
            i = shuffle(values, i, -1 >>> Integer.numberOfLeadingZeros(i));
        }
    }

    /**
     * Shuffles the values from index {@code from} down to the last one that has the same bit
     * length. Draws as {@link #nextUpTo} does, but without a branch for rejected values, which no
     * processor can predict: a value that is too large swaps nothing and keeps the index.
     *
     * @return the index before the last one shuffled
     */
    private int shuffle(int[] values, int from, int mask) {
        int i = from;
        int last = mask >>> 1;
        while (i > last) {
            int value = bits.next() & mask;
            int accepted = (value - i - 1) >>> 31;
            int j = i + ((value - i) & -accepted);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
            i -= accepted;
        }
        return i;
    }

    /**
     * Draws 0 to {@code max}, max ≥ 1, by rejection sampling: masks 32 random bits to the bit
     * length of {@code max} until the result does not exceed it.
     */
    private int nextUpTo(int max) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int value;
        do {
            value = bits.next() & mask;
        } while (value > max);
        return value;
    }

    private static void checkUniform(double low, double high) {
        if (!Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    "uniform from "
                            + low
                            + " to "
                            + high
                            + ": expected finite ends with a finite distance");
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
                            + " is not a standard deviation: expected a finite number, at least 0");
        }
    }

    private static int checkedCount(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "n " + n + " is negative: expected the number of draws, at least 0");
        }
        return n;
    }
}
