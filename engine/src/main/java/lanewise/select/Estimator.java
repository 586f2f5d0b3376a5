package lanewise.select;

import lanewise.Initializer;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.io.SavedModel;
import lanewise.split.Splitter;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingRun;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A training that can be repeated on any rows: network, initial weights, trainer, early stopping,
 * and the scaling of a data set or preparation of a table. The seed of the trainer determines the
 * initial weights, too.
 *
 * <pre>{@code
 * Estimator estimator = Estimator.of(network, Initializer.glorotUniform(), trainer)
 *         .withScaler(Scaler.STANDARD)
 *         .withEarlyStopping(StratifiedShuffleSplit.of(1, TestSize.fraction(0.1), 4), 10)
 *         .withSeed(7);
 * SavedModel fitted = estimator.fit(train);
 * int predicted = fitted.predictor().classify(row); // scales the row
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Estimator {
    private final Network network;
    private final Initializer initializer;
    private final Trainer trainer;
    private final Scaler scaler;
    private final PreparationOptions preparation;
    private final Optional<Splitter> validation;
    private final int patience;

    private Estimator(
            Network network,
            Initializer initializer,
            Trainer trainer,
            Scaler scaler,
            PreparationOptions preparation,
            Optional<Splitter> validation,
            int patience) {
        if (trainer.earlyStopping().isPresent()) {
            requireNoOther(scaler, validation);
        }
        this.network = network;
        this.initializer = initializer;
        this.trainer = trainer;
        this.scaler = scaler;
        this.preparation = preparation;
        this.validation = validation;
        this.patience = patience;
    }

    private static void requireNoOther(Scaler scaler, Optional<Splitter> validation) {
        if (scaler != Scaler.NONE) {
            throw new IllegalArgumentException(
                    "the validation rows of the trainer would not be scaled: remove its early"
                            + " stopping and use that of the estimator, which takes them from the"
                            + " training rows");
        }
        if (validation.isPresent()) {
            throw new IllegalArgumentException(
                    "both trainer and estimator stop early: remove the early stopping of the"
                            + " trainer");
        }
    }

    /**
     * Creates an estimator without scaling.
     *
     * @param network the shape
     * @param initializer distribution of the initial weights
     * @param trainer the settings of the training; its seed determines the initial weights. Early
     *     stopping of its own needs validation rows that are in no fold
     * @return the estimator
     * @throws NullPointerException if an argument is null
     */
    public static Estimator of(Network network, Initializer initializer, Trainer trainer) {
        Objects.requireNonNull(network, "network is null: expected the shape of the model");
        Objects.requireNonNull(
                initializer, "initializer is null: expected one such as Initializer.heNormal()");
        requireTrainer(trainer);
        return new Estimator(
                network,
                initializer,
                trainer,
                Scaler.NONE,
                PreparationOptions.standard(),
                Optional.empty(),
                0);
    }

    private static void requireTrainer(Trainer trainer) {
        Objects.requireNonNull(trainer, "trainer is null: expected the settings of the training");
    }

    /**
     * Returns this estimator with another scaling of the features of data sets. Tables are scaled
     * by {@link #withPreparation}.
     *
     * @param scaler the scaling, fitted to the rows of each training
     * @return the estimator
     * @throws NullPointerException if {@code scaler} is null
     * @throws IllegalArgumentException if the trainer has early stopping, whose validation rows
     *     would not be scaled
     */
    public Estimator withScaler(Scaler scaler) {
        Objects.requireNonNull(scaler, "scaler is null: expected one such as Scaler.STANDARD");
        return new Estimator(
                network, initializer, trainer, scaler, preparation, validation, patience);
    }

    /**
     * Returns this estimator with other options for the preparation of tables, which is fitted to
     * the rows of each training. They have no effect on data sets.
     *
     * @param options how missing values, categories and numbers are treated
     * @return the estimator
     * @throws NullPointerException if {@code options} is null
     */
    public Estimator withPreparation(PreparationOptions options) {
        Objects.requireNonNull(options, "options is null: expected those of a preparation");
        return new Estimator(network, initializer, trainer, scaler, options, validation, patience);
    }

    /**
     * Returns this estimator with early stopping by rows that each training sets aside from its
     * own, as scikit-learn's {@code early_stopping=True}. The scaling is fitted to all its rows.
     *
     * @param validation divides the rows of a training; the test rows of its first fold become the
     *     validation rows, such as {@code StratifiedShuffleSplit.of(1, TestSize.fraction(0.1), 4)}
     * @param patience number of epochs without improvement, as for {@link
     *     lanewise.train.EarlyStopping}
     * @return the estimator
     * @throws NullPointerException if {@code validation} is null
     * @throws IllegalArgumentException if {@code patience} is less than 1, or the trainer has early
     *     stopping of its own
     */
    public Estimator withEarlyStopping(Splitter validation, int patience) {
        Objects.requireNonNull(
                validation, "validation is null: expected a splitter such as ShuffleSplit");
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "patience of " + patience + " epochs: expected at least 1");
        }
        return new Estimator(
                network,
                initializer,
                trainer,
                scaler,
                preparation,
                Optional.of(validation),
                patience);
    }

    /**
     * Returns this estimator with another seed: that of the initial weights, of the order of rows
     * and of dropout.
     *
     * @param seed 0 to 4294967295
     * @return the estimator
     * @throws IllegalArgumentException if {@code seed} is out of range
     */
    public Estimator withSeed(long seed) {
        return withTrainer(trainer.withSeed(seed));
    }

    /**
     * Returns this estimator with another trainer.
     *
     * @param trainer the settings of the training; its seed determines the initial weights
     * @return the estimator
     * @throws NullPointerException if {@code trainer} is null
     * @throws IllegalArgumentException if the trainer has early stopping, and the estimator has
     *     that of its own or a scaling
     */
    public Estimator withTrainer(Trainer trainer) {
        requireTrainer(trainer);
        return new Estimator(
                network, initializer, trainer, scaler, preparation, validation, patience);
    }

    /**
     * Returns the shape.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * Returns the distribution of the initial weights.
     *
     * @return the initializer
     */
    public Initializer initializer() {
        return initializer;
    }

    /**
     * Returns the settings of the training.
     *
     * @return the trainer
     */
    public Trainer trainer() {
        return trainer;
    }

    /**
     * Returns the scaling of the features.
     *
     * @return {@link Scaler#NONE} by default
     */
    public Scaler scaler() {
        return scaler;
    }

    /**
     * Returns how a table is prepared.
     *
     * @return the options, {@link PreparationOptions#standard} unless set
     */
    public PreparationOptions preparation() {
        return preparation;
    }

    /** An estimator whose network has another number of inputs. */
    Estimator withInputs(int inputs) {
        Network other = new Network(inputs, network.layers(), network.loss());
        return new Estimator(
                other, initializer, trainer, scaler, preparation, validation, patience);
    }

    /** The splitter of early stopping. */
    Optional<Splitter> validation() {
        return validation;
    }

    int patience() {
        return patience;
    }

    /**
     * Trains a model on all rows of a data set.
     *
     * @param data the training rows
     * @return the model with its scaling and the names of features and classes
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data does not suit the network, as for {@link
     *     Trainer#fit}, the scaling or the early stopping
     * @throws IllegalStateException if the trainer's tier cannot run on this machine
     * @throws lanewise.train.DivergenceException if the training diverges
     * @throws CancellationException if the thread is interrupted; its interrupt status stays set
     */
    public SavedModel fit(Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the training rows");
        return fit(TrialRows.of(data));
    }

    /**
     * Trains a model on all rows of a table.
     *
     * @param table the training rows, which all have a target
     * @param schema the kinds of the columns, with a target
     * @return the model with its preparation and class names
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the table cannot be prepared, as for {@link
     *     lanewise.table.Preparation#fit}; or does not suit the network, as for {@link
     *     CrossValidation#fit(Table, TableSchema, Estimator)}
     * @throws IllegalStateException if the schema has no target, or the trainer's tier cannot run
     *     on this machine
     * @throws lanewise.train.DivergenceException if the training diverges
     * @throws CancellationException if the thread is interrupted; its interrupt status stays set
     */
    public SavedModel fit(Table table, TableSchema schema) {
        TrialRows rows = TrialRows.of(table, schema);
        rows.requireSuitable(this);
        return fit(rows);
    }

    private SavedModel fit(TrialRows rows) {
        TrialRows.Prepared prepared = rows.prepare(this);
        TrainingRequest request = new FoldRequests(prepared.data()).request(this);
        Dataset trained =
                request.rows().isPresent()
                        ? prepared.data().select(request.rows().get())
                        : prepared.data();
        TrainingRun run = request.trainer().fit(request.start(), trained);
        if (run.stopReason() == StopReason.INTERRUPTED) {
            throw new CancellationException(
                    "the thread was interrupted before the training was complete: no model");
        }
        return prepared.saved(run.model());
    }

    /**
     * Describes the training.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "Estimator["
                + network
                + ", "
                + initializer
                + ", "
                + trainer
                + ", scaler "
                + scaler
                + (preparation.equals(PreparationOptions.standard()) ? "" : ", " + preparation)
                + (validation.isPresent()
                        ? ", early stopping with " + validation.get() + ", patience " + patience
                        : "")
                + "]";
    }
}
