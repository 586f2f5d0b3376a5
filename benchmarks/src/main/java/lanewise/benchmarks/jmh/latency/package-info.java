/**
 * Benchmarks of the latency of a single call: a cold process, the first fit in a JVM and a
 * prediction. Depends on the engine's public interface and on {@code workload}; a cold process runs
 * the command {@code train} by the name of its class. Start with {@link
 * lanewise.benchmarks.jmh.latency.PredictLatency}.
 */
package lanewise.benchmarks.jmh.latency;
