package lanewise.internal.kernel.stack;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;

/**
 * The coefficients of an optimizer's step for each model of {@link StackKernels}, by the names of
 * {@link UpdateKernels}.
 */
public final class StackCoefficients {

    /** The rate; for plain gradient descent times the scale of the gradient. */
    public final float[] rate = new float[Lanes.COUNT];

    /** The factor of the gradient. */
    public final float[] scale = new float[Lanes.COUNT];

    /** Momentum, or Adam's β1. */
    public final float[] decay1 = new float[Lanes.COUNT];

    /** {@code 1 − β1}. */
    public final float[] rest1 = new float[Lanes.COUNT];

    /** RMSProp's ρ, or Adam's β2. */
    public final float[] decay2 = new float[Lanes.COUNT];

    /** {@code 1 − ρ} or {@code 1 − β2}. */
    public final float[] rest2 = new float[Lanes.COUNT];

    /** Adam's factor of the root. */
    public final float[] correction = new float[Lanes.COUNT];

    /** The factor of old weights that decoupled weight decay adds. */
    public final float[] decay = new float[Lanes.COUNT];

    /** The term that keeps a divisor from zero. */
    public final float[] epsilon = new float[Lanes.COUNT];
}
