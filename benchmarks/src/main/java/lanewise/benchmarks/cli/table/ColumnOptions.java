package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.Scaler;
import lanewise.internal.text.Names;
import lanewise.internal.text.OneLine;
import lanewise.table.ColumnKind;
import lanewise.table.Imputation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The columns of a table: which to predict, their kinds, and how they become inputs. */
@Command(optionListHeading = "Tables of any columns:")
public final class ColumnOptions {
    private static final String SEVERAL = " May be given several times.";

    @Option(
            names = "--target",
            paramLabel = "column",
            description =
                    "Column to predict: classes or a number; several boolean columns are labels,"
                            + " several others numbers."
                            + SEVERAL)
    private List<String> targets = List.of();

    @Option(names = "--ignore", paramLabel = "column", description = "Same as --drop." + SEVERAL)
    private List<String> ignored = List.of();

    @Option(
            names = "--categorical",
            paramLabel = "column",
            description = "The column holds categories, also if it looks numeric." + SEVERAL)
    private List<String> categorical = List.of();

    @Option(
            names = "--numeric",
            paramLabel = "column",
            description =
                    "The column holds numbers, also if there are only 0 and 1, or few as in a"
                            + " target of classes."
                            + SEVERAL)
    private List<String> numeric = List.of();

    @Option(
            names = "--ordinal",
            paramLabel = "column=a,b,...",
            converter = Order.class,
            description = "The values of the column have this order, such as size=S,M,L." + SEVERAL)
    private List<Levels> ordinal = List.of();

    @Option(
            names = "--max-categories",
            paramLabel = "n",
            converter = OptionValues.Several.class,
            description =
                    "Most inputs of a categorical column; rare and new categories share one of"
                            + " these. Default: one for each category, at most 1000")
    private Integer maxCategories;

