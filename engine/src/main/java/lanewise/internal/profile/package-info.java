/**
 * Profiling of the engine: JDK Flight Recorder events in the category Lanewise. They are off until
 * a recording enables them; {@code META-INF/lanewise.jfc} in the jar is a configuration that does.
 * Start with {@link lanewise.internal.profile.PhaseTimes} and {@link lanewise.internal.profile.RunEvent}. Not
 * exported; the package depends on nothing but the JDK.
 *
 * <p>No event class is loaded in a JVM without a recorder. A run checks for one every few
 * milliseconds and then times the phases of its iterations: of all that take longer than 10 µs, but
 * only one in 17 of the shorter ones, which reading the clock would slow down. Only one in 17 short
 * epochs is recorded.
 */
package lanewise.internal.profile;
