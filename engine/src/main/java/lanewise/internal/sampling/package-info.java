/**
 * Random samples of rows that keep the proportions of classes, for the splits of {@code
 * lanewise.data} and {@code lanewise.split}; start with {@link
 * lanewise.internal.sampling.StratifiedDraws}. Not exported; the package knows rows and class
 * names, but no data sets.
 */
package lanewise.internal.sampling;
