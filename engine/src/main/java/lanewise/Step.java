package lanewise;

import lanewise.kernel.Kernels;
import lanewise.profile.PhaseTimes;

/**
 * The arithmetic of an iteration: the gradient of a batch, then the optimizer's step. It has all
 * working memory; an iteration allocates nothing.
 */
interface Step {

    /**
     * Computes the gradient of a batch.
     *
     * @param kernels who computes, the update too
     * @param batch the rows
     * @param iteration counted from 0
     * @param measure whether to measure loss and hits
     * @throws UnsettledException if a recurrent layer does not come to rest
     */
    void gradient(Kernels kernels, Batch batch, int iteration, boolean measure);

    /**
     * Computes the new parameters; {@link #accept} makes them the parameters.
     *
     * @param iteration counted from 0
     * @return whether all are finite
     */
    boolean update(int iteration);

    /**
     * Says where to write how long phases take.
     *
     * @param times where; null for nowhere
     */
    void time(PhaseTimes times);

    /** Ends the iteration. */
    void accept();

    /** The parameters, then padding. */
    float[] parameters();

    /** The new parameters before they are accepted. */
    float[] computed();

    /** The loss of the batch that was measured, before the step. */
    float loss();

    /** The rows of the measured batch whose class was predicted. */
    int hits();

    /** The first layer with a sum or activation that is not finite, else the last. */
    int suspectLayer();

    /** The gradient that the optimizer got last, before it was limited, without padding. */
    float[] meanGradient();

    /** How a recurrent layer came to rest in the last batch. */
    Settling settling(int layer);

    /** Where the run stands between two iterations; its arrays are this step's. */
    StepState state();
}
