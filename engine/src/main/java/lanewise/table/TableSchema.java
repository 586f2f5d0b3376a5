package lanewise.table;

import lanewise.internal.text.Names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The kinds of the columns of a table, and which of them a network predicts.
 *
 * <pre>{@code
 * TableSchema schema = TableSchema.detect(table)
 *         .withTarget("segment")
 *         .withOrder("size", "S", "M", "L", "XL")
 *         .withKind("children", ColumnKind.IGNORED);
 * System.out.println(schema.features()); // prints [age, income, city, size, member, joined]
 * }</pre>
 *
 * <p>Kinds are found from the data: columns of numbers are numeric, or boolean if they hold only 0
 * and 1; columns of texts are boolean if they hold a pair such as yes and no, dates if all texts
 * are dates, and categorical otherwise.
 *
 * <p>Immutable and thread-safe.
 */
public final class TableSchema {
    /** Maximum number of distinct numbers that are counted. */
    public static final int MAX_DISTINCT = 1000;

    /** More distinct numbers in a target are numbers to predict, not classes. */
    private static final int MAX_CLASSES = 20;

    private final Map<String, ColumnSummary> columns;

    /** The values of ordinal columns in their order. */
    private final Map<String, List<String>> orders;

    /** The values of columns that have two, that for false first. */
    private final Map<String, List<String>> pairs;

    private final List<String> targets;
    private final Optional<TargetKind> targetKind;

    /** The columns of numbers of which one is not whole. */
    private final List<String> fractions;

    private TableSchema(
            Map<String, ColumnSummary> columns,
            Map<String, List<String>> orders,
            Map<String, List<String>> pairs,
            List<String> targets,
            Optional<TargetKind> targetKind,
            List<String> fractions) {
        this.columns = columns;
        this.orders = orders;
        this.pairs = pairs;
        this.targets = targets;
        this.targetKind = targetKind;
        this.fractions = fractions;
    }

    /**
     * Finds the kinds of all columns. No column is a target.
     *
     * @param table the table; all of it, or its training rows
     * @return the schema
     * @throws NullPointerException if {@code table} is null
     */
    public static TableSchema detect(Table table) {
        Objects.requireNonNull(table, "table must not be null");
        Map<String, ColumnSummary> columns = new LinkedHashMap<>();
        for (ColumnSummary summary : ColumnSurvey.of(table)) {
            columns.put(summary.name(), summary);
        }
        List<String> fractions = new ArrayList<>();
        Map<String, List<String>> pairs = new HashMap<>();
        for (TableColumn column : table.columns()) {
            if (column.isNumeric() && hasFraction(column)) {
                fractions.add(column.name());
            }
            if (columns.get(column.name()).distinct() == 2) {
                pairs.put(column.name(), BooleanWords.ordered(column.distinctTexts()));
            }
        }
        return new TableSchema(columns, Map.of(), pairs, List.of(), Optional.empty(), fractions);
    }

    private static boolean hasFraction(TableColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            double number = column.number(row);
            if (number != Math.rint(number) && !Double.isNaN(number)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sets the columns to predict.
     *
     * @param names their names, at least one
     * @return a new schema
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if there is no such column, a name occurs twice, or there is
     *     none
     */
    public TableSchema withTarget(String... names) {
        Objects.requireNonNull(names, "names must not be null");
        List<String> list = Arrays.asList(names);
        for (String name : list) {
            require(name);
        }
        if (list.isEmpty() || list.stream().distinct().count() < list.size()) {
            throw new IllegalArgumentException(
                    "targets " + Names.listed(list) + ": expected at least one, each once");
        }
        return new TableSchema(columns, orders, pairs, List.copyOf(list), targetKind, fractions);
    }

    /**
     * Sets what is predicted. By default several boolean targets are labels, a numeric target with
     * fractions or more than 20 distinct numbers is a number, and all else are classes.
     *
     * @param kind the kind
     * @return a new schema
     * @throws NullPointerException if {@code kind} is null
     */
    public TableSchema withTargetKind(TargetKind kind) {
        Objects.requireNonNull(kind, "kind must not be null");
        return new TableSchema(columns, orders, pairs, targets, Optional.of(kind), fractions);
    }

    /**
     * Sets the kind of a column.
     *
     * @param name its name
     * @param kind its kind; {@link #withOrder} makes it ordinal
     * @return a new schema
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no such column, or the kind is {@link
     *     ColumnKind#ORDINAL}
     */
    public TableSchema withKind(String name, ColumnKind kind) {
        Objects.requireNonNull(kind, "kind must not be null");
        if (kind == ColumnKind.ORDINAL) {
            throw new IllegalArgumentException(
                    "an ordinal column needs the order of its values: use withOrder");
        }
        ColumnSummary column = require(name);
        if (kind == ColumnKind.BOOLEAN && column.distinct() != 2) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(name)
                            + " has "
                            + column.distinct()
                            + " distinct values: expected two of a boolean column; make it"
                            + " categorical");
        }
        return with(name, kind, Map.of());
    }