    @Option(
            names = "--min-frequency",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Training rows from which a category has an input of its own. Default: 1")
    private Integer minFrequency;

    @Option(
            names = "--impute",
            paramLabel = "how",
            converter = Replacement.class,
            description =
                    "Replacement of missing numbers: mean, median or most-frequent. Default: mean."
                            + " Another input says which were missing")
    private Imputation imputation;

    @Option(
            names = "--sample",
            paramLabel = "rows",
            converter = OptionValues.Count.class,
            description =
                    "Use a random sample of this many rows. Default: all, or of a"
                            + " large file as many as fit into memory")
    private Integer sample;

    /** Creates the options with their default values; picocli sets them. */
    public ColumnOptions() {}

    /**
     * A column and its values in order.
     *
     * @param column its name or index
     * @param values at least two
     */
    record Levels(String column, List<String> values) {
        Levels {
            values = List.copyOf(values);
        }
    }

    /** Converts {@code column=a,b}. */
    static final class Order implements ITypeConverter<Levels> {
        @Override
        public Levels convert(String text) {
            return OptionValues.converted(
                    text,
                    typed -> {
                        int at = typed.lastIndexOf('=');
                        List<String> values =
                                List.of(typed.substring(Math.max(0, at + 1)).split(",", -1));
                        if (at < 1 || values.size() < 2 || values.contains("")) {
                            throw new IllegalArgumentException(
                                    "expected a column and its values in order, such as"
                                            + " size=S,M,L, found '"
                                            + typed
                                            + "'");
                        }
                        return new Levels(typed.substring(0, at), values);
                    });
        }
    }

    /** Converts the name of a replacement. */
    static final class Replacement implements ITypeConverter<Imputation> {
        @Override
        public Imputation convert(String text) {
            return OptionValues.oneOf(Imputation.values(), text);
        }
    }

    /**
     * Returns whether one of the options is given, so that the file is a table for sure.
     *
     * @return false if all have their defaults
     */
    public boolean given() {
        return !targets.isEmpty()
                || !ignored.isEmpty()
                || !categorical.isEmpty()
                || !numeric.isEmpty()
                || !ordinal.isEmpty()
                || maxCategories != null
                || minFrequency != null
                || imputation != null
                || sample != null;
    }

    /** The number of rows to read, if it is limited. */
    OptionalInt sample() {
        return sample == null ? OptionalInt.empty() : OptionalInt.of(sample);
    }

    /** Whether texts are expected in a column that the user has called categorical or ordinal. */
    boolean expectsTexts(Table table, String column) throws UserError {
        return resolved(table, "--categorical", categorical).contains(column)
                || ordered(table).contains(column);
    }

    private List<String> ordered(Table table) throws UserError {
        return resolved(table, "--ordinal", ordinal.stream().map(Levels::column).toList());
    }

    private void refuseTwoKinds(Table table) throws UserError {
        List<String> all = new ArrayList<>(resolved(table, "--categorical", categorical));
        all.addAll(resolved(table, "--numeric", numeric));
        all.addAll(ordered(table));
        for (String name : all) {
            if (all.indexOf(name) < all.lastIndexOf(name)) {
                throw new UserError(
                        "column '"
                                + OneLine.of(name)
                                + "': --categorical, --numeric and --ordinal exclude each other;"
                                + " give one, once");
            }
        }
    }

    /**
     * Finds the kinds of the columns, as far as options do not state them.
     *
     * @param table the table
     * @param label the target without {@code --target}; empty for the last column that is left
     * @param dropped further columns to ignore
     * @param classes whether the target is of classes
     * @return the schema with its target
     * @throws UserError if options contradict each other or the table
     */
    TableSchema schema(Table table, Optional<String> label, List<String> dropped, boolean classes)
            throws UserError {
        refuseTwoKinds(table);
        List<String> left = new ArrayList<>(resolved(table, "--ignore", ignored));
        left.addAll(resolved(table, "--drop", dropped));
        List<String> target = new ArrayList<>(resolved(table, "--target", targets));
        if (target.isEmpty()) {
            target.add(
                    label.isPresent()
                            ? resolved(table, "--label", label.get())
                            : lastWithout(table, left));
        } else if (label.isPresent()) {
            throw new UserError("--target and --label mean the same: give only one");
        }
        try {
            TableSchema schema = TableSchema.detect(table);
            for (String name : resolved(table, "--categorical", categorical)) {
                schema = schema.withKind(name, ColumnKind.CATEGORICAL);
            }
            for (String name : resolved(table, "--numeric", numeric)) {
                schema = schema.withKind(name, ColumnKind.NUMERIC);
            }
            for (Levels levels : ordinal) {
                String name = resolved(table, "--ordinal", levels.column());
                schema = schema.withOrder(name, levels.values().toArray(new String[0]));
            }
            for (String name : left) {
                if (target.contains(name)) {
                    throw new UserError(
                            "column '" + name + "' is both ignored and predicted: choose one");
                }
                schema = schema.withKind(name, ColumnKind.IGNORED);
            }
            schema = schema.withTarget(target.toArray(new String[0]));
            return withTargetKind(table, schema, classes);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static String lastWithout(Table table, List<String> ignored) throws UserError {
        for (String name : table.names().reversed()) {
            if (!ignored.contains(name)) {
                return name;
            }
        }
        throw new UserError(
                "all columns are ignored: leave at least two, one to predict and one as input");
    }

    private TableSchema withTargetKind(Table table, TableSchema schema, boolean classes)
            throws UserError {
        List<String> names = schema.targets();
        if (resolved(table, "--numeric", numeric).containsAll(names)) {
            return schema.withTargetKind(TargetKind.NUMBERS);
        }
        boolean chosen = resolved(table, "--categorical", categorical).containsAll(names);
        return classes || chosen ? schema.withTargetKind(TargetKind.CLASSES) : schema;
    }

    /**
     * How the columns become inputs.
     *
     * @param scaler the scaling of numbers
     * @param scaledTargets whether numeric targets are scaled, too
     * @return the options
     */
    public PreparationOptions preparation(Scaler scaler, boolean scaledTargets) {
        PreparationOptions options = PreparationOptions.standard().withScaler(scaler);
        options = imputation == null ? options : options.withImputation(imputation);
        options =
                imputation == Imputation.MOST_FREQUENT
                        ? options.withMostFrequentCategory()
                        : options;
        options = scaledTargets ? options : options.withoutScaledTargets();
        options = maxCategories == null ? options : options.withMaxCategories(maxCategories);
        return minFrequency == null ? options : options.withMinFrequency(minFrequency);
    }

    private static List<String> resolved(Table table, String option, List<String> columns)
            throws UserError {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            names.add(resolved(table, option, column));
        }
        return names;
    }

    /** The name of a column given by its name or index. */
    private static String resolved(Table table, String option, String column) throws UserError {
        if (table.contains(column)) {
            return column;
        }
        try {
            return table.names().get(Integer.parseInt(column));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new UserError(
                    option
                            + ": the file has no column '"
                            + column
                            + "': expected one of "
                            + Names.listed(table.names())
                            + ", or an index from 0 to "
                            + (table.names().size() - 1),
                    e);
        }
    }
}
