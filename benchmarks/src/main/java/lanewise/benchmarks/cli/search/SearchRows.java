package lanewise.benchmarks.cli.search;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.table.TableReading;
import lanewise.benchmarks.cli.table.TableSource;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.TableOptions;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.select.Candidate;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.TableColumn;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;
import lanewise.train.Trainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows of a search. */
public abstract sealed class SearchRows {
    private SearchRows() {}

    /** The number of rows. */
    abstract int rows();

    /** Whether numbers are predicted, not classes. */
    abstract boolean numbers();

    /** The rows with their classes, as far as stratified folds depend on them. */
    abstract Dataset labels();

    /** Counts rows and columns. */
    abstract String describe();

    /**
     * The training that the options describe.
     *
     * @throws UserError if an option does not suit the rows
     */
    abstract Estimator estimator(NetworkOptions network, Trainer trainer) throws UserError;

    /** Trains and scores all candidates. */
    abstract SearchResult fit(
            Search search, CrossValidation validation, Function<Candidate, Estimator> estimator);

    /** Trains on all rows. */
    abstract SavedModel train(Estimator estimator);

    /** A data set of numbers and classes. */
    public static final class OfDataset extends SearchRows {
        private final Dataset data;
        private final TableOptions options;

        /**
         * Takes a data set.
         *
         * @param data the rows
         * @param options how they were read
         */
        public OfDataset(Dataset data, TableOptions options) {
            this.data = data;
            this.options = options;
        }

        @Override
        int rows() {
            return data.rows();
        }

        @Override
        boolean numbers() {
            return false;
        }

        @Override
        Dataset labels() {
            return data;
        }

        @Override
        String describe() {
            return Quantities.count(data.rows(), "row", "rows")
                    + ", "
                    + Quantities.count(data.features().features(), "feature", "features")
                    + ", "
                    + data.classNames().size()
                    + " classes";
        }

        @Override
        Estimator estimator(NetworkOptions network, Trainer trainer) {
            return Estimator.of(
                            network.network(data.features().features(), data.classNames().size()),
                            network.initializer(),
                            trainer)
                    .withScaler(options.scaler());
        }

        @Override
        SearchResult fit(
                Search search,
                CrossValidation validation,
                Function<Candidate, Estimator> estimator) {
            return search.fit(data, validation, estimator);
        }

        @Override
        SavedModel train(Estimator estimator) {
            SavedModel saved = estimator.fit(data).withClassNames(data.classNames());
            return options.named() ? saved : saved.withFeatureNames(List.of());
        }
    }

    /** A table of any columns. */
    public static final class OfTable extends SearchRows {
        private final TableSource source;
        private final TableReading reading;

        /** Preparations of all rows by their options. */
        private final Map<PreparationOptions, Preparation> prepared = new HashMap<>();

        /**
         * Takes a table.
         *
         * @param source what the file holds
         * @param reading how it was read
         * @throws UserError if it has several labels
         */
        public OfTable(TableSource source, TableReading reading) throws UserError {
            this.source = source;
            this.reading = reading;
            if (source.schema().targetKind() == TargetKind.LABELS) {
                throw new UserError(
                        "several labels have no score to rank by: search for one of them, with a"
                                + " single --target");
            }
        }

        @Override
        int rows() {
            return source.table().rows();
        }

        @Override
        boolean numbers() {
            return source.schema().targetKind() == TargetKind.NUMBERS;
        }

        @Override
        Dataset labels() {
            List<String> labels = new ArrayList<>();
            TableColumn target = source.table().column(source.schema().targets().getFirst());
            for (int row = 0; row < rows(); row++) {
                labels.add(target.text(row));
            }
            return Dataset.labelled(new FeatureMatrix(rows(), 1), labels);
        }

        @Override
        String describe() {
            int columns = source.schema().features().size();
            List<String> targets = source.schema().targets();
            return Quantities.count(rows(), "row", "rows")
                    + ", "
                    + Quantities.count(columns, "column", "columns")
                    + ", "
                    + (numbers()
                            ? Quantities.count(targets.size(), "number", "numbers") + " to predict"
                            : labels().classNames().size() + " classes");
        }

        @Override
        Estimator estimator(NetworkOptions network, Trainer trainer) throws UserError {
            reading.requireSuitable(source);
            // A bounded output, or one that cannot be negative, reaches the targets only as they
            // are.
            boolean scaled = network.output() == Activation.IDENTITY;
            PreparationOptions options =
                    reading.columns().preparation(reading.data().scaler(), scaled);
            Preparation all =
                    prepared.computeIfAbsent(
                            options, any -> Preparation.fit(source.table(), source.schema(), any));
            int outputs =
                    all.target() instanceof TableTarget.Classes classes
                            ? classes.classNames().size()
                            : all.target().columns().size();
            Initializer initializer = network.initializer();
            return Estimator.of(network.network(all.inputs(), outputs), initializer, trainer)
                    .withPreparation(options);
        }

        @Override
        SearchResult fit(
                Search search,
                CrossValidation validation,
                Function<Candidate, Estimator> estimator) {
            return search.fit(source.table(), source.schema(), validation, estimator);
        }

        @Override
        SavedModel train(Estimator estimator) {
            return estimator.fit(source.table(), source.schema());
        }
    }
}
