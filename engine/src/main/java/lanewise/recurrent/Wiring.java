package lanewise.recurrent;

import java.util.BitSet;
import java.util.Objects;

/**
 * A mask of the connections of a sparse recurrent layer. A source is an input of the layer or one
 * of its own units; inputs come first. Immutable and thread-safe.
 *
 * <pre>{@code
 * // Two inputs, three units: the inputs feed unit 2 only, which feeds units 0 and 1.
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
     * Creates a wiring from a table.
     *
     * @param connected sources × units, true where there is a connection; copied
     * @return the wiring
     * @throws NullPointerException if the table or a row is null
     * @throws IllegalArgumentException if there are no units or no inputs, if the number of
     *     connections overflows an int, or if the rows have different lengths
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
                            + " units: expected at least one unit, and at least one input in"
                            + " addition to the units as sources");
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
                                + " values: expected "
                                + units
                                + ", the length of row 0");
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
     * @return inputs plus units
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
     * Tests for a connection.
     *
     * @param source 0 to {@code sources() - 1}, inputs first
     * @param unit 0 to {@code units() - 1}
     * @return whether the source is connected to the unit
     * @throws IndexOutOfBoundsException if there is no such source or unit
     */
    public boolean connects(int source, int unit) {
        Objects.checkIndex(source, sources);
        Objects.checkIndex(unit, units);
        return connected.get(source * units + unit);
    }

    /** Wirings are equal if they have the same sources, units and connections. */
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
