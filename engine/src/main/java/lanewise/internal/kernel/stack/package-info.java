/**
 * Vector kernels whose lanes are models: up to sixteen models of one network, trained side by side
 * in batches too small to fill vectors with samples or units. {@link
 * lanewise.internal.kernel.stack.StackKernels} defines them; {@link
 * lanewise.internal.kernel.stack.VectorStack} is the place to start reading.
 */
package lanewise.internal.kernel.stack;
