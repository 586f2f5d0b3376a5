/**
 * Benchmarks of training: whole loops on a workload and single training steps. Depends on the
 * engine's public interface and on {@code workload}. Start with {@link
 * lanewise.benchmarks.jmh.training.IrisLoop}, the headline figure.
 */
package lanewise.benchmarks.jmh.training;
