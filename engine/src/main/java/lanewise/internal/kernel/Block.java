package lanewise.internal.kernel;

/**
 * What the stages of a training iteration work on: a block of samples on its way through a network,
 * and what is made of it. Belongs to one thread at a time.
 */
public final class Block {

    /** The weighted sums of each layer (units × n); the activations' array where not needed. */
    public final float[][] sums;

    /** The activations of each layer (units × n). */
    public final float[][] activations;

    /** The deltas of each layer (units × n). */
    public final float[][] deltas;

    /** Working memory. */
    public final Workspace workspace;

    /** Virtual lanes of the sums of a tile of gradients: 16 sums of 16 lanes. */
    public final float[] lanes = new float[Lanes.COUNT * Lanes.COUNT];

    /** The network's parameters. */
    public float[] parameters;

    /** The sums of gradients so far, laid out like the parameters. */
    public float[] gradient;

    /** The features (inputs × ld). */
    public float[] x;

    /** The block's first sample among the features and targets. */
    public int from;

    /** Distance between rows of {@link #x}. */
    public int ld;

    /** The number of samples, a multiple of {@link Lanes#COUNT}. */
    public int n;

    /** What the outputs should be. */
    public Targets targets;

    /** Idle rounds of each loop of a specialised kernel, so that C2 compiles it sooner. */
    public int spins;

    /** Number of blocks done while {@link #spins} was set. */
    public int runs;

    /** The sum of the losses, if measured. */
    public float loss;

    /** The number of hits, if measured. */
    public int hits;

    /**
     * Gathers what stays the same.
     *
     * @param sums the weighted sums of each layer; the activations' array where not needed
     * @param activations the activations of each layer
     * @param deltas the deltas of each layer
     * @param gradient receives the sums of gradients
     * @param workspace working memory
     */
    public Block(
            float[][] sums,
            float[][] activations,
            float[][] deltas,
            float[] gradient,
            Workspace workspace) {
        this.sums = sums;
        this.activations = activations;
        this.deltas = deltas;
        this.gradient = gradient;
        this.workspace = workspace;
    }

    /**
     * Sets the samples.
     *
     * @param theta the network's parameters
     * @param features the features
     * @param first the block's first sample
     * @param stride distance between rows of features
     * @param samples the number of samples, a multiple of {@link Lanes#COUNT}
     * @param what what the outputs should be
     */
    public void set(
            float[] theta, float[] features, int first, int stride, int samples, Targets what) {
        parameters = theta;
        x = features;
        from = first;
        ld = stride;
        n = samples;
        targets = what;
    }

    /**
     * The loss of the block.
     *
     * @return the sum, as {@link LossKernels#sum} defines it
     */
    public float loss() {
        return loss;
    }

    /**
     * The hits in the block.
     *
     * @return their number
     */
    public int hits() {
        return hits;
    }
}
