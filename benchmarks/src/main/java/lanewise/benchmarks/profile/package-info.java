/**
 * Profiles of training iterations: JFR recordings, flame graphs and JMH's profilers, beside the
 * limits of the machine. May depend on {@code jmh}, {@code jmh.machine}, {@code jmh.recording} and
 * {@code report.table}. Start with {@link lanewise.benchmarks.profile.ProfiledRun}.
 */
package lanewise.benchmarks.profile;
