package lanewise.select;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.split.Fold;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;
import lanewise.train.TrainingRequest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of trials: a data set, which each fold may scale, or a table, which each fold prepares.
 * Either is fitted to the training rows of the fold.
 */
final class TrialRows {
    private final Dataset data;
    private final Optional<Source> source;

    /** The number of inputs of the whole table by the options of its preparation. */
    private final Map<PreparationOptions, Integer> inputs = new HashMap<>();

    /** The options by which all folds can be prepared. */
    private final Set<PreparationOptions> preparable = new HashSet<>();

    /**
     * A table.
     *
     * @param table rows that all have a target
     * @param schema the kinds of its columns
     * @param whole a preparation fitted to all rows, whose target has all classes
     */
    record Source(Table table, TableSchema schema, Preparation whole) {}

    /**
     * All rows as a fold takes them.
     *
     * @param data the rows
     * @param scaling what has scaled a data set, if anything
     * @param preparation what has prepared a table
     */
    record Prepared(Dataset data, Optional<Scaling> scaling, Optional<Preparation> preparation) {
        /** An estimator whose network has the inputs of these rows. */
        Estimator suited(Estimator estimator) {
            return preparation.isPresent()
                    ? estimator.withInputs(preparation.get().inputs())
                    : estimator;
        }

        /** Outputs of a network in the units of the targets. */
        FeatureMatrix inUnitsOfTargets(FeatureMatrix outputs) {
            return preparation.isPresent()
                            && preparation.get().target() instanceof TableTarget.Numbers numbers
                    ? numbers.scaling().inverse(outputs)
                    : outputs;
        }

        /** A model with all that it needs to predict such rows. */
        SavedModel saved(Model model) {
            SavedModel saved = SavedModel.of(model);
            if (preparation.isPresent()) {
                return saved.withPreparation(preparation.get());
            }
            saved = saved.withFeatureNames(data.featureNames());
            return scaling.isPresent() ? saved.withScaling(scaling.get()) : saved;
        }
    }

    private TrialRows(Dataset data, Optional<Source> source) {
        this.data = data;
        this.source = source;
    }

    static TrialRows of(Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the rows to divide into folds");
        return new TrialRows(data, Optional.empty());
    }

    static TrialRows of(Table table, TableSchema schema) {
        Objects.requireNonNull(table, "table is null: expected the rows to divide into folds");
        Objects.requireNonNull(schema, "schema is null: expected the kinds of the columns");
        // For the targets alone. Few inputs suffice for columns of any kind.
        PreparationOptions options =
                PreparationOptions.standard().withMaxCategories(2).withoutScaledTargets();
        Preparation any = Preparation.fit(table, schema, options);
        Dataset targets = withoutFeatures(table, any);
        return new TrialRows(targets, Optional.of(new Source(table, schema, any)));
    }

