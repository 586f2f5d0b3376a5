/**
 * The kernels and the seam behind which they can be exchanged; not exported.
 *
 * <p>{@link lanewise.internal.kernel.Kernels} are families: {@link
 * lanewise.internal.kernel.DenseKernels}, {@link lanewise.internal.kernel.ActivationKernels},
 * {@link lanewise.internal.kernel.LossKernels}, {@link lanewise.internal.kernel.UpdateKernels} and
 * {@link lanewise.internal.kernel.DropoutKernels}. The interface of a family states each kernel as
 * an equation; {@code Scalar…} is its definition in plain Java, {@code Vector…} the same arithmetic
 * on vectors. {@link lanewise.internal.kernel.Gemm} multiplies the matrices of large layers. {@link
 * lanewise.internal.tier.KernelProvider} finds out what this machine can run.
 *
 * <p>{@link lanewise.internal.kernel.specialised.NetworkStages} are the kernels of one small
 * network: stages, which {@link lanewise.internal.kernel.specialised.StageCode} describes, {@link
 * lanewise.internal.kernel.specialised.StageClass} turns into classes and {@link
 * lanewise.internal.kernel.specialised.VectorCode} writes, instruction by instruction. The page
 * {@code docs/specialised-kernels.md} describes how.
 *
 * <h2>Layout</h2>
 *
 * <p>All matrices are flat {@code float[]}, feature-major: row {@code f} holds feature (or unit)
 * {@code f} of all samples of a block, so that consecutive samples are consecutive floats and one
 * vector works on as many samples as it has lanes. The number {@code n} of samples of a block is a
 * multiple of {@link lanewise.internal.kernel.Lanes#COUNT}; cells that pad the last samples are
 * computed like any others and silenced by a mask of zeros in the error.
 *
 * <h2>Numerics contract</h2>
 *
 * <p>All implementations give the same bits, at any vector width and on any number of threads.
 * Lanes lie on independent axes only. A sum over features or units is one chain of fused
 * multiply-adds in ascending order. A sum over samples runs in sixteen virtual lanes, sample {@code
 * s} in lane {@code s mod 16}, which are folded at last by the fixed tree of {@link
 * lanewise.internal.kernel.Lanes#fold}; but in the gradient of layers that are large ({@link
 * lanewise.internal.kernel.Dense#sumsInOrder}) it is one chain in the order of samples. Functions
 * are polynomials of our own ({@link lanewise.internal.kernel.math.Sigmoid} and others), made of
 * operations that every machine rounds alike. The payload and sign of a NaN are the one exception:
 * they are not specified.
 */
package lanewise.internal.kernel;
