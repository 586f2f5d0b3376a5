package lanewise.benchmarks.cli.table;

import lanewise.Activation;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets that no network learns, or that a network with other outputs would. */
final class TargetCheck {
    /** Fewest rows whose targets are compared with one another. */
    private static final int FEWEST_ROWS = 20;

    private final Table table;
    private final TableSchema schema;
    private final ColumnOptions options;

    /**
     * Prepares the checks.
     *
     * @param table rows that all have a target
     * @param schema its columns
     * @param options the kinds that are given
     */
    TargetCheck(Table table, TableSchema schema, ColumnOptions options) {
        this.table = table;
        this.schema = schema;
        this.options = options;
    }

    /**
     * Refuses constant targets, dates, and texts that differ in most rows.
     *
     * @throws UserError if a target is one of these
     */
    void refuseUnlearnable() throws UserError {
        for (String name : schema.targets()) {
            TableColumn column = table.column(name);
            int distinct = distinct(name);
            if (distinct == 1) {
                throw new UserError(
                        "target '"
                                + OneLine.of(name)
                                + "' is '"
                                + OneLine.of(OneLine.cut(column.text(0)))
                                + "' in all "
                                + table.rows()
                                + " rows: expected at least two values to learn from");
            }
            boolean chosen = options.expectsTexts(table, name);
            if (schema.kind(name) == ColumnKind.DATE) {
                throw new UserError(
                        "target '"
                                + OneLine.of(name)
                                + "' holds dates: expected classes or numbers; write them as a"
                                + " number of days, or give --categorical if each is a class");
            }
            if (schema.targetKind() == TargetKind.CLASSES
                    && !chosen
                    && table.rows() >= FEWEST_ROWS
                    && distinct * 2L > table.rows()) {
                throw new UserError(
                        "target '"
                                + OneLine.of(name)
                                + "' has "
                                + distinct
                                + " different texts in "
                                + table.rows()
                                + " rows: expected few classes with several rows each, or numbers"
                                + " (options: --target, --categorical)");
            }
        }
    }

    private int distinct(String name) {
        return schema.summaries().get(table.names().indexOf(name)).distinct();
    }

    /**
     * Refuses activations whose outputs cannot be as large, or as small, as numeric targets.
     *
     * @param output the activation of the last layer
     * @throws UserError if a target is out of its range
     */
    void refuseOutOfRange(Activation output) throws UserError {
        if (schema.targetKind() != TargetKind.NUMBERS) {
            return;
        }
        double least =
                switch (output) {
                    case SIGMOID, SOFTMAX, RELU, SOFTPLUS -> 0;
                    case TANH -> -1;
                    default -> Double.NEGATIVE_INFINITY;
                };
        double most =
                switch (output) {
                    case SIGMOID, SOFTMAX, TANH -> 1;
                    default -> Double.POSITIVE_INFINITY;
                };
        for (String name : schema.targets()) {
            TableColumn column = table.column(name);
            for (int row = 0; row < column.rows() && column.isNumeric(); row++) {
                double number = column.number(row);
                if (number < least || number > most) {
                    throw new UserError(
                            "--output "
                                    + OptionValues.name(output)
                                    + ": its outputs are never "
                                    + ScoreText.number(number)
                                    + ", as '"
                                    + OneLine.of(name)
                                    + "' is in row "
                                    + table.rowNumber(row)
                                    + ": leave the option out");
                }
            }
        }
    }

    /** A class of a single row, which cannot be both learned and tested. */
    Optional<String> singleClass() {
        if (schema.targetKind() != TargetKind.CLASSES) {
            return Optional.empty();
        }
        Map<String, Integer> counts = new HashMap<>();
        TableColumn column = table.column(schema.targets().getFirst());
        for (int row = 0; row < column.rows(); row++) {
            counts.merge(column.text(row), 1, Integer::sum);
        }
        List<String> single =
                counts.entrySet().stream()
                        .filter(one -> one.getValue() == 1)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return single.isEmpty() ? Optional.empty() : Optional.of(single.getFirst());
    }
}
