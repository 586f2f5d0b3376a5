package lanewise.table;

import lanewise.internal.text.Names;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Prepares Java records. Allocates nothing for numbers of numeric columns, texts of categories and
 * levels, and boxed booleans.
 *
 * <pre>{@code
 * record Member(double age, double income, String city, String size, boolean member,
 *         LocalDate joined, int children) {}
 * RecordReader<Member> reader = preparation.reader(Member.class);
 * reader.encode(new Member(52, 41500, "Oslo", "L", true, LocalDate.of(2021, 5, 17), 2), inputs);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param <R> the class of the records
 */
public final class RecordReader<R extends Record> {
    private final List<ColumnEncoding> columns;
    private final int inputs;

    /** The accessor of each column: {@code (Object)double} or {@code (Object)Object}. */
    private final MethodHandle[] accessors;

    private final boolean[] primitive;

    RecordReader(List<ColumnEncoding> columns, int inputs, Class<R> type) {
        this.columns = columns;
        this.inputs = inputs;
        accessors = new MethodHandle[columns.size()];
        primitive = new boolean[accessors.length];
        for (int k = 0; k < accessors.length; k++) {
            RecordComponent component = component(type, columns.get(k).column());
            Class<?> value = component.getType();
            boolean number = value.isPrimitive() && value != boolean.class && value != char.class;
            // The text of a float is what names a category: 0.1f is 0.1.
            primitive[k] =
                    number && (value != float.class || columns.get(k) instanceof NumberEncoding);
            accessors[k] = accessor(component, primitive[k] ? double.class : Object.class);
        }
    }

    private static RecordComponent component(Class<?> type, String column) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no record class: expected one with a component each");
        }
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(column)) {
                return component;
            }
            names.add(component.getName());
        }
        throw new IllegalArgumentException(
                "record "
                        + type.getName()
                        + " has no component "
                        + TableColumn.quoted(column)
                        + ": expected one for each column, or a Map for names that Java has not; it"
                        + " has "
                        + Names.listed(names));
    }

    private static MethodHandle accessor(RecordComponent component, Class<?> result) {
        try {
            component.getAccessor().setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(result, Object.class));
        } catch (IllegalAccessException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "component "
                            + component.getName()
                            + " of record "
                            + component.getDeclaringRecord().getName()
                            + " is not accessible: open its package to lanewise.engine",
                    e);
        }
    }

    /**
     * Prepares a record.
     *
     * @param record the record
     * @param into receives the inputs
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a value is of another kind than its column, or the array
     *     has another length than the number of inputs
     */
    public void encode(R record, float[] into) {
        Objects.requireNonNull(record, "record must not be null");
        Objects.requireNonNull(into, "into must not be null");
        if (into.length != inputs) {
            throw new IllegalArgumentException(
                    "array of " + into.length + " inputs: expected " + inputs);
        }
        int at = 0;
        for (int k = 0; k < accessors.length; k++) {
            ColumnEncoding encoding = columns.get(k);
            if (primitive[k]) {
                Encodings.encodeNumber(encoding, number(accessors[k], record), into, at);
            } else {
                Encodings.encode(encoding, value(accessors[k], record), into, at);
            }
            at += encoding.width();
        }
    }

    private static double number(MethodHandle accessor, Object record) {
        try {
            return (double) accessor.invokeExact(record);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static Object value(MethodHandle accessor, Object record) {
        try {
            return (Object) accessor.invokeExact(record);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Accessors declare no checked exceptions. */
    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}
