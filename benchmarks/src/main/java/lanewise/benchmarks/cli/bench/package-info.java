/**
 * Parts of the command {@code bench}: choice of processors, JMH's log, result files and their
 * comparison. May depend on {@code cli.command}, {@code report} and {@code plot}. Start with {@link
 * lanewise.benchmarks.cli.bench.BenchFiles}.
 */
package lanewise.benchmarks.cli.bench;
