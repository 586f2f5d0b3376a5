package lanewise.internal.kernel;

/**
 * What a recurrent layer needs on its way to rest, beside the products of a {@link Dense} layer.
 * The number of samples and every range is a multiple of {@link Lanes#COUNT}, except that the
 * scalar kernels take any.
 */
public interface RelaxationKernels {

    /**
     * How much each sample changes from one sweep to the next, and how large it is: {@code
     * change[s] = max_j |next[j][s] − current[j][s]|} and {@code size[s] = max_j |next[j][s]|}. A
     * NaN among the numbers of a sample makes its maximum NaN.
     *
     * @param next what comes (rows × n)
     * @param current what is there (rows × n)
     * @param rows number of rows, at least 1
     * @param n number of samples
     * @param change receives the largest change of each sample
     * @param size receives the largest number of each sample
     */
    void changes(float[] next, float[] current, int rows, int n, float[] change, float[] size);

    /**
     * Goes back a part of the way, sample by sample: {@code next[j][s] = next[j][s] + kept[s] ·
     * (current[j][s] − next[j][s])}, the difference rounded, then one fused multiply-add.
     *
     * @param next where the way has led (rows × n), updated in place
     * @param current where it began (rows × n)
     * @param kept which part of the way back each sample goes, 0 for none
     * @param rows number of rows
     * @param n number of samples
     */
    void damp(float[] next, float[] current, float[] kept, int rows, int n);

    /**
     * {@code product[k] = product[k] · factor[k] + addend[k]}, one fused multiply-add.
     *
     * @param product the first factors, updated in place
     * @param factor the second factors
     * @param addend what is added
     * @param from index of the first
     * @param count how many
     */
    void multiplyAdd(float[] product, float[] factor, float[] addend, int from, int count);

    /**
     * Anderson's acceleration with a memory of one sweep, sample by sample: with the changes {@code
     * g = next − current} and {@code h = lastNext − lastCurrent}, {@code θ = Σ_j g·(g − h) / Σ_j (g
     * − h)²} makes {@code g − θ·(g − h)} shortest, and the state to go on from is {@code next −
     * θ·(next − lastNext)}. Sums are chains of fused multiply-adds in ascending order of {@code j};
     * θ is limited to ±{@code most[s]}, and 0 where its divisor is 0 or not finite. (D. G.
     * Anderson, "Iterative procedures for nonlinear integral equations", Journal of the ACM 12,
     * 1965; H. F. Walker and P. Ni, "Anderson acceleration for fixed-point iterations", SIAM
     * Journal on Numerical Analysis 49, 2011.)
     *
     * @param next what comes (rows × n)
     * @param current what is there (rows × n)
     * @param lastNext what came in the sweep before (rows × n)
     * @param lastCurrent what was there before that sweep (rows × n); receives the state to go on
     *     from
     * @param most how large θ of each sample may become, at least 0
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
            float[] most,
            int rows,
            int n,
            float[] weight,
            float[] scratch);
}
