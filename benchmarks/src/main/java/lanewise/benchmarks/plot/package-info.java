/**
 * Charts as PNG and SVG files, drawn by XChart. Depends on the engine's public interface only.
 * Start with {@link lanewise.benchmarks.plot.LineChart}.
 */
package lanewise.benchmarks.plot;
