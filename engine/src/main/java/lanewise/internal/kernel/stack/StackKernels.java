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
     * @param g their gradient
     * @param c the coefficients of each model
     * @param count number of parameters of a model
     * @param nonFinite receives for each model 0 if all its results are finite, else another number
     */
    void sgd(float[] p, float[] g, StackCoefficients c, int count, int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#momentum}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g their gradient
     * @param v the velocity
     * @param c the coefficients of each model
     * @param count number of parameters of a model
     * @param nonFinite receives for each model 0 if all its results are finite, else another number
     */
    void momentum(float[] p, float[] g, float[] v, StackCoefficients c, int count, int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#nesterov}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g their gradient
     * @param v the velocity
     * @param c the coefficients of each model
     * @param count number of parameters of a model
     * @param nonFinite receives for each model 0 if all its results are finite, else another number
     */
    void nesterov(float[] p, float[] g, float[] v, StackCoefficients c, int count, int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#rmsProp}.
     *
     * @param p the parameters, stacked, updated in place
     * @param g their gradient
     * @param s the moving average of squares
     * @param c the coefficients of each model
     * @param count number of parameters of a model
     * @param nonFinite receives for each model 0 if all its results are finite, else another number
     */
    void rmsProp(float[] p, float[] g, float[] s, StackCoefficients c, int count, int[] nonFinite);

    /**
     * Steps as {@link UpdateKernels#adam}, for parameters {@code from} to {@code to}; with
     * decoupled weight decay, the new ones get {@code decay · p} of the old ones added, rounded
     * once.
     *
     * @param p the parameters, stacked, updated in place
     * @param g their gradient
     * @param m the first moment
     * @param v the second moment
     * @param c the coefficients of each model
     * @param from first parameter
     * @param to the parameter after the last one
     * @param decays whether the weights decay
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void adam(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            StackCoefficients c,
            int from,
            int to,
            boolean decays,
            int[] nonFinite);

    /**
     * Adds multiples as {@link UpdateKernels#scaledAdd}: {@code y[k] = fma(factor, x[k], y[k])} for
     * {@code from ≤ k < to}.
     *
     * @param y updated in place
     * @param factors the factor of each model
     * @param x the addends
     * @param from first parameter
     * @param to the parameter after the last one
     * @param nonFinite combined for each model with 0 if all its results are finite, else with
     *     another number
     */
    void scaledAdd(float[] y, float[] factors, float[] x, int from, int to, int[] nonFinite);
}
