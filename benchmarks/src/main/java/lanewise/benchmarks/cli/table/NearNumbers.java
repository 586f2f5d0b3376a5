package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Columns of which most values are numbers, but not all: more likely a typing error, or a text that
 * stands for a missing value, than categories.
 */
final class NearNumbers {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d+)?");

    /** Digits that are a code, such as a postal one. */
    private static final Pattern CODE = Pattern.compile("0\\d+");

    private NearNumbers() {}

    /**
     * Refuses a categorical feature or target most of whose values are numbers.
     *
     * @throws UserError if there is one, unless an option calls it categorical
     */
    static void refuse(Table table, TableSchema schema, ColumnOptions options) throws UserError {
        List<String> names = new ArrayList<>(schema.features());
        names.addAll(schema.targets());
        for (String name : names) {
            TableColumn column = table.column(name);
            if (schema.kind(name) == ColumnKind.CATEGORICAL
                    && !column.isNumeric()
                    && !options.expectsTexts(table, name)) {
                refuse(table, column);
            }
        }
    }

    private static void refuse(Table table, TableColumn column) throws UserError {
        int present = 0;
        int numbers = 0;
        int other = -1;
        for (int row = 0; row < column.rows(); row++) {
            if (column.isMissing(row)) {
                continue;
            }
            String text = column.text(row);
            if (CODE.matcher(text).matches()) {
                return;
            }
            present++;
            if (NUMBER.matcher(text).matches()) {
                numbers++;
            } else if (other < 0) {
                other = row;
            }
        }
        if (other < 0 && present > 0) {
            throw new UserError(
                    "column '"
                            + OneLine.of(column.name())
                            + "' holds numbers beyond the range of 32-bit floats, 3.4e38: rescale"
                            + " it, or leave it out (option: --ignore)");
        }
        if (numbers * 3L >= present * 2L) {
            String text = OneLine.of(OneLine.cut(column.text(other)));
            throw new UserError(
                    "column '"
                            + OneLine.of(column.name())
                            + "': "
                            + numbers
                            + " of "
                            + present
                            + " values are numbers, but not '"
                            + text
                            + "' in row "
                            + table.rowNumber(other)
                            + ": correct it; or state what the texts are (options: --missing '"
                            + text
                            + "', --categorical, --ignore)");
        }
    }
}
