/**
 * Optimizers, the rules by which a training step changes the parameters, and schedules of their
 * learning rate.
 *
 * <pre>{@code
 * Optimizer plain = new Sgd(0.1);
 * Optimizer adam = new Adam(0.001);
 * Optimizer falling = new Momentum(new StepDecay(0.1, 0.5, 1000), 0.9);
 * Optimizer warmed = new AdamW(new WarmUp(100, new CosineDecay(0.001, 0, 4900)), 0.01);
 * }</pre>
 *
 * <p>All of them are values: records that compare by their settings and can be shared by any number
 * of runs and threads. Iterations are counted from 0; an iteration is one step, that is, one batch.
 * Learning rates, parts that stay, ε and decay must be in range as the floats, too, that the
 * kernels compute with: a rate of 1e-50 would be 0 and is refused.
 *
 * <p>No method takes or returns null.
 */
package lanewise.optimize;
