package lanewise.random;

/**
 * The bit generator MT19937 (M. Matsumoto and T. Nishimura, ACM TOMACS 8, 1998), with the seeding
 * of the authors' 2002 revision. Not thread-safe.
 */
final class MersenneTwister {
    /** Number of 32-bit words in the state. */
    static final int WORDS = 624;

    private static final int MIDDLE = 397;

    private final int[] words;

    /** Number of words used, 0 to {@value #WORDS}. */
    private int position;

    MersenneTwister(int seed) {
        words = new int[WORDS];
        words[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            int previous = words[i - 1];
            words[i] = 1_812_433_253 * (previous ^ (previous >>> 30)) + i;
        }
        position = WORDS;
    }

    /** Continues from a state. The words are copied. */
    MersenneTwister(int[] words, int position) {
        this.words = words.clone();
        this.position = position;
    }

    /** Returns the live words, which the caller must not change. */
    int[] words() {
        return words;
    }

    int position() {
        return position;
    }

    /** Returns the next 32 random bits. */
    int next() {
        if (position == WORDS) {
            twist();
            position = 0;
        }
        int y = words[position++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C_5680;
        y ^= (y << 15) & 0xEFC6_0000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        twist(words, 0, WORDS - MIDDLE, MIDDLE);
        twist(words, WORDS - MIDDLE, WORDS - 1, MIDDLE - WORDS);
        words[WORDS - 1] = words[MIDDLE - 1] ^ mixed(words[WORDS - 1], words[0]);
    }

    /** Replaces some words. A loop without remainders of indices, which C2 vectorizes. */
    private static void twist(int[] words, int from, int to, int distance) {
        for (int i = from; i < to; i++) {
            words[i] = words[i + distance] ^ mixed(words[i], words[i + 1]);
        }
    }

    private static int mixed(int word, int next) {
        int y = (word & 0x8000_0000) | (next & 0x7FFF_FFFF);
        return (y >>> 1) ^ (-(y & 1) & 0x9908_B0DF);
    }
}
