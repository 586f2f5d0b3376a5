/**
 * The kernels and the interfaces of their scalar and vector implementations; not exported.
 *
 * <p>{@link lanewise.internal.kernel.Kernels} groups the families: {@link
 * lanewise.internal.kernel.DenseKernels}, {@link lanewise.internal.kernel.ActivationKernels},
 * {@link lanewise.internal.kernel.LossKernels}, {@link lanewise.internal.kernel.UpdateKernels},
 * {@link lanewise.internal.kernel.DropoutKernels} and {@link
 * lanewise.internal.kernel.RelaxationKernels}. The interface of a family specifies each kernel by
 * an equation; {@code Scalar…} is the reference implementation in plain Java, {@code Vector…} the
 * same arithmetic on vectors. {@link lanewise.internal.kernel.Gemm} multiplies the matrices of
 * large layers. {@link lanewise.internal.tier.KernelProvider} detects which kernels this machine
 * can run.
 *
 * <p>{@link lanewise.internal.kernel.specialised.NetworkStages} holds kernels specialised for one
 * small network. A {@link lanewise.internal.kernel.specialised.StageCode} generates a stage, {@link
 * lanewise.internal.kernel.specialised.VectorCode} emits its instructions, and {@link
 * lanewise.internal.kernel.specialised.StageClass} defines its class. The page {@code
 * docs/specialised-kernels.md} of this module describes them.
 *
 * <p>No vector crosses a method boundary or is stored in a field or array, because C2 boxes it if
 * the call is not inlined. Vector kernels therefore contain copies of the polynomials of {@link
 * lanewise.internal.kernel.math.Exp}, {@link lanewise.internal.kernel.math.Log} and {@link
 * lanewise.internal.kernel.math.Sigmoid}; a copy must match its scalar original operation by
 * operation.
 *
 * <h2>Layout</h2>
 *
 * <p>Matrices are flat {@code float[]}, feature-major but for those of {@link
 * lanewise.internal.kernel.RowKernels} and {@link lanewise.internal.kernel.FewRowKernels}: row
 * {@code f} holds feature (or unit) {@code f} of all samples of a block. Consecutive samples are
 * consecutive floats, so one vector processes as many samples as it has lanes. The number {@code n}
 * of samples of a block is a multiple of {@link lanewise.internal.kernel.Lanes#COUNT}, or any
 * number for scalar kernels; padding cells are computed like all others, and a mask sets their
 * error to zero.
 *
 * <h2>Numerics contract</h2>
 *
 * <p>All implementations give the same bits, at any vector width and on any number of threads:
 *
 * <ul>
 *   <li>Vector lanes are used on independent axes only.
 *   <li>A sum over features or units is one chain of fused multiply-adds in ascending order.
 *   <li>A sum over samples runs in sixteen virtual lanes, sample {@code s} in lane {@code s mod
 *       16}, folded by the fixed tree of {@link lanewise.internal.kernel.Lanes#fold}. Exception: in
 *       the gradient of the weights of large layers ({@link
 *       lanewise.internal.kernel.Dense#sumsInOrder}) it is one chain in ascending order of the
 *       samples.
 *   <li>Functions are this package's own polynomials and quotients of them ({@link
 *       lanewise.internal.kernel.math.Sigmoid} and others), built from operations that round
 *       identically on every machine.
 * </ul>
 *
 * <p>The payload and sign of a NaN are not specified.
 */
package lanewise.internal.kernel;
