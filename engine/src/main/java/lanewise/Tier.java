package lanewise;

/**
 * Which kernels a run uses. All give the same results to the bit; they differ in speed only.
 *
 * <p>The vector kernels need the JVM option {@code --add-modules jdk.incubator.vector}, and about a
 * second of run time until HotSpot has compiled them. The system property {@code
 * lanewise.vectorBits} (128, 256 or 512) makes their vectors narrower than the machine prefers.
 *
 * <pre>{@code
 * TrainingRun run = trainer.withTier(Tier.SCALAR).fit(start, train);
 * System.out.println(run.kernels()); // prints scalar
 * Predictor predictor = run.model().predictor(Tier.AUTO);
 * }</pre>
 */
public enum Tier {
    /**
     * The fastest kernels by measurement. A run starts on the scalar ones at once. Where there is
     * work enough for others to pay, a daemon thread named {@code lanewise-warm-up} lets HotSpot
     * compile them on copies of the run's arrays, and the run moves over between two iterations
     * when they have been measured to be faster here; {@link lanewise.train.TrainingRun#tierUses}
     * tells. The thread ends with the run, and a JVM has one of them at a time. A run that would
     * have been worth the vector kernels on a machine that cannot run them logs one line that says
     * why.
     *
     * <p>A predictor takes the vector kernels once it has had a second or two of work, and goes
     * back if it measures that they are no faster here.
     */
    AUTO,
    /** Plain Java, on every machine. */
    SCALAR,
    /** The Vector API; a run fails with {@link IllegalStateException} where that cannot be had. */
    VECTOR,
    /**
     * Vector kernels made for the shape of one small network; a run fails with {@link
     * IllegalStateException} where they cannot be had, or the network is not of that kind.
     */
    SPECIALISED
}
