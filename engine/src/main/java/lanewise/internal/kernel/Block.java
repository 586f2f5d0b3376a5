package lanewise.internal.kernel;

/**
 * Inputs, intermediate results and outputs of the stages of a training iteration for one block of
 * samples. Confined to one thread at a time.
 */
public final class Block {

    /** Weighted sums of each layer (units × n); the activations' array where not needed. */
    public final float[][] sums;

    /** Activations of each layer (units × n). */
    public final float[][] activations;

    /** Deltas of each layer (units × n). */
    public final float[][] deltas;

    /** Working memory. */
    public final Workspace workspace;

    /** Partial sums of one gradient tile: up to 16 sums of 16 virtual lanes each. */
    public final float[] lanes = new float[Lanes.COUNT * Lanes.COUNT];

    /** The network's parameters. */
    public float[] parameters;

    /** Gradient sums so far, laid out like the parameters. */
    public float[] gradient;

    /** The features (inputs × ld). */
    public float[] x;

    /** Index of the block's first sample in the features and targets. */
    public int from;

    /** Distance between rows of {@link #x}. */
    public int ld;

    /** Number of samples, a multiple of {@link Lanes#COUNT}; 0 in rehearsals only. */
    public int n;

    /** Expected outputs. */
    public Targets targets;

    /** Sum of the losses, if measured. */
    public float loss;

    /** Number of correct predictions, if measured. */
    public int hits;

    /**
     * Creates a block on the arrays that are the same for all samples.
     *
     * @param sums weighted sums of each layer; the activations' array where not needed
     * @param activations activations of each layer
     * @param deltas deltas of each layer
     * @param gradient receives the gradient sums
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
     * Sets the samples to process.
     *
     * @param theta the network's parameters
     * @param features the features
     * @param first index of the block's first sample
     * @param stride distance between rows of features
     * @param samples number of samples, a multiple of {@link Lanes#COUNT}
     * @param expected expected outputs
     */
    public void set(
            float[] theta, float[] features, int first, int stride, int samples, Targets expected) {
        parameters = theta;
        x = features;
        from = first;
        ld = stride;
        n = samples;
        targets = expected;
    }

    /**
     * Returns the loss of the block.
     *
     * @return the sum defined by {@link LossKernels#sum}
     */
    public float loss() {
        return loss;
    }

    /**
     * Returns the number of correct predictions in the block.
     *
     * @return the number defined by {@link LossKernels#hits}
     */
    public int hits() {
        return hits;
    }
}
