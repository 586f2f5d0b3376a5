/**
 * Runs the JMH benchmarks of the subpackages. Every benchmark checks its result before it is
 * measured and fails if the result is wrong, so that no figure stands for a wrong answer. Depends
 * on its subpackages and on {@code workload}. Start with {@link lanewise.benchmarks.jmh.Session}.
 *
 * <p>JMH requires benchmark classes to be public and not final. Their simple names must be unique:
 * result files and filters identify a benchmark by class and method.
 */
package lanewise.benchmarks.jmh;
