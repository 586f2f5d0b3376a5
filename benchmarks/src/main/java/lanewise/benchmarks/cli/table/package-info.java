/**
 * The training on tables of any kind of columns: options, splits, scores and results. Start with
 * {@link lanewise.benchmarks.cli.table.TableTraining}.
 */
package lanewise.benchmarks.cli.table;
