/** How fast specialised kernels could be on this machine, and how fast they are. */
package lanewise.benchmarks.explain;
