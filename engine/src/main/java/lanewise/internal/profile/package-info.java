/**
 * What the engine tells those who profile it: events of the JDK's Flight Recorder, in the category
 * Lanewise. All are off until a recording enables them; {@code META-INF/lanewise.jfc} of the jar is
 * a configuration that does.
 *
 * <p>No event is loaded in a JVM without a recorder. A run looks for one every few milliseconds and
 * then times the phases of its iterations: of all that take longer than 10 µs, and of one in 17 of
 * the shorter, which the clock would slow down. Of short epochs, too, one in 17 is told.
 */
package lanewise.internal.profile;
