package lanewise.internal.kernel.specialised;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * What {@link VectorCode} writes, once more for people: one line for each value that goes to a
 * local variable or to memory, and a count of the operations for any number of samples.
 */
public final class Listing {

    /** Kinds of operations, by what carries them out in a processor core. */
    public enum Unit {
        /**
         * Loads of vectors and of numbers for all lanes, of which cores do two or three a cycle.
         */
        LOAD,
        /** Stores of vectors, one or two a cycle. */
        STORE,
        /** Fused multiply-adds and products, two a cycle. */
        MULTIPLICATION,
        /** Sums, compares, blends, shifts and negations, two a cycle or more. */
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

    Listing() {}

    /**
     * The lines.
     *
     * @return text whose lines end in line feeds
     */
    public String text() {
        return text.toString();
    }

    /**
     * The number of operations.
     *
     * @param unit of which kind
     * @param samples for how many samples, a multiple of {@link
     *     lanewise.internal.kernel.Lanes#COUNT}
     * @return their number
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

    /** An operation on the topmost values, the first of them pushed first. */
    void operate(Unit unit, int operands, String pattern) {
        String[] values = new String[operands];
        for (int k = operands - 1; k >= 0; k--) {
            values[k] = stack.pop();
        }
        stack.push(pattern.formatted((Object[]) values));
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
