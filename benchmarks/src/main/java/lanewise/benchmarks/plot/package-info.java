/** Charts as PNG and SVG. */
package lanewise.benchmarks.plot;