    private static Dataset withoutFeatures(Table table, Preparation any) {
        Dataset data = any.apply(table);
        FeatureMatrix zeros = new FeatureMatrix(data.rows(), 1);
        if (any.target() instanceof TableTarget.Numbers numbers) {
            return Dataset.of(zeros, numbers(table, numbers.columns()));
        }
        if (!data.classification()) {
            return Dataset.of(zeros, data.targets());
        }
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            labels.add(data.classNames().get(data.label(row)));
        }
        return Dataset.labelled(zeros, labels).withClassNames(data.classNames());
    }

    /** Targets as the table has them; floats would lose the differences of large numbers. */
    private static FeatureMatrix numbers(Table table, List<String> targets) {
        double[][] rows = new double[table.rows()][targets.size()];
        for (int k = 0; k < targets.size(); k++) {
            TableColumn column = table.column(targets.get(k));
            for (int row = 0; row < rows.length; row++) {
                rows[row][k] = column.number(row);
            }
        }
        return FeatureMatrix.ofRows(rows);
    }

    /**
     * The rows by which folds are made and scores computed. Those of a table have their targets in
     * the table's units, and one feature, which is zero.
     */
    Dataset data() {
        return data;
    }

    /** The table; empty if the rows are a data set. */
    Optional<Source> source() {
        return source;
    }

    /** Whether all folds train on the same numbers. */
    boolean areShared(Estimator estimator) {
        return source.isEmpty() && estimator.scaler() == Scaler.NONE;
    }

    /**
     * Checks an estimator.
     *
     * @throws IllegalArgumentException if it does not suit the rows
     */
    void requireSuitable(Estimator estimator) {
        Estimator checked = estimator;
        if (source.isPresent()) {
            if (estimator.scaler() != Scaler.NONE) {
                throw new IllegalArgumentException(
                        "scaler "
                                + estimator.scaler()
                                + " for a table: its preparation scales, see"
                                + " PreparationOptions.withScaler");
            }
            if (estimator.trainer().earlyStopping().isPresent()) {
                throw new IllegalArgumentException(
                        "the validation rows of the trainer would not be prepared: remove its early"
                                + " stopping and use that of the estimator, which takes them from"
                                + " the training rows");
            }
            int expected = inputs.computeIfAbsent(estimator.preparation(), this::inputs);
            if (estimator.network().inputs() != expected) {
                throw new IllegalArgumentException(
                        "network "
                                + estimator.network()
                                + ": expected "
                                + expected
                                + " inputs, those of Preparation.fit for all rows with the options"
                                + " of the estimator");
            }
            checked = estimator.withInputs(data.features().features());
        }
        TrainingRequest.of(checked.network(), checked.initializer(), checked.trainer(), data);
    }

    /**
     * Checks that all folds can be prepared, before the first is trained.
     *
     * @throws IllegalArgumentException if one cannot; the message names it
     */
    void requirePreparable(Estimator estimator, List<Fold> folds) {
        if (source.isPresent() && preparable.add(estimator.preparation())) {
            for (int number = 0; number < folds.size(); number++) {
                fit(estimator, folds.get(number), number);
            }
        }
    }

    private int inputs(PreparationOptions options) {
        Source all = source.orElseThrow();
        return Preparation.fit(all.table(), all.schema(), options).inputs();
    }

    /** All rows as they are, for {@link #areShared estimators that share them}. */
    Prepared unprepared() {
        return new Prepared(data, Optional.empty(), Optional.empty());
    }

    /** All rows, prepared by all rows. */
    Prepared prepare(Estimator estimator) {
        if (source.isPresent()) {
            return prepared(fit(estimator, source.get().table()));
        }
        return scaled(estimator.scaler().fit(data));
    }

    /** All rows, prepared by the training rows of a fold. */
    Prepared prepare(Estimator estimator, Fold fold, int number) {
        if (source.isPresent()) {
            return prepared(fit(estimator, fold, number));
        }
        try {
            return scaled(estimator.scaler().fit(fold.train(data)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "fold " + number + ", scaled by its training rows: " + e.getMessage(), e);
        }
    }

    private Prepared scaled(Optional<Scaling> scaling) {
        Dataset scaled = scaling.isPresent() ? scaling.get().apply(data) : data;
        return new Prepared(scaled, scaling, Optional.empty());
    }

    private Prepared prepared(Preparation fitted) {
        Dataset rows = fitted.apply(source.orElseThrow().table());
        return new Prepared(rows, Optional.empty(), Optional.of(fitted));
    }

    private Preparation fit(Estimator estimator, Fold fold, int number) {
        try {
            return fit(estimator, source.orElseThrow().table().select(fold.trainRows()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "fold " + number + ", prepared by its training rows: " + e.getMessage(), e);
        }
    }

    /** Fits a preparation of the columns that have a value in the training rows. */
    private Preparation fit(Estimator estimator, Table train) {
        Source all = source.orElseThrow();
        TableSchema schema = all.schema();
        for (ColumnEncoding encoding : all.whole().columns()) {
            TableColumn column = train.column(encoding.column());
            if (column.missing() == column.rows()) {
                schema = schema.withKind(column.name(), ColumnKind.IGNORED);
            }
        }
        Preparation fitted = Preparation.fit(train, schema, estimator.preparation());
        return all.whole().target() instanceof TableTarget.Classes classes
                ? Preparation.of(fitted.columns(), classes) // also those of no training row
                : fitted;
    }
}
