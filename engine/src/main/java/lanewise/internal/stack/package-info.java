/**
 * Training of up to sixteen models of one network side by side: their batches, steps and losses.
 * Each model keeps the bits that {@link lanewise.internal.pass} gives it alone, whose parts this
 * package uses. {@link lanewise.internal.stack.StackStep} is the place to start reading.
 */
package lanewise.internal.stack;
