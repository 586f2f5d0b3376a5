package lanewise.internal.pass;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.profile.PhaseTimes;
import lanewise.recurrent.Convergence;

/**
 * The arithmetic of an iteration: the gradient of a batch, then the optimizer's update. Holds all
 * working memory; an iteration allocates nothing.
 */
public interface TrainingStep {

    /**
     * Computes the gradient of a batch, and in large networks the new parameters too, which changes
     * the optimizer's memory.
     *
     * @param kernels the kernels of this iteration, update included
     * @param batch the rows, not to be changed before the next call
     * @param iteration index of the iteration, from 0
     * @param measure whether to measure loss and correct predictions
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    void gradient(Kernels kernels, Batch batch, int iteration, boolean measure);

    /**
     * Computes the gradient of a batch, but no update.
     *
     * @param kernels the kernels
     * @param batch the rows
     * @param stream index of the iteration, from 0; may have other bits above the lower 32, which
     *     select other dropout masks
     * @param measure whether to measure loss and correct predictions
     * @return the sums over the batch's rows, laid out like the parameters, not to be changed
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     */
    float[] gradientSums(Kernels kernels, Batch batch, long stream, boolean measure);

    /**
     * Completes the new parameters; {@link #accept} makes them current.
     *
     * @param iteration index of the iteration, from 0
     * @return whether all are finite
     */
    boolean update(int iteration);

    /**
     * Starts or stops recording phase times.
     *
     * @param times receives the times; null stops recording
     */
    void time(PhaseTimes times);

    /** Makes the new parameters current. */
    void accept();

    /** The current parameters, then padding. */
    float[] parameters();

    /** The new parameters before they are accepted. */
    float[] computed();

    /** The sum of the measured rows' losses, which {@link #loss} divides. */
    double lossSum();

    /** The loss of the measured batch before the update. */
    float loss();

    /** Number of rows of the measured batch whose class was predicted. */
    int hits();

    /** Index of the first layer with a sum or activation that is not finite, else of the last. */
    int suspectLayer();

    /**
     * The latest gradient before it was limited, without padding, in a new array. It may have to be
     * computed again: loss and hits are lost, and later gradients are kept.
     */
    float[] meanGradient();

    /** Whether {@link #convergence} is known for recurrent layers. */
    boolean knowsConvergence();

    /** How a recurrent layer converged in the last batch. */
    Convergence convergence(int layer);

    /** The state between two iterations; its arrays are this step's. */
    StepState state();
}
