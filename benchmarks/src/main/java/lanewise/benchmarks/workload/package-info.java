/**
 * Whole trainings that are measured, each on several implementations, and NumPy's answers to them,
 * which an implementation has to give before its time counts.
 */
package lanewise.benchmarks.workload;
