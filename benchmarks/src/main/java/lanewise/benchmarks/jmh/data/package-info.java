/**
 * Benchmarks of reading and preparing data; start with {@link
 * lanewise.benchmarks.jmh.data.CsvReading}.
 */
package lanewise.benchmarks.jmh.data;
