/**
 * Adapters to other libraries that train the same tasks as the engine, predict the same rows or
 * search the same settings, and their benchmarks. Compiled only with the Maven profile {@code
 * peers}. May depend on {@code onnx} and {@code workload}; {@code workload.Peer} and {@code
 * workload.InferencePeer} find the adapters by name. Start with {@link
 * lanewise.benchmarks.peers.PeerLoop}.
 */
package lanewise.benchmarks.peers;
