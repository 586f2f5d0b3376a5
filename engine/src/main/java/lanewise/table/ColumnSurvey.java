package lanewise.table;

import lanewise.internal.text.OneLine;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the kinds of the columns of a table, and what is doubtful about them. */
final class ColumnSurvey {
    private static final int SHOWN = 3;
    private static final int MOST_DECIMALS = 10;
    private static final int MOST_ZEROS = 10;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    /** A text column of at least this many rows with other texts in all rows is an identifier. */
    private static final int IDENTIFIER_ROWS = 20;

    private ColumnSurvey() {}

    static List<ColumnSummary> of(Table table) {
        List<ColumnSummary> summaries = new ArrayList<>();
        Map<Integer, List<TableColumn>> earlier = new HashMap<>();
        for (TableColumn column : table.columns()) {
            List<TableColumn> alike =
                    earlier.computeIfAbsent(column.valuesHash(), _ -> new ArrayList<>());
            summaries.add(summary(column, alike));
            alike.add(column);
        }
        return List.copyOf(summaries);
    }

    /** A column whose rows all have another text. */
    static boolean isIdentifier(TableColumn column) {
        int present = column.rows() - column.missing();
        return !column.isNumeric()
                && present >= IDENTIFIER_ROWS
                && column.distinctTexts().size() == present;
    }

    /** A column without name whose values name the rows, as R and pandas write them. */
    private static boolean isRowName(TableColumn column) {
        return (column.name().isBlank() || column.name().equals("Unnamed: 0"))
                && column.missing() == 0
                && (countsRows(column)
                        || !column.isNumeric() && column.distinctTexts().size() == column.rows());
    }

    /** A column of numbers each of which is larger by 1 than that before. */
    private static boolean countsRows(TableColumn column) {
        if (!column.isNumeric() || column.rows() < 2) {
            return false;
        }
        for (int row = 1; row < column.rows(); row++) {
            if (!(column.number(row) == column.number(row - 1) + 1)) { // also if one is missing
                return false;
            }
        }
        return true;
    }

    private static ColumnSummary summary(TableColumn column, List<TableColumn> alike) {
        int missing = column.missing();
        double[] few = column.isNumeric() ? fewNumbers(column) : new double[0];
        int distinct = column.isNumeric() ? few.length : column.distinctTexts().size();
        boolean ignored = missing == column.rows() || isRowName(column);
        ColumnKind kind = ignored ? ColumnKind.IGNORED : kind(column, few);
        List<String> notes = new ArrayList<>();
        if (missing == column.rows()) {
            notes.add("all values are missing");
        } else if (distinct == 1 && missing == 0) {
            notes.add("constant");
        }
        if (isIdentifier(column) && kind == ColumnKind.CATEGORICAL) {
            notes.add("another text in every row");
        }
        if (isRowName(column)) {
            notes.add("names the rows");
        } else if (column.rows() >= IDENTIFIER_ROWS && countsRows(column)) {
            notes.add("counts the rows");
        }
        for (TableColumn other : alike) {
            if (missing < column.rows() && other.sameValues(column)) {
                notes.add("same values as " + TableColumn.quoted(other.name()));
                break;
            }
        }
        return new ColumnSummary(
                column.name(), kind, distinct, missing, values(column, kind), notes);
    }

    private static ColumnKind kind(TableColumn column, double... few) {
        if (column.isNumeric()) {
            return Arrays.equals(few, new double[] {0, 1})
                    ? ColumnKind.BOOLEAN
                    : ColumnKind.NUMERIC;
        }
        if (BooleanWords.arePair(column.distinctTexts())) {
            return ColumnKind.BOOLEAN;
        }
        for (String text : column.distinctTexts()) {
            if (Double.isNaN(DateText.days(text))) {
                return ColumnKind.CATEGORICAL;
            }
        }
        return ColumnKind.DATE;
    }

    /** The distinct numbers, ascending; of too many some. */
    private static double[] fewNumbers(TableColumn column) {
        double[] table = new double[4 * TableSchema.MAX_DISTINCT];
        Arrays.fill(table, Double.NaN);
        int count = 0;
        for (int row = 0; row < column.rows() && count < TableSchema.MAX_DISTINCT; row++) {
            double number = column.number(row) + 0.0; // 0 for −0
            if (Double.isNaN(number)) {
                continue;
            }
            int at = Math.floorMod(Double.hashCode(number) * 0x9E3779B1, table.length);
            while (!Double.isNaN(table[at]) && table[at] != number) {
                at = at + 1 == table.length ? 0 : at + 1;
            }
            count += Double.isNaN(table[at]) ? 1 : 0;
            table[at] = number;
        }
        Arrays.sort(table); // NaN last
        return Arrays.copyOf(table, count);
    }

    private static String values(TableColumn column, ColumnKind kind) {
        if (column.missing() == column.rows()) {
            return "";
        }
        if (column.isNumeric() || kind == ColumnKind.DATE) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < column.rows(); row++) {
                if (!column.isMissing(row)) {
                    double number =
                            column.isNumeric()
                                    ? column.number(row)
                                    : DateText.days(column.text(row));
                    least = Math.min(least, number);
                    most = Math.max(most, number);
                }
            }
            return shown(least, column) + " to " + shown(most, column);
        }
        return mostFrequent(column);
    }

    private static String shown(double number, TableColumn column) {
        return column.isNumeric()
                ? shown(new BigDecimal(number + 0.0).round(SIX_DIGITS).stripTrailingZeros())
                : LocalDate.ofEpochDay((long) Math.floor(number)).toString();
    }

    private static String shown(BigDecimal number) {
        boolean plain = number.scale() < MOST_DECIMALS && number.scale() > -MOST_ZEROS;
        return plain ? number.toPlainString() : number.toString();
    }

    private static String mostFrequent(TableColumn column) {
        List<String> texts = column.distinctTexts();
        int[] counts = new int[texts.size()];
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                counts[column.code(row)]++;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            order.add(k);
        }
        order.sort(Comparator.comparingInt(k -> -counts[k])); // stable
        StringBuilder shown = new StringBuilder();
        for (int k : order.subList(0, Math.min(SHOWN, order.size()))) {
            shown.append(shown.isEmpty() ? "" : ", ")
                    .append(OneLine.visible(OneLine.cut(texts.get(k))))
                    .append(" (")
                    .append(counts[k])
                    .append(')');
        }
        return shown + (order.size() > SHOWN ? ", …" : "");
    }
}
