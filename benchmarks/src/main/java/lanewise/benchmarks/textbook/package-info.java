/**
 * The control of the benchmarks: the reference network as a tutorial teaches it, in double and
 * without a thought for speed. It must stay what a reader of such a tutorial would write; what
 * makes it faster belongs into the engine.
 */
package lanewise.benchmarks.textbook;