    /**
     * Makes a column ordinal.
     *
     * @param name its name
     * @param levels its values in order, at least two
     * @return a new schema
     * @throws NullPointerException if an argument or a level is null
     * @throws IllegalArgumentException if there is no such column, or the levels are fewer than two
     *     or not unique
     */
    public TableSchema withOrder(String name, String... levels) {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(levels, "levels must not be null");
        List<String> list = Elements.copy(Arrays.asList(levels), "levels");
        if (list.size() < 2 || list.stream().distinct().count() < list.size()) {
            throw new IllegalArgumentException(
                    "order "
                            + Names.listed(list)
                            + " of column "
                            + TableColumn.quoted(name)
                            + ": expected at least two values, each once");
        }
        return with(name, ColumnKind.ORDINAL, Map.of(name, list));
    }

    private TableSchema with(String name, ColumnKind kind, Map<String, List<String>> order) {
        Map<String, ColumnSummary> changed = new LinkedHashMap<>(columns);
        changed.put(name, require(name).withKind(kind));
        Map<String, List<String>> changedOrders = new HashMap<>(orders);
        changedOrders.putAll(order);
        return new TableSchema(changed, changedOrders, pairs, targets, targetKind, fractions);
    }

    private ColumnSummary require(String name) {
        Objects.requireNonNull(name, "name must not be null");
        ColumnSummary column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "the table has no column "
                            + TableColumn.quoted(name)
                            + ": expected one of "
                            + Names.listed(List.copyOf(columns.keySet())));
        }
        return column;
    }

    /**
     * Returns the columns.
     *
     * @return a summary of each column in order, with its kind in this schema
     */
    public List<ColumnSummary> summaries() {
        return List.copyOf(columns.values());
    }

    /**
     * Returns the kind of a column.
     *
     * @param name its name
     * @return its kind
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if there is no such column
     */
    public ColumnKind kind(String name) {
        return require(name).kind();
    }

    /**
     * Returns the columns to predict.
     *
     * @return their names; empty if there are none yet
     */
    public List<String> targets() {
        return targets;
    }

    /**
     * Returns the columns that become inputs of a network.
     *
     * @return the names of all that are neither ignored nor targets, in order
     */
    public List<String> features() {
        List<String> features = new ArrayList<>();
        for (ColumnSummary column : columns.values()) {
            if (column.kind() != ColumnKind.IGNORED && !targets.contains(column.name())) {
                features.add(column.name());
            }
        }
        return features;
    }

    /**
     * Returns what is predicted.
     *
     * @return the kind set or found
     * @throws IllegalStateException if there is no target
     */
    public TargetKind targetKind() {
        if (targets.isEmpty()) {
            throw new IllegalStateException("the schema has no target: call withTarget first");
        }
        return targetKind.orElseGet(this::likelyTargetKind);
    }

    private TargetKind likelyTargetKind() {
        boolean booleans = true;
        boolean numbers = true;
        for (String target : targets) {
            ColumnSummary column = require(target);
            booleans = booleans && column.kind() == ColumnKind.BOOLEAN;
            numbers = numbers && column.kind() == ColumnKind.NUMERIC;
        }
        if (targets.size() > 1) {
            return booleans ? TargetKind.LABELS : TargetKind.NUMBERS;
        }
        boolean many = require(targets.getFirst()).distinct() > MAX_CLASSES;
        return numbers && (many || fractions.contains(targets.getFirst()))
                ? TargetKind.NUMBERS
                : TargetKind.CLASSES;
    }

    /** The values of an ordinal or boolean column in their order. */
    List<String> levels(String name) {
        List<String> found = kind(name) == ColumnKind.ORDINAL ? orders.get(name) : pairs.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(name)
                            + " has "
                            + require(name).distinct()
                            + " distinct values: expected two of a label");
        }
        return found;
    }
}
