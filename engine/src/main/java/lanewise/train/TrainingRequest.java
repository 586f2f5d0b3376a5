package lanewise.train;

import lanewise.Initializer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One model of a {@link TrainingGroup}: the arguments of {@link Trainer#fit}, and optionally the
 * rows to train on. Requests that refer to the same data set share its rows in memory, whichever
 * they train on. Immutable and thread-safe.
 *
 * <pre>{@code
 * TrainingRequest all = TrainingRequest.of(start, trainer, data);
 * TrainingRequest some = all.withRows(0, 1, 2, 50, 51, 52, 100, 101, 102);
 * TrainingRequest drawn = some.with(network, Initializer.heNormal(), trainer.withSeed(7));
 * }</pre>
 */
public final class TrainingRequest {
    /**
     * The start model. With an initializer, only its network and class names: the array of its
     * parameters is empty.
     */
    private final Model shape;

    /** Draws the parameters of the start model when its training begins; null if they are there. */
    private final Initializer initializer;

    private final Trainer trainer;
    private final Dataset data;

    /** Null for all rows. Shared, never modified. */
    private final int[] rows;

    private TrainingRequest(
            Model shape, Initializer initializer, Trainer trainer, Dataset data, int[] rows) {
        this.shape = shape;
        this.initializer = initializer;
        this.trainer = trainer;
        this.data = data;
        this.rows = rows;
        trainer.requireFits(shape, data);
        trainer.iterations(rowCount());
        requireWeight();
    }

    /**
     * Creates a request to train on all rows of a data set.
     *
     * @param start the model to start from
     * @param trainer the settings
     * @param data the training rows
     * @return the request
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#fit} throws it
     */
    public static TrainingRequest of(Model start, Trainer trainer, Dataset data) {
        requireStart(start);
        requireTrainer(trainer);
        return new TrainingRequest(start, null, trainer, data, null);
    }

    /**
     * Creates a request to train on all rows of a data set from a model that is created when its
     * training begins: {@link Model#initialize} with a {@link RandomState} of the trainer's seed. A
     * group of such requests holds the parameters only of the models in training.
     *
     * @param network the shape
     * @param initializer distribution of the weights
     * @param trainer the settings
     * @param data the training rows
     * @return the request
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#fit} throws it
     */
    public static TrainingRequest of(
            Network network, Initializer initializer, Trainer trainer, Dataset data) {
        requireInitializer(initializer);
        requireTrainer(trainer);
        return new TrainingRequest(shape(network), initializer, trainer, data, null);
    }

    private static Model shape(Network network) {
        Objects.requireNonNull(network, "network is null: expected the shape of the model");
        return Models.of(network, new float[0], List.of());
    }

    private static void requireStart(Model start) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
    }

    private static void requireInitializer(Initializer initializer) {
        Objects.requireNonNull(
                initializer, "initializer is null: expected one such as Initializer.heNormal()");
    }

    private static void requireTrainer(Trainer trainer) {
        Objects.requireNonNull(trainer, "trainer is null: expected the settings of the training");
    }

    /**
     * Returns this request with a choice of rows. The result of the training is that of {@link
     * Trainer#fit} on {@link Dataset#select} of these rows, without a copy of them. Weights of the
     * rows, {@link Trainer#withSampleWeights}, are those of the whole data set.
     *
     * @param rows the rows to train on, in order; a row may occur more than once
     * @return the request
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if {@code rows} is empty or has a row out of range, or the
     *     epochs require too many iterations
     */
    public TrainingRequest withRows(int... rows) {
        Objects.requireNonNull(rows, "rows is null: expected the rows to train on");
        if (rows.length == 0) {
            throw new IllegalArgumentException("no rows: expected at least one to train on");
        }
        for (int row : rows) {
            if (row < 0 || row >= data.rows()) {
                throw new IllegalArgumentException(
                        "row " + row + ": expected 0 to " + (data.rows() - 1));
            }
        }
        return new TrainingRequest(shape, initializer, trainer, data, rows.clone());
    }

    /**
     * Returns this request with other settings, on the same rows.
     *
     * @param start the model to start from
     * @param trainer the settings
     * @return the request
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#fit} throws it
     */
    public TrainingRequest with(Model start, Trainer trainer) {
        requireStart(start);
        requireTrainer(trainer);
        return new TrainingRequest(start, null, trainer, data, rows);
    }

    /**
     * Returns this request with other settings, on the same rows, from a model that is created when
     * its training begins.
     *
     * @param network the shape
     * @param initializer distribution of the weights, drawn with the trainer's seed
     * @param trainer the settings
     * @return the request
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#fit} throws it
     */
    public TrainingRequest with(Network network, Initializer initializer, Trainer trainer) {
        requireInitializer(initializer);
        requireTrainer(trainer);
        return new TrainingRequest(shape(network), initializer, trainer, data, rows);
    }

    /**
     * Returns the model to start from.
     *
     * @return the model; a new one if the request has an initializer
     */
    public Model start() {
        return initializer == null
                ? shape
                : Model.initialize(shape.network(), initializer, new RandomState(trainer.seed()));
    }

    /** The start model, possibly without its parameters: network and class names are valid. */
    Model shape() {
        return shape;
    }

    /**
     * Returns the settings.
     *
     * @return the trainer
     */
    public Trainer trainer() {
        return trainer;
    }

    /**
     * Returns the data set.
     *
     * @return all its rows, chosen or not
     */
    public Dataset data() {
        return data;
    }

    /**
     * Returns the chosen rows.
     *
     * @return their numbers in a new array; empty if all rows are
     */
    public Optional<int[]> rows() {
        return Optional.ofNullable(rows).map(int[]::clone);
    }

    /** The chosen rows, null for all. Not to be modified. */
    int[] chosen() {
        return rows;
    }

    /** Number of rows to train on. */
    int rowCount() {
        return rows == null ? data.rows() : rows.length;
    }

    /** Number of rows of the largest batch. */
    int batchRows() {
        return Math.min(rowCount(), trainer.batchSize());
    }

    /** Number of iterations requested. */
    int iterations() {
        return trainer.iterations(rowCount());
    }

    /**
     * The weight of each row of the data; null if all are 1. Weights by class depend on the rows
     * that are chosen.
     */
    float[] weights() {
        SampleWeights weights = trainer.weights();
        if (rows == null || weights instanceof SampleWeights.PerRow) {
            return weights.of(data);
        }
        float[] ofChosen = weights.of(data.select(rows));
        if (ofChosen == null) {
            return null;
        }
        float[] perRow = new float[data.rows()];
        for (int k = 0; k < rows.length; k++) {
            perRow[rows[k]] = ofChosen[k];
        }
        return perRow;
    }

    private void requireWeight() {
        if (rows == null || trainer.weights() instanceof SampleWeights.Equal) {
            return;
        }
        float[] weights = weights();
        for (int row : rows) {
            if (weights[row] > 0) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "all chosen rows have the weight 0: expected at least one above 0");
    }

    /** Whether two requests take their rows from the same arrays. */
    boolean sharesRows(TrainingRequest other) {
        return data == other.data
                && shape.network().outputs() == other.shape.network().outputs()
                && shape.network().loss() == other.shape.network().loss()
                && shape.classNames().equals(other.shape.classNames())
                && sharesWeights(other);
    }

    private boolean sharesWeights(TrainingRequest other) {
        SampleWeights weights = trainer.weights();
        SampleWeights others = other.trainer.weights();
        if (weights instanceof SampleWeights.Equal) {
            return others instanceof SampleWeights.Equal;
        }
        return weights.equals(others)
                && (weights instanceof SampleWeights.PerRow || rows == other.rows);
    }

    /** The request in messages. */
    @Override
    public String toString() {
        return "TrainingRequest["
                + shape.network()
                + ", "
                + (rows == null ? "" : Arrays.stream(rows).distinct().count() + " of ")
                + data
                + "]";
    }
}
