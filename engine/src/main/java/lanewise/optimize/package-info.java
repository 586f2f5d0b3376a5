/**
 * Optimizers, the rules by which a training step updates the parameters, and learning-rate
 * schedules. Start with {@link lanewise.optimize.Optimizer} and {@link lanewise.optimize.Schedule}.
 * The package depends on nothing but the JDK; the update kernels are elsewhere.
 *
 * <pre>{@code
 * Optimizer plain = new Sgd(0.1);
 * Optimizer adam = new Adam(0.001);
 * Optimizer falling = new Momentum(new StepDecay(0.1, 0.5, 1000), 0.9);
 * Optimizer warmed = new AdamW(new WarmUp(100, new CosineDecay(0.001, 0, 4900)), 0.01);
 * }</pre>
 *
 * <p>All are values: records compared by their settings, which any number of runs and threads can
 * share. Iterations are counted from 0; an iteration is one step on one batch. Learning rates,
 * decay rates, ε and weight decay must also be in range after rounding to float, since the kernels
 * compute with floats: a rate of 1e-50 rounds to 0 and is rejected.
 *
 * <p>No method takes or returns null.
 */
package lanewise.optimize;
