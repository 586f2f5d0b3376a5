/**
 * Other libraries that train the same {@link lanewise.benchmarks.workload.Task tasks}, one class
 * for each {@link lanewise.benchmarks.workload.Peer peer}, and the JMH classes that measure them.
 * Only in builds with the Maven profile {@code peers}.
 */
package lanewise.benchmarks.peers;
