package lanewise.internal.kernel;

/**
 * The random mask of dropout. A counter-based generator computes each bit from its position instead
 * of drawing it from a sequence, as in J. K. Salmon et al., "Parallel random numbers: as easy as 1,
 * 2, 3", SC 2011. The mixing function is the finalizer of A. Appleby's MurmurHash3 (public domain),
 * in which each bit of the argument changes each bit of the result with a probability of about ½.
 *
 * <p>{@code hash(key, u, s) = mix(mix(s ⊕ key) + mix(mix(key) + u · }{@link #GOLDEN}{@code ))}, all
 * modulo 2<sup>32</sup>. Unit and sample are mixed separately before they are added; adding either
 * one unmixed would give some units or samples the same bits, shifted.
 */
public final class DropoutMask {

    /** 2<sup>32</sup> divided by the golden ratio, rounded to an odd number. */
    public static final int GOLDEN = 0x9E37_79B9;

    /** First multiplier of {@link #mix}. */
    public static final int M1 = 0x85EB_CA6B;

    /** Second multiplier of {@link #mix}. */
    public static final int M2 = 0xC2B2_AE35;

    private DropoutMask() {}

    /**
     * Converts a dropout rate to the threshold of {@link #keeps}.
     *
     * @param rate the fraction to drop, at least 0 and less than 1
     * @return the threshold, below which lie {@code rate} · 2<sup>32</sup> hashes, rounded
     */
    public static int threshold(double rate) {
        assert rate >= 0 && rate < 1;
        return (int) (Math.min(Math.round(rate * 0x1p32), 0xFFFF_FFFFL) + Integer.MIN_VALUE);
    }

    /**
     * Returns the factor of kept activations.
     *
     * @param rate the fraction to drop, at least 0 and less than 1
     * @return {@code 1 / (1 − rate)}, rounded to float
     */
    public static float scale(double rate) {
        return (float) (1 / (1 - rate));
    }

    /**
     * Returns the key of one layer in one iteration.
     *
     * @param seed the run's seed
     * @param iteration index of the iteration
     * @param layer index of the layer
     * @return the key
     */
    public static int key(long seed, long iteration, int layer) {
        int key = mix(GOLDEN ^ (int) seed);
        key = mix(key ^ (int) (seed >>> 32));
        key = mix(key + GOLDEN ^ (int) iteration);
        key = mix(key ^ (int) (iteration >>> 32));
        return mix(key + GOLDEN ^ layer);
    }

    /**
     * Returns whether an activation is kept.
     *
     * @param key the {@link #key}
     * @param unit index of the unit
     * @param sample index of the sample in the batch
     * @param threshold the {@link #threshold}
     * @return true if the hash, as a signed number, is at least the threshold
     */
    public static boolean keeps(int key, int unit, int sample, int threshold) {
        return hash(key, unitHash(key, unit), sample) >= threshold;
    }

    /**
     * Returns the part of the hash shared by all samples of a unit.
     *
     * @param key the {@link #key}
     * @param unit index of the unit
     * @return any 32 bits
     */
    public static int unitHash(int key, int unit) {
        return mix(mix(key) + unit * GOLDEN);
    }

    /**
     * Returns the hash of a sample in one unit.
     *
     * @param key the {@link #key}
     * @param unitHash the {@link #unitHash} of the same key
     * @param sample index of the sample in the batch
     * @return any 32 bits
     */
    public static int hash(int key, int unitHash, int sample) {
        return mix(mix(sample ^ key) + unitHash);
    }

    /**
     * The finalizer of MurmurHash3 for 32 bits, a bijection.
     *
     * @param h any 32 bits
     * @return those bits mixed; 0 for 0
     */
    public static int mix(int h) {
        h ^= h >>> 16;
        h *= M1;
        h ^= h >>> 13;
        h *= M2;
        return h ^ h >>> 16;
    }
}
