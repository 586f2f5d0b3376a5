/**
 * Plumbing shared by all commands: parsing of option values, help texts, exit codes, messages and
 * output files. Depends on picocli and on the engine's exceptions only. Start with {@link
 * lanewise.benchmarks.cli.command.CommandRunner}, which defines how every command behaves.
 */
package lanewise.benchmarks.cli.command;
