/**
 * The command lines. {@link lanewise.benchmarks.cli.Train} is what {@code scripts/train} runs;
 * {@link lanewise.benchmarks.cli.CommandRunner} gives every command the same manners: help on
 * standard output, whatever the user can put right as one line on standard error with exit code 2.
 */
package lanewise.benchmarks.cli;
