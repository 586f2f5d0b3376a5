/**
 * The command lines that {@code scripts/} starts: one class with a {@code main} method for each
 * script. They may use every other package; no package uses them. Start with {@link
 * lanewise.benchmarks.cli.Train} for training and with {@link lanewise.benchmarks.cli.Bench} for
 * measuring.
 */
package lanewise.benchmarks.cli;
