package lanewise.internal.kernel.stack;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.DropoutKernels;
import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.UpdateKernels;

/**
 * Kernels that train {@link Lanes#COUNT} models of one network side by side, in small batches: lane
 * {@code m} of each vector belongs to model {@code m}.
 *
 * <p>A stacked array has sixteen floats in place of one, that of model {@code m} at offset {@code
 * m}. Parameters: number {@code k} begins at {@code 16 · k}. A stacked matrix of {@code u} units
 * and {@code rows} rows has row {@code r} of unit {@code j} at {@code 16 · (j · rows + r)}, so that
 * elementwise kernels can treat the rows of all models as {@code 16 · rows} samples.
 *
 * <p>An array of gradients need not begin with that of the first parameter: a part of the gradient
 * that stays in the first-level cache can be computed and used before the next.
 *
 * <p>Each model gets the bits that {@link DenseKernels}, {@link UpdateKernels} and {@link
 * DropoutKernels} give it alone. Models may have fewer rows than others in a batch: the features,
 * targets and weights of their missing rows are 0.
 *
 * <p>Kernels are stateless and thread-safe. Arguments are checked by {@code assert} only. Outputs
 * must not overlap inputs unless a method says so.
 */
public interface StackKernels {

    /** Largest number of rows. */
    int MAX_ROWS = 4 * Lanes.COUNT;

    /** Size of the working memory of {@link StackLayer#gradient}, in floats. */
    int SCRATCH = Lanes.COUNT * Lanes.COUNT;

    /**
     * Returns the products of a layer.
     *
     * @param layer the layer
     * @param rows number of rows, 1 to {@link #MAX_ROWS}
     * @return kernels for this shape, made now or before
     */
    StackLayer layer(Dense layer, int rows);

    /**
     * Applies dropout, as {@link DropoutKernels#drop} does to samples 0 to {@code rows} with the
     * key of each model.
     *
     * @param a activations or errors (units × rows, stacked)
     * @param out receives the results (units × rows, stacked); may be {@code a}
     * @param units number of units
     * @param rows number of rows, 1 to {@link #MAX_ROWS}
     * @param threshold {@link DropoutMask#threshold} of the dropout rate
     * @param scale factor of kept activations, {@link DropoutMask#scale}
     * @param keys the {@link DropoutMask#key} of layer and iteration, for each model
     */
    void drop(float[] a, float[] out, int units, int rows, int threshold, float scale, int[] keys);

    /**
     * Steps as {@link UpdateKernels#sgd}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param c the coefficients of each model
     * @param from first parameter to update
     * @param to the parameter after the last one
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void sgd(
            float[] p,
            float[] g,
            int first,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#momentum}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param v the velocity
     * @param c the coefficients of each model
     * @param from first parameter to update
     * @param to the parameter after the last one
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void momentum(
            float[] p,
            float[] g,
            int first,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#nesterov}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param v the velocity
     * @param c the coefficients of each model
     * @param from first parameter to update
     * @param to the parameter after the last one
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void nesterov(
            float[] p,
            float[] g,
            int first,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#rmsProp}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param s the moving average of squares
     * @param c the coefficients of each model
     * @param from first parameter to update
     * @param to the parameter after the last one
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void rmsProp(
            float[] p,
            float[] g,
            int first,
            float[] s,
            StackCoefficients c,
            int from,
            int to,
            int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#adam}, for parameters {@code from} to {@code to}; with
     * decoupled weight decay, the new ones get {@code decay · p} of the old ones added, rounded
     * once.
     *
     * @param p the parameters, stacked, updated in place
     * @param g the gradient from parameter {@code first} on
     * @param first parameter whose gradient is the first of {@code g}
     * @param m the first moment
     * @param v the second moment
     * @param c the coefficients of each model
     * @param from first parameter to update
     * @param to the parameter after the last one
     * @param decays whether the weights decay
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void adam(
            float[] p,
            float[] g,
            int first,
            float[] m,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            boolean decays,
            int[] nonFinite);

    /**
     * Adds the penalty's share to gradients as {@link UpdateKernels#scaledAdd}: {@code g[k] =
     * fma(factor, p[k], g[k])} for {@code from ≤ k < to}.
     *
     * @param g the gradient from parameter {@code first} on, updated in place
     * @param first parameter whose gradient is the first of {@code g}
     * @param factors the factor of each model
     * @param p the parameters, stacked
     * @param from first parameter
     * @param to the parameter after the last one
     */
    void penalise(float[] g, int first, float[] factors, float[] p, int from, int to);
}
