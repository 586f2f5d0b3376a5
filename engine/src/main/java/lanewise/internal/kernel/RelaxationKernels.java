package lanewise.internal.kernel;

/**
 * The fixed-point iteration of a recurrent layer, except for the products of its {@link Dense}
 * layer. An iteration is called a sweep. The number of samples and the length of every range are
 * multiples of {@link Lanes#COUNT}; the scalar kernels accept any value. An array that a kernel
 * writes must not overlap its other arrays.
 */
public interface RelaxationKernels {

    /**
     * Computes the largest change and the largest magnitude of each sample in a sweep: {@code
     * change[s] = max_j |next[j][s] − current[j][s]|} and {@code size[s] = max_j |next[j][s]|}. If
     * a value of a sample is NaN, so is its maximum.
     *
     * @param next state after the sweep (rows × n)
     * @param current state before the sweep (rows × n)
     * @param rows number of rows, at least 1
     * @param n number of samples
     * @param change receives the largest change of each sample
     * @param size receives the largest magnitude of each sample
     */
    void changes(float[] next, float[] current, int rows, int n, float[] change, float[] size);

    /**
     * Damps a sweep, with a factor per sample: {@code next[j][s] = next[j][s] + damping[s] ·
     * (current[j][s] − next[j][s])}. The difference is rounded, then used in one fused
     * multiply-add.
     *
     * @param next state after the sweep (rows × n), updated in place
     * @param current state before the sweep (rows × n)
     * @param damping weight of {@code current} for each sample, 0 for no damping
     * @param rows number of rows
     * @param n number of samples
     */
    void damp(float[] next, float[] current, float[] damping, int rows, int n);

    /**
     * Computes {@code product[k] = product[k] · factor[k] + addend[k]} by one fused multiply-add,
     * for {@code from ≤ k < from + count}.
     *
     * @param product the first factors, updated in place
     * @param factor the second factors
     * @param addend the addends
     * @param from index of the first element
     * @param count number of elements
     */
    void multiplyAdd(float[] product, float[] factor, float[] addend, int from, int count);

    /**
     * Anderson acceleration with a memory of one sweep, separately for each sample. With the
     * residuals {@code g = next − current} and {@code h = lastNext − lastCurrent}, {@code θ = Σ_j
     * g·(g − h) / Σ_j (g − h)²} minimizes the norm of {@code g − θ·(g − h)}; the state for the next
     * sweep is {@code next − θ·(next − lastNext)}. Sums are chains of fused multiply-adds in
     * ascending order of {@code j}; θ is clamped to ±{@code maxTheta[s]}, and 0 if its divisor is 0
     * or not finite. (D. G. Anderson, "Iterative procedures for nonlinear integral equations",
     * Journal of the ACM 12, 1965; H. F. Walker and P. Ni, "Anderson acceleration for fixed-point
     * iterations", SIAM Journal on Numerical Analysis 49, 2011.)
     *
     * @param next state after the sweep (rows × n)
     * @param current state before the sweep (rows × n)
     * @param lastNext state after the previous sweep (rows × n)
     * @param lastCurrent state before the previous sweep (rows × n); receives the state for the
     *     next sweep
     * @param maxTheta limit of |θ| for each sample, at least 0
     * @param rows number of rows
     * @param n number of samples
     * @param weight receives θ of each sample
     * @param scratch working memory of n floats
     */
    void accelerate(
            float[] next,
            float[] current,
            float[] lastNext,
            float[] lastCurrent,
            float[] maxTheta,
            int rows,
            int n,
            float[] weight,
            float[] scratch);
}
