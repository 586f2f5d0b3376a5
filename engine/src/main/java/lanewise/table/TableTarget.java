package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvRows;
import lanewise.data.Scaling;
import lanewise.internal.text.Names;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the outputs of a network stand for. Immutable and thread-safe.
 *
 * <pre>{@code
 * String outputs = switch (preparation.target()) {
 *     case TableTarget.Classes classes -> "one of " + classes.classNames();
 *     case TableTarget.Numbers numbers -> "scaled by " + numbers.scaling();
 *     case TableTarget.Labels labels -> "each of " + labels.columns();
 * };
 * System.out.println(outputs); // prints one of [high, low]
 * }</pre>
 */
public sealed interface TableTarget {
    /**
     * Returns the columns to predict.
     *
     * @return their names, at least one
     */
    List<String> columns();

    /**
     * Returns the kind of target.
     *
     * @return the kind
     */
    TargetKind kind();

    /**
     * Reads a target of the current row of a file, to compare predictions with.
     *
     * @param row the file, at a row
     * @param index index of the target in {@link #columns}
     * @param fileColumn its index in the file, as {@link CsvRows#column} finds it
     * @return the index of the class; the number; or 0 or 1 for a label; NaN if it is missing
     * @throws NullPointerException if {@code row} is null
     * @throws IndexOutOfBoundsException if there is no such target or column
     * @throws CsvException if the value is none of the classes or levels, or no number; with its
     *     line and column
     */
    default double read(CsvRows row, int index, int fileColumn) throws CsvException {
        Objects.requireNonNull(row, "row must not be null");
        Objects.checkIndex(index, columns().size());
        if (row.isMissing(fileColumn)) {
            return Double.NaN;
        }
        return switch (this) {
            case Classes classes -> classes.index(row, fileColumn);
            case Numbers _ -> row.number(fileColumn);
            case Labels labels -> labels.level(row, index, fileColumn);
        };
    }

    /**
     * One of several classes.
     *
     * @param column the column
     * @param classNames the names of the classes in the order of outputs, unique, at least two
     */
    record Classes(String column, List<String> classNames) implements TableTarget {
        /**
         * Validates the classes.
         *
         * @throws NullPointerException if an argument or a name is null
         * @throws IllegalArgumentException if there are fewer than two classes, or names are equal
         */
        public Classes {
            Objects.requireNonNull(column, "column must not be null");
            classNames = Elements.copy(classNames, "classNames");
            if (classNames.size() < 2
                    || classNames.stream().distinct().count() < classNames.size()) {
                throw new IllegalArgumentException(
                        "target "
                                + TableColumn.quoted(column)
                                + " has the classes "
                                + Names.listed(classNames)
                                + ": expected at least two with unique names");
            }
        }

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public TargetKind kind() {
            return TargetKind.CLASSES;
        }

        private int index(CsvRows row, int fileColumn) throws CsvException {
            int found = classNames.indexOf(row.text(fileColumn));
            if (found < 0) {
                double number = row.numberOrNaN(fileColumn); // 1.0 is class 1
                found = Double.isNaN(number) ? -1 : classNames.indexOf(TableColumn.text(number));
            }
            if (found < 0) {
                throw row.error(
                        fileColumn,
                        "unknown class "
                                + TableColumn.quoted(row.text(fileColumn))
                                + ": expected one of "
                                + Names.listed(classNames));
            }
            return found;
        }
    }

    /**
     * Numbers, one for each output.
     *
     * @param columns the columns in the order of outputs, at least one
     * @param scaling the scaling of the targets, which {@link Scaling#inverse} undoes
     */
    record Numbers(List<String> columns, Scaling scaling) implements TableTarget {
        /**
         * Validates the numbers.
         *
         * @throws NullPointerException if an argument or a name is null
         * @throws IllegalArgumentException if the scaling is for another number of columns
         */
        public Numbers {
            columns = Elements.copy(columns, "columns");
            Objects.requireNonNull(scaling, "scaling must not be null");
            if (scaling.features() != columns.size()) {
                throw new IllegalArgumentException(
                        "scaling of "
                                + scaling.features()
                                + " targets: expected "
                                + columns.size());
            }
        }

        @Override
        public TargetKind kind() {
            return TargetKind.NUMBERS;
        }
    }

    /**
     * Labels, each of which applies or does not: one output for each.
     *
     * @param levels for each label the column, and the texts for 0 and 1
     */
    record Labels(List<NumberEncoding> levels) implements TableTarget {
        /**
         * Validates the labels.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if there is no label, or one is not boolean
         */
        public Labels {
            levels = Elements.copy(levels, "levels");
            if (levels.isEmpty()
                    || levels.stream().anyMatch(one -> one.kind() != ColumnKind.BOOLEAN)) {
                throw new IllegalArgumentException(
                        "labels " + levels + ": expected boolean columns, at least one");
            }
        }

        @Override
        public List<String> columns() {
            List<String> columns = new ArrayList<>();
            for (NumberEncoding one : levels) {
                columns.add(one.column());
            }
            return columns;
        }

        @Override
        public TargetKind kind() {
            return TargetKind.LABELS;
        }

        private double level(CsvRows row, int index, int fileColumn) throws CsvException {
            return levels.get(index).number(row, fileColumn);
        }
    }
}
