/**
 * Tiers: detects the kernels that this machine can run, selects, warms up and measures them, and
 * moves runs between them.
 *
 * <p>Depends on the kernels and on {@code internal.pass}, whose iterations it measures. Start with
 * {@link lanewise.internal.tier.KernelProvider} for what can run, {@link
 * lanewise.internal.tier.RunKernels} for training and {@link
 * lanewise.internal.tier.PredictionKernels} for prediction.
 */
package lanewise.internal.tier;
