/**
 * Benchmarks of tables: the preparation of many rows beside an epoch of training on them, and that
 * of a single record. Depends on the engine's public interface. Start with {@link
 * lanewise.benchmarks.jmh.table.PrepareTable}.
 */
package lanewise.benchmarks.jmh.table;
