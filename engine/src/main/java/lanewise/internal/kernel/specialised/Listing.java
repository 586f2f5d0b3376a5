package lanewise.internal.kernel.specialised;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Human-readable listing of the code emitted by {@link VectorCode}: one line per value stored in a
 * local variable or in memory, and the number of operations for any number of samples.
 */
public final class Listing {

    /** Kinds of operations, by the execution unit that performs them. */
    public enum Unit {
        /** Loads of vectors and broadcast loads, two or three per cycle. */
        LOAD,
        /** Stores of vectors, one or two per cycle. */
        STORE,
        /** Fused multiply-adds and multiplications, two per cycle. */
        MULTIPLICATION,
        /** Additions, comparisons, blends, shifts and negations, two or more per cycle. */
        OTHER,
        /** Divisions, which occupy a multiplier for several cycles. */
        DIVISION
    }

    private static final int INDENT = 4;

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> stack = new ArrayDeque<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Deque<IntUnaryOperator> loops = new ArrayDeque<>();
    private final Map<Unit, IntUnaryOperator> counts = new EnumMap<>(Unit.class);

    private final String method;

    Listing(String method) {
        this.method = method;
    }

    /**
     * Returns the listed method.
     *
     * @return its class, without the package, and name, such as {@code Forward0::units2}
     */
    public String method() {
        return method;
    }

    /**
     * Returns the lines of the listing.
     *
     * @return text with a line feed after each line
     */
    public String text() {
        return text.toString();
    }

    /**
     * Counts operations of one kind.
     *
     * @param unit the kind
     * @param samples number of samples, a multiple of {@link Lanes#COUNT}
     * @return the number of operations
     */
    public int count(Unit unit, int samples) {
        return counts.getOrDefault(unit, n -> 0).applyAsInt(samples);
    }

    void name(int local, String name) {
        names.put(local, name);
    }

    String name(int local) {
        return names.getOrDefault(local, "v" + local);
    }

    void push(String value) {
        stack.push(value);
    }

    /** Replaces the topmost values by the result of an operation; operands are in push order. */
    void operate(Unit unit, int operands, String pattern) {
        String[] values = new String[operands];
        for (int k = operands - 1; k >= 0; k--) {
            values[k] = stack.pop();
        }
        stack.push(String.format(Locale.ROOT, pattern, (Object[]) values));
        count(unit);
    }

    void count(Unit unit) {
        IntUnaryOperator trips = n -> 1;
        for (IntUnaryOperator loop : loops) {
            IntUnaryOperator inner = trips;
            trips = n -> inner.applyAsInt(n) * loop.applyAsInt(n);
        }
        IntUnaryOperator more = trips;
        counts.merge(unit, more, (a, b) -> n -> a.applyAsInt(n) + b.applyAsInt(n));
    }

    void addTo(int local) {
        line(name(local) + " += count(" + stack.pop() + ")");
    }

    void store(int local) {
        line(name(local) + " = " + stack.pop());
    }

    void storeTo(String place) {
        line(place + " = " + stack.pop());
        count(Unit.STORE);
    }

    void line(String what) {
        text.repeat(' ', INDENT * loops.size()).append(what).append('\n');
    }

    void beginLoop(String head, IntUnaryOperator trips) {
        line(head);
        loops.push(trips);
    }

    void endLoop() {
        loops.pop();
    }
}
