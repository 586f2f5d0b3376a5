package lanewise;

/**
 * The kernels of a training run or a predictor. All tiers compute the same bits; they differ only
 * in speed.
 *
 * <p>The vector kernels require the JVM option {@code --add-modules jdk.incubator.vector}. HotSpot
 * takes about a second to compile them. The system property {@code lanewise.vectorBits} (128, 256
 * or 512) selects vectors narrower than the machine's preferred width.
 *
 * <pre>{@code
 * TrainingRun run = trainer.withTier(Tier.SCALAR).fit(start, train);
 * System.out.println(run.kernels()); // prints scalar
 * Predictor predictor = run.model().predictor(Tier.AUTO);
 * }</pre>
 */
public enum Tier {
    /**
     * The fastest kernels by measurement. A run starts on the scalar kernels immediately. If the
     * remaining work is large enough for other kernels to pay off, a daemon thread named {@code
     * lanewise-warm-up} warms them up on copies of the run's arrays. Once they are measured to be
     * faster, the run switches to them between two iterations, which {@link
     * lanewise.train.TrainingRun#tierUses} reports. The thread ends with the run; a JVM has at most
     * one at a time. If vector kernels would pay off but are unavailable, the run logs one line
     * with the reason and stays on the scalar kernels.
     *
     * <p>The predictors of a model start on the scalar kernels, too. After 0.2 s of work by all of
     * them, such a thread compiles the vector kernels on copies of a row, and the predictors use
     * them where they are measured to be faster.
     */
    AUTO,
    /** Plain Java; available on every machine. */
    SCALAR,
    /** The Vector API; runs throw {@link IllegalStateException} if it is unavailable. */
    VECTOR,
    /**
     * Vector kernels generated for the shape of one small network; runs throw {@link
     * IllegalStateException} if the Vector API is unavailable or the network is not supported.
     */
    SPECIALISED
}
