package lanewise.recurrent;

import java.util.BitSet;
import java.util.Objects;

/**
 * Which connections a recurrent layer has: a mask for sparse wiring. A source is an input of the
 * layer or one of its own units; inputs come first. Immutable and thread-safe.
 *
 * <pre>{@code
 * // Two inputs, three units: the inputs reach unit 2 only, which reaches units 0 and 1.
 * Wiring wiring = Wiring.of(new boolean[][] {
 *     {false, false, true}, {false, false, true}, // from the inputs
 *     {false, false, false}, {false, false, false}, {true, true, false} // from the units
 * });
 * Layer layer = Layer.tanh(3).withRecurrence(Recurrence.full().withWiring(wiring));
 * System.out.println(wiring); // prints 4 of 15 connections
 * }</pre>
 */
public final class Wiring {
    private final int sources;
    private final int units;
    private final BitSet connected;

    private Wiring(int sources, int units, BitSet connected) {
        this.sources = sources;
        this.units = units;
        this.connected = connected;
    }

    /**
     * A wiring from a table.
     *
     * @param connected whether there is a connection: a row for each source, in it a value for each
     *     unit; it is copied
     * @return the wiring
     * @throws NullPointerException if the table or a row is null
     * @throws IllegalArgumentException if there are no units, not more sources than units, more
     *     connections than an int can count, or rows of different lengths
     */
    public static Wiring of(boolean[][] connected) {
        Objects.requireNonNull(connected, "connected is null: expected a row for each source");
        int sources = connected.length;
        int units = sources == 0 ? 0 : requireRow(connected, 0).length;
        if (units < 1 || sources <= units) {
            throw new IllegalArgumentException(
                    "a wiring of "
                            + sources
                            + " sources and "
                            + units
                            + " units: expected at least one unit, and as sources the units and at"
                            + " least one input");
        }
        if ((long) sources * units > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a wiring of "
                            + sources
                            + " sources and "
                            + units
                            + " units: expected at most "
                            + Integer.MAX_VALUE
                            + " connections");
        }
        BitSet bits = new BitSet();
        for (int source = 0; source < sources; source++) {
            boolean[] row = requireRow(connected, source);
            if (row.length != units) {
                throw new IllegalArgumentException(
                        "row "
                                + source
                                + " has "
                                + row.length
                                + " values, row 0 "
                                + units
                                + ": expected one for each unit");
            }
            for (int unit = 0; unit < units; unit++) {
                bits.set(source * units + unit, row[unit]);
            }
        }
        return new Wiring(sources, units, bits);
    }

    private static boolean[] requireRow(boolean[][] connected, int source) {
        if (connected[source] == null) {
            throw new NullPointerException(
                    "row " + source + " of connected is null: expected a value for each unit");
        }
        return connected[source];
    }

    /**
     * The number of sources.
     *
     * @return inputs and units
     */
    public int sources() {
        return sources;
    }

    /**
     * The number of units.
     *
     * @return at least 1
     */
    public int units() {
        return units;
    }

    /**
     * Tells of a connection.
     *
     * @param source 0 to {@code sources() - 1}, inputs first
     * @param unit 0 to {@code units() - 1}
     * @return whether the unit gets the source
     * @throws IndexOutOfBoundsException if there is no such source or unit
     */
    public boolean connects(int source, int unit) {
        Objects.checkIndex(source, sources);
        Objects.checkIndex(unit, units);
        return connected.get(source * units + unit);
    }

    /** Two wirings are equal if they have the same connections. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Wiring wiring
                && sources == wiring.sources
                && units == wiring.units
                && connected.equals(wiring.connected);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sources, units, connected);
    }

    /**
     * Counts the connections.
     *
     * @return such as {@code 4 of 15 connections}
     */
    @Override
    public String toString() {
        return connected.cardinality() + " of " + (long) sources * units + " connections";
    }
}
