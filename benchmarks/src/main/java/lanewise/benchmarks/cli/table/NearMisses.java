package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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

    /** A code, with anything behind it. */
    private static final Pattern ZERO_FIRST = Pattern.compile("0\\d.*");

    /** What looks like a date that is read as one. */
    private static final Pattern DATE =
            Pattern.compile(
                    "(\\d{4}([-/.])\\d{1,2}\\2\\d{1,2}|\\d{1,2}\\.\\d{1,2}\\.\\d{4})([ T]\\d.*)?");

    /** A number with a unit, which is the group, or with separators of thousands. */
    private static final Pattern QUANTITY =
            Pattern.compile(
                    "[+-]?[$€£¥₹]?[ \u00a0]?[+-]?"
                            + "(?:\\d{1,3}(?:[.,'’ \u00a0\u202f]\\d{3})+|\\d+)(?:[.,]\\d+)?"
                            + "[ \u00a0\u202f]?([%$€£¥₹]|[A-Za-zµ°²³/]{1,6})?");

    /** What follows a number in rooms, such as 121A, and streets, such as 14th. */
    private static final Pattern NAMING = Pattern.compile("[A-Z]|st|nd|rd|th");

    /** Whole numbers that are written in groups of three digits, or decimals of three digits. */
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}([.,])\\d{3}");

    /** Quantities that are fewer may well be categories, such as 2WD and 4WD. */
    private static final int FEWEST_QUANTITIES = 20;

    /** Dates whose order of day and month is a matter of country. */
    private static final Pattern AMBIGUOUS_DATE =
            Pattern.compile("\\d{1,2}([-/])\\d{1,2}\\1\\d{4}([ T]\\d.*)?");

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
        String comma = "";
        String point = "";
        boolean grouped = true;
        for (String text : texts(column)) {
            if (!Float.isFinite(Float.parseFloat(text.replace(',', '.')))) {
                return " holds numbers beyond the range of 32-bit floats, 3.4e38: rescale it, or"
                        + " leave it out (option: --ignore)";
            }
            boolean hasComma = text.indexOf(',') >= 0;
            boolean hasPoint = text.indexOf('.') >= 0;
            comma = hasComma && comma.isEmpty() ? text : comma;
            point = hasPoint && point.isEmpty() ? text : point;
            grouped &= !(hasComma || hasPoint) || GROUPED.matcher(text).matches();
        }
        if (!comma.isEmpty() && !point.isEmpty()) {
            return " holds numbers with commas and with points, such as '"
                    + comma
                    + "' and '"
                    + point
                    + "': write all of them alike, without separators of thousands";
        }
        String what = comma.isEmpty() ? "point" : "comma";
        return " holds numbers with "
                + what
                + "s, such as '"
                + (comma.isEmpty() ? point : comma)
                + "': "
                + (grouped ? "remove them if they separate thousands, or " : "")
                + "state that they are decimal "
                + what
                + "s (option: --decimal-"
                + what
                + ")";
    }

    private static Optional<String> quantities(TableColumn column) {
        int present = 0;
        int quantities = 0;
        Set<String> distinct = new HashSet<>();
        Set<String> units = new HashSet<>();
        for (String text : texts(column)) {
            if (ZERO_FIRST.matcher(text).matches()) {
                return Optional.empty();
            }
            present++;
            Matcher quantity = QUANTITY.matcher(text);
            if (quantity.matches() && !NUMBER.matcher(text).matches()) {
                quantities++;
                distinct.add(text);
                String unit = quantity.group(1) == null ? "" : quantity.group(1);
                if (NAMING.matcher(unit).matches()) {
                    return Optional.empty();
                }
                units.add(Character.isLetter(unit.isEmpty() ? '%' : unit.charAt(0)) ? unit : "");
            }
        }
        // Letters that differ belong to names, such as 12a and 12b.
        return units.size() == 1
                        && distinct.size() >= FEWEST_QUANTITIES
                        && quantities * 3L >= present * 2L
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
        String example = "";
        Map<String, Boolean> known = new HashMap<>();
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row)) {
                continue;
            }
            String text = column.text(row);
            present++;
            if (DATE.matcher(text).matches() && known.computeIfAbsent(text, NearMisses::isDate)) {
                dates++;
            } else {
                other = other < 0 ? row : other;
                boolean either = AMBIGUOUS_DATE.matcher(text).matches();
                ambiguous += either ? 1 : 0;
                example = either && example.isEmpty() ? text : example;
            }
        }
        if (ambiguous * 3L >= present * 2L && ambiguous > 0) {
            return Optional.of(
                    " holds dates such as '"
                            + OneLine.of(OneLine.cut(example))
                            + "', of which some countries write the day first and others the"
                            + " month: write them as 2026-11-29 or 29.11.2026; or state what the"
                            + " texts are (options: --categorical, --ignore)");
        }
        return dates * 3L >= present * 2L && other >= 0
                ? Optional.of(mostly("dates", dates, present, table, column, other))
                : Optional.empty();
    }

    /** Whether a text alone makes a column of dates. */
    private static boolean isDate(String text) {
        TableColumn alone = TableColumn.ofTexts("date", List.of(text));
        return TableSchema.detect(Table.of(alone)).kind("date") == ColumnKind.DATE;
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
