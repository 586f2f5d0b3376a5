/**
 * What is measured: the reference workload on every implementation and single kernels on every
 * tier. Each benchmark checks its result before it is measured and fails when it is wrong, so that
 * no figure stands for a wrong answer.
 *
 * <p>JMH wants benchmark classes public and not final.
 */
package lanewise.benchmarks.jmh;
