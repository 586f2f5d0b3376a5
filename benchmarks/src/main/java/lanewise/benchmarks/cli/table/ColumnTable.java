package lanewise.benchmarks.cli.table;

import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.ColumnSummary;
import lanewise.table.TableSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a file as a table of text. */
final class ColumnTable {
    private static final int MOST = 60;
    private static final int WIDEST = 60;

    private ColumnTable() {}

    /** A line for each column, and a blank line at the end; of many columns the first. */
    static String of(TableSchema schema) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"column", "kind", "distinct", "missing", "values"});
        List<ColumnSummary> columns = schema.summaries();
        for (ColumnSummary column : columns.subList(0, Math.min(MOST, columns.size()))) {
            lines.add(line(column, schema));
        }
        int[] widths = new int[5];
        for (String[] line : lines) {
            for (int k = 0; k < widths.length; k++) {
                widths[k] = Math.min(WIDEST, Math.max(widths[k], length(line[k])));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : lines) {
            for (int k = 0; k < widths.length; k++) {
                boolean number = k == 2 || k == 3;
                String blanks = " ".repeat(Math.max(0, widths[k] - length(line[k])));
                text.append(number ? blanks + line[k] : line[k]);
                text.append(k == widths.length - 1 ? "\n" : (number ? "" : blanks) + "  ");
            }
        }
        if (columns.size() > MOST) {
            text.append(columns.size() - MOST).append(" more columns\n");
        }
        return text.append('\n').toString();
    }

    private static String[] line(ColumnSummary column, TableSchema schema) {
        boolean target = schema.targets().contains(column.name());
        String kind = column.kind().toString().toLowerCase(Locale.ROOT);
        boolean ignored = column.kind() == ColumnKind.IGNORED;
        String values = column.values();
        for (String note : column.notes()) {
            values += (values.isEmpty() ? "" : "; ") + note;
        }
        return new String[] {
            shown(column.name()),
            ignored ? "ignored" : target ? "target, " + targetKind(schema) : kind,
            column.distinct() >= TableSchema.MAX_DISTINCT && column.kind() == ColumnKind.NUMERIC
                    ? column.distinct() + "+"
                    : Integer.toString(column.distinct()),
            Integer.toString(column.missing()),
            values
        };
    }

    /** A name in a line, in quotes if it is blank. */
    static String shown(String name) {
        return name.isEmpty() ? "\"\"" : OneLine.visible(OneLine.cut(name));
    }

    private static String targetKind(TableSchema schema) {
        return switch (schema.targetKind()) {
            case CLASSES -> "classes";
            case NUMBERS -> "number";
            case LABELS -> "label";
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
