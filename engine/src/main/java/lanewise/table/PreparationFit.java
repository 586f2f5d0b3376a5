package lanewise.table;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.internal.text.Names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits a {@link Preparation} to the training rows. */
final class PreparationFit {
    private final Table train;
    private final TableSchema schema;
    private final PreparationOptions options;

    PreparationFit(Table train, TableSchema schema, PreparationOptions options) {
        this.train = train;
        this.schema = schema;
        this.options = options;
    }

    Preparation fit() {
        List<ColumnEncoding> encodings = new ArrayList<>();
        for (String name : schema.features()) {
            TableColumn column = train.column(name);
            encodings.add(
                    schema.kind(name) == ColumnKind.CATEGORICAL
                            ? categories(column)
                            : numbers(column));
        }
        if (encodings.isEmpty()) {
            throw new IllegalArgumentException(
                    "all columns are targets or ignored: expected at least one for the inputs of "
                            + Names.listed(train.names()));
        }
        return Preparation.of(encodings, target());
    }

    private NumberEncoding numbers(TableColumn column) {
        ColumnKind kind = schema.kind(column.name());
        List<String> levels =
                kind == ColumnKind.BOOLEAN || kind == ColumnKind.ORDINAL
                        ? schema.levels(column.name())
                        : List.of();
        NumberEncoding raw = new NumberEncoding(column.name(), kind, levels, 0, false, 0, 1);
        double[] numbers = raw.numbers(column);
        int present = column.rows() - column.missing();
        if (present == 0) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(column.name())
                            + " has no value in the training rows: ignore it");
        }
        boolean missing = present < numbers.length;
        Imputation imputation =
                kind == ColumnKind.BOOLEAN ? Imputation.MOST_FREQUENT : options.imputation();
        double fill = fill(imputation, numbers);
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = Double.isNaN(numbers[row]) ? fill : numbers[row];
        }
        Scaling scaling =
                kind == ColumnKind.BOOLEAN ? unscaled(1) : scaling(options.scaler(), numbers);
        return new NumberEncoding(
                column.name(),
                kind,
                levels,
                imputation == Imputation.MEAN && options.scaler() == Scaler.STANDARD
                        ? scaling.offset(0) // the same mean but for rounding, so that it becomes 0
                        : fill,
                missing && options.indicators(),
                scaling.offset(0),
                scaling.scale(0));
    }

    private static double[] sorted(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted); // NaN last
        int count = sorted.length;
        while (count > 0 && Double.isNaN(sorted[count - 1])) {
            count--;
        }
        return Arrays.copyOf(sorted, count);
    }

    private static Scaling scaling(Scaler scaler, double... numbers) {
        return switch (scaler) {
            case NONE -> unscaled(1);
            case STANDARD -> Scaling.standardOfColumns(numbers);
            case MIN_MAX -> Scaling.minMaxOfColumns(numbers);
        };
    }

    private static Scaling unscaled(int columns) {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return Scaling.of(new double[columns], ones);
    }

    private static double fill(Imputation imputation, double... numbers) {
        return switch (imputation) {
            case MEAN -> mean(numbers);
            case MEDIAN -> median(sorted(numbers));
            case MOST_FREQUENT -> mostFrequent(sorted(numbers));
        };
    }

    private static double median(double... sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double mean(double... numbers) {
        double sum = 0;
        int count = 0;
        for (double number : numbers) {
            if (!Double.isNaN(number)) {
                sum += number;
                count++;
            }
        }
        return sum / count;
    }

    private static double mostFrequent(double... sorted) {
        double best = sorted[0];
        int most = 0;
        int run = 0;
        for (int k = 0; k < sorted.length; k++) {
            run = k > 0 && sorted[k] == sorted[k - 1] ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = sorted[k];
            }
        }
        return best;
    }

    private CategoryEncoding categories(TableColumn column) {
        List<String> texts = new ArrayList<>(column.distinctTexts());
        if (!column.isNumeric()) {
            texts.sort(CategoryChoice::compare);
        }
        boolean unlimited = options.maxCategories() == 0 && options.minFrequency() == 1;
        int[] counts = counts(column, texts);
        int missing = column.missing();
        String fill = "";
        if (options.filledCategories() && missing > 0 && !texts.isEmpty()) {
            int most = mostFrequent(counts);
            fill = texts.get(most);
            counts[most] += missing; // as the imputer before the encoder has it
        }
        CategoryChoice choice =
                CategoryChoice.of(texts, counts, options.maxCategories(), options.minFrequency());
        if (choice.categories().size() > PreparationOptions.MOST_CATEGORIES
                || unlimited && ColumnSurvey.isIdentifier(column)) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(column.name())
                            + " has "
                            + texts.size()
                            + " different values in "
                            + train.rows()
                            + " rows, each of which would become an input: ignore it if it is an"
                            + " identifier, or limit its categories");
        }
        return CategoryEncoding.of(
                column.name(),
                choice.categories(),
                choice.other(),
                fill,
                missing > 0 && options.indicators());
    }

    /** The first of the largest counts. */
    private static int mostFrequent(int... counts) {
        int most = 0;
        for (int k = 1; k < counts.length; k++) {
            most = counts[k] > counts[most] ? k : most;
        }
        return most;
    }

    private static int[] counts(TableColumn column, List<String> texts) {
        int[] counts = new int[texts.size()];
        double[] numbers = column.isNumeric() ? column.distinctNumbers() : new double[0];
        int[] places = new int[texts.size()]; // of the codes, among the sorted texts
        Map<String, Integer> sorted = new HashMap<>();
        for (int k = 0; k < places.length; k++) {
            sorted.put(texts.get(k), k);
        }
        for (int k = 0; k < places.length; k++) {
            places[k] = column.isNumeric() ? k : sorted.get(column.distinctTexts().get(k));
        }
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                int code =
                        column.isNumeric()
                                ? Arrays.binarySearch(numbers, column.number(row) + 0.0)
                                : column.code(row);
                counts[places[code]]++;
            }
        }
        return counts;
    }

    private TableTarget target() {
        return switch (schema.targetKind()) {
            case CLASSES -> classes();
            case NUMBERS -> numbers();
            case LABELS -> labels();
        };
    }

    private TableTarget.Classes classes() {
        if (schema.targets().size() > 1) {
            throw new IllegalArgumentException(
                    schema.targets().size()
                            + " targets of classes: expected one; or numeric or boolean columns");
        }
        TableColumn column = Preparation.complete(train, schema.targets().getFirst());
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            labels.add(column.text(row));
        }
        // In the order of the classes of any data set of these labels.
        List<String> names =
                Dataset.labelled(new FeatureMatrix(labels.size(), 1), labels).classNames();
        return new TableTarget.Classes(column.name(), names);
    }

    private TableTarget.Numbers numbers() {
        int count = schema.targets().size();
        double[][] columns = new double[count][];
        for (int k = 0; k < count; k++) {
            String name = schema.targets().get(k);
            if (!train.column(name).isNumeric()) {
                throw new IllegalArgumentException(
                        "target "
                                + TableColumn.quoted(name)
                                + " holds texts such as "
                                + TableColumn.quoted(firstText(train.column(name)))
                                + ": expected one target of classes, boolean columns for labels, or"
                                + " columns of numbers");
            }
            columns[k] = Preparation.numbers(train, schema.targets().get(k));
        }
        Scaling scaling =
                options.scaledTargets() ? Scaling.standardOfColumns(columns) : unscaled(count);
        return new TableTarget.Numbers(schema.targets(), scaling);
    }

    private static String firstText(TableColumn column) {
        int row = 0;
        while (row < column.rows() - 1 && column.isMissing(row)) {
            row++;
        }
        return column.text(row);
    }

    private TableTarget.Labels labels() {
        List<NumberEncoding> levels = new ArrayList<>();
        for (String name : schema.targets()) {
            levels.add(
                    new NumberEncoding(
                            name, ColumnKind.BOOLEAN, schema.levels(name), 0, false, 0, 1));
        }
        return new TableTarget.Labels(levels);
    }
}
