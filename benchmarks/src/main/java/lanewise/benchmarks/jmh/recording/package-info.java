/**
 * Benchmarks of the cost of a Flight Recorder recording during training. May depend on {@code
 * jmh.training} and {@code workload}. Start with {@link
 * lanewise.benchmarks.jmh.recording.RecordingCost}.
 */
package lanewise.benchmarks.jmh.recording;
