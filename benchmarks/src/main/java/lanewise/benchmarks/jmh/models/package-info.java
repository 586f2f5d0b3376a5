/**
 * Benchmarks of many models at once: side by side, restarts and searches. May depend on {@code
 * workload}. Start with {@link lanewise.benchmarks.jmh.models.ManyModelsPair}.
 */
package lanewise.benchmarks.jmh.models;
