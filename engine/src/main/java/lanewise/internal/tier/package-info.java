/**
 * Tiers: which kernels this machine can run, and choosing, warming up, measuring and moving between
 * them.
 *
 * <p>Depends on the kernels and on {@code internal.pass}, whose iterations it measures. Start with
 * {@link lanewise.internal.tier.KernelProvider} for what can run, {@link
 * lanewise.internal.tier.RunKernels} for training and {@link
 * lanewise.internal.tier.PredictionKernels} for prediction.
 */
package lanewise.internal.tier;
