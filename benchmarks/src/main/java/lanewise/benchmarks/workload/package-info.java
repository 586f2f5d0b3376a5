/**
 * The trainings and predictions that are measured, the shapes of networks and layers, and NumPy's
 * results, which an implementation must reproduce before its time counts. May depend on {@code
 * textbook}. Start with {@link lanewise.benchmarks.workload.IrisTraining}.
 */
package lanewise.benchmarks.workload;
