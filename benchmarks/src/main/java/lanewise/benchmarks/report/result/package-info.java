/**
 * Results of benchmarks: JMH's JSON, measurements by fork, and the machine they were taken on.
 * Depends on JMH's result classes, Gson and the engine's provider of kernels only. Start with
 * {@link lanewise.benchmarks.report.result.Measurement}.
 */
package lanewise.benchmarks.report.result;
