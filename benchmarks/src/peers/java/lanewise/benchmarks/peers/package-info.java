/**
 * Adapters to other libraries that train the same tasks as the engine, and their benchmarks.
 * Compiled only with the Maven profile {@code peers}. May depend on {@code workload}; {@code
 * workload.Peer} finds the adapters by name. Start with {@link lanewise.benchmarks.peers.PeerLoop}.
 */
package lanewise.benchmarks.peers;
