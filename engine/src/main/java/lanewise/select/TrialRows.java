package lanewise.select;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.split.Fold;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;
import lanewise.train.TrainingRequest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of trials: a data set, which each fold may scale, or a table, which each fold prepares.
 * Either is fitted to the training rows of the fold.
 */
final class TrialRows {
    private final Dataset data;
    private final Optional<Source> source;

    /** The number of inputs of the whole table by the options of its preparation. */
    private final Map<PreparationOptions, Integer> inputs = new HashMap<>();

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
        Dataset targets = withoutFeatures(any.apply(table));
        return new TrialRows(targets, Optional.of(new Source(table, schema, any)));
    }

    private static Dataset withoutFeatures(Dataset data) {
        FeatureMatrix zeros = new FeatureMatrix(data.rows(), 1);
        if (!data.classification()) {
            return Dataset.of(zeros, data.targets());
        }
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            labels.add(data.classNames().get(data.label(row)));
        }
        return Dataset.labelled(zeros, labels).withClassNames(data.classNames());
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
            return prepare(estimator, source.get().table());
        }
        Optional<Scaling> scaling = estimator.scaler().fit(data);
        Dataset scaled = scaling.isPresent() ? scaling.get().apply(data) : data;
        return new Prepared(scaled, scaling, Optional.empty());
    }

    /** All rows, prepared by the training rows of a fold. */
    Prepared prepare(Estimator estimator, Fold fold, int number) {
        String of = "fold " + number + ", ";
        if (source.isPresent()) {
            try {
                return prepare(estimator, source.get().table().select(fold.trainRows()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        of + "prepared by its training rows: " + e.getMessage(), e);
            }
        }
        Optional<Scaling> scaling = estimator.scaler().fit(fold.train(data));
        try {
            Dataset scaled = scaling.isPresent() ? scaling.get().apply(data) : data;
            return new Prepared(scaled, scaling, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    of + "scaled by its training rows: " + e.getMessage(), e);
        }
    }

    private Prepared prepare(Estimator estimator, Table train) {
        Source all = source.orElseThrow();
        Preparation fitted = Preparation.fit(train, all.schema(), estimator.preparation());
        if (all.whole().target() instanceof TableTarget.Classes) { // also those of no training row
            fitted = Preparation.of(fitted.columns(), all.whole().target());
        }
        return new Prepared(fitted.apply(all.table()), Optional.empty(), Optional.of(fitted));
    }
}
