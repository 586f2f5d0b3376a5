package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Columns of which most values are numbers or dates, but not all: more likely a typing error, or a
 * text that stands for a missing value, than categories.
 */
final class NearMisses {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d+)?");

    /** Digits that are a code, such as a postal one. */
    private static final Pattern CODE = Pattern.compile("0\\d+");

    /** What looks like a date that is read as one. */
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}|\\d{1,2}\\.\\d{1,2}\\.\\d{4})([ T]\\d.*)?");

    /** A number with a unit, or with separators of thousands. */
    private static final Pattern QUANTITY =
            Pattern.compile("[$€£¥]? ?[+-]?\\d[\\d.,' ]*( ?(%|[$€£¥]|[A-Za-zµ°]{1,4}))?");

    /** Quantities that are fewer may well be categories, such as 2WD and 4WD. */
    private static final int FEWEST_QUANTITIES = 20;

    /** Dates whose order of day and month is a matter of country. */
    private static final Pattern AMBIGUOUS_DATE =
            Pattern.compile("\\d{1,2}([-/])\\d{1,2}\\1\\d{4}( \\d.*)?");

    private NearMisses() {}

    /**
     * Refuses a categorical feature or target most of whose values are numbers, quantities or
     * dates.
     *
     * @param file the file of the table
     * @throws UserError if there is one, unless an option calls it categorical
     */
    static void refuse(Path file, Table table, TableSchema schema, ColumnOptions options)
            throws UserError {
        List<String> names = new ArrayList<>(schema.features());
        names.addAll(schema.targets());
        for (String name : names) {
            TableColumn column = table.column(name);
            if (schema.kind(name) == ColumnKind.CATEGORICAL
                    && !column.isNumeric()
                    && !options.expectsTexts(table, name)) {
                Optional<String> problem = numbers(table, column);
                problem = problem.isPresent() ? problem : dates(table, column);
                problem = problem.isPresent() ? problem : quantities(column);
                if (problem.isPresent()) {
                    String shown = OneLine.of(column.name());
                    throw new UserError(file + ": column '" + shown + "'" + problem.get());
                }
            }
        }
    }

    private static Optional<String> numbers(Table table, TableColumn column) {
        int present = 0;
        int numbers = 0;
        int other = -1;
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row)) {
                continue;
            }
            String text = column.text(row);
            if (CODE.matcher(text).matches()) {
                return Optional.empty();
            }
            present++;
            if (NUMBER.matcher(text).matches()) {
                numbers++;
            } else if (other < 0) {
                other = row;
            }
        }
        if (other < 0 && present > 0) {
            return Optional.of(unreadable(column));
        }
        return numbers * 3L >= present * 2L && present > 0
                ? Optional.of(mostly("numbers", numbers, present, table, column, other))
                : Optional.empty();
    }

    /** Why a column of numbers only was not read as numbers. */
    private static String unreadable(TableColumn column) {
        String example = "";
        for (String text : texts(column)) {
            if (!Float.isFinite(Float.parseFloat(text.replace(',', '.')))) {
                return " holds numbers beyond the range of 32-bit floats, 3.4e38: rescale it, or"
                        + " leave it out (option: --ignore)";
            }
            boolean fraction = text.indexOf(',') >= 0 || text.indexOf('.') >= 0;
            example = fraction && example.isEmpty() ? text : example;
        }
        boolean comma = example.indexOf(',') >= 0;
        return " holds numbers with decimal "
                + (comma ? "commas" : "points")
                + ", such as '"
                + example
                + "': state so (option: --decimal-"
                + (comma ? "comma" : "point")
                + ")";
    }

    private static Optional<String> quantities(TableColumn column) {
        int present = 0;
        int quantities = 0;
        Set<String> distinct = new HashSet<>();
        for (String text : texts(column)) {
            present++;
            if (QUANTITY.matcher(text).matches()) {
                quantities++;
                distinct.add(text);
            }
        }
        return distinct.size() >= FEWEST_QUANTITIES && quantities * 3L >= present * 2L
                ? Optional.of(
                        " holds numbers with a unit or with separators of thousands, such as '"
                                + OneLine.of(OneLine.cut(distinct.iterator().next()))
                                + "': write plain numbers; or state what the texts are (options:"
                                + " --categorical, --ignore)")
                : Optional.empty();
    }

    private static List<String> texts(TableColumn column) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                texts.add(column.text(row));
            }
        }
        return texts;
    }

    private static Optional<String> dates(Table table, TableColumn column) {
        int present = 0;
        int dates = 0;
        int ambiguous = 0;
        int other = -1;
        int example = -1;
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row)) {
                continue;
            }
            String text = column.text(row);
            present++;
            if (AMBIGUOUS_DATE.matcher(text).matches()) {
                ambiguous++;
                example = row;
            } else if (DATE.matcher(text).matches() && (other >= 0 || isDate(column, row))) {
                dates++;
                continue;
            }
            other = other < 0 ? row : other;
        }
        if (ambiguous * 3L >= present * 2L && present > 0) {
            return Optional.of(
                    " holds dates such as '"
                            + OneLine.of(OneLine.cut(column.text(example)))
                            + "', in which day and month may be either: write them as 2026-11-29"
                            + " or 29.11.2026; or state what the texts are (options: --categorical,"
                            + " --ignore)");
        }
        return dates * 3L >= present * 2L && other >= 0
                ? Optional.of(mostly("dates", dates, present, table, column, other))
                : Optional.empty();
    }

    /** Whether the text of a row alone makes a column of dates. */
    private static boolean isDate(TableColumn column, int row) {
        TableSchema alone = TableSchema.detect(Table.of(column.select(row)));
        return alone.kind(column.name()) == ColumnKind.DATE;
    }

    private static String mostly(
            String what, int count, int present, Table table, TableColumn column, int other) {
        String text = OneLine.of(OneLine.cut(column.text(other)));
        return ": "
                + count
                + " of "
                + present
                + " values are "
                + what
                + ", but not '"
                + text
                + "' in row "
                + table.rowNumber(other)
                + ": correct it; or state what the texts are (options: --missing '"
                + text
                + "', --categorical, --ignore)";
    }
}
