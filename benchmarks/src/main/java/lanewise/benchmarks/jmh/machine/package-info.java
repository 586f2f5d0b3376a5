/**
 * Benchmarks of the machine itself: peak of fused multiply-adds and memory bandwidth, the bounds
 * that other benchmarks are held against. Depends on JMH and the Vector API only. Start with {@link
 * lanewise.benchmarks.jmh.machine.FmaPeak}.
 */
package lanewise.benchmarks.jmh.machine;
