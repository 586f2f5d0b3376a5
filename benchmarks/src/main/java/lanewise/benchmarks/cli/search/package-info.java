/**
 * The parts of the command {@code search}: its options, the settings that it varies, and its
 * results as text, JSON, CSV and charts. Start with {@link
 * lanewise.benchmarks.cli.search.SearchPlan}.
 */
package lanewise.benchmarks.cli.search;
