package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.data.Scaling;
import lanewise.internal.file.AtomicFile;
import lanewise.internal.text.Names;
import lanewise.table.Preparation;
import lanewise.table.RecordPredictor;
import lanewise.table.TableTarget;
import lanewise.train.Checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model with everything needed to use it elsewhere: the scaling and the names of its features, or
 * the preparation of its rows, its class names and optionally a checkpoint. Immutable and
 * thread-safe. Two saved models are equal only if their models are the same object.
 *
 * <pre>{@code
 * SavedModel.of(run.model()).withScaling(scaling).withFeatureNames(train.featureNames()).write(file);
 *
 * Predictor predictor = SavedModel.read(file).predictor(); // scales the rows
 * System.out.println(predictor.className(predictor.classify(row))); // prints setosa
 * }</pre>
 *
 * <p>Files have the safetensors format, readable by Python's {@code safetensors}. The tensors are
 * {@code layers.0.weights} (F32, inputs × units; in a recurrent layer (inputs + units) × units),
 * {@code layers.0.biases}, {@code layers.0.wiring} (BOOL), {@code scaling.offsets} and {@code
 * scaling.scales} (F64). The metadata contains {@code lanewise.schema}, which is 2 if there is a
 * preparation and 1 otherwise; {@code lanewise.network}, {@code lanewise.features}, {@code
 * lanewise.classes}, {@code lanewise.preparation} and {@code lanewise.training} (JSON); and {@code
 * lanewise.sha256}, the checksum of the whole file with zeros in its place. Every float keeps its
 * bits. Reading executes nothing from the file and takes at most about ten times its length in
 * memory. Changes to a file while it is read are not detected; {@link #write(Path)} never modifies
 * a file in place.
 *
 * <p>A checkpoint consists of whole numbers in {@code lanewise.training} and one-dimensional
 * tensors: {@code training.first} and {@code training.second} (F32), the optimizer's state for each
 * parameter; {@code training.powers} (F64), β1 and β2 to the power of the number of completed
 * steps; {@code training.losses} (F32), the last loss and, with early stopping, the smallest and
 * the last loss on the validation rows; {@code training.parameters} (F32), the current parameters
 * if the model is an earlier one; {@code training.order} (I32) and {@code training.random} (U32),
 * the shuffled rows and the words of {@link lanewise.random.RandomState}; {@code
 * training.history.loss} (F32), {@code training.history.hits} and {@code training.history.rows}
 * (I32). Parts that a run does not have are omitted.
 *
 * @param model the model
 * @param scaling the scaling of its features; empty if they are not scaled
 * @param featureNames the feature names in the order of inputs, unique; empty if they have none
 * @param classNames the class names in the order of outputs (for one output, the names of 0 and 1),
 *     which the model then has too; empty for those of the model
 * @param checkpoint the checkpoint of the model's training run; empty if it cannot be resumed
 * @param preparation the preparation of the rows that the model takes, whose inputs name the
 *     features and which scales them; empty if rows are numbers already
 */
public record SavedModel(
        Model model,
        Optional<Scaling> scaling,
        List<String> featureNames,
        List<String> classNames,
        Optional<Checkpoint> checkpoint,
        Optional<Preparation> preparation) {

    /** Maximum header length for writing and reading, in bytes. */
    public static final int MAX_HEADER_BYTES = 1 << 24;

    /** Latest schema of files, that of models with a preparation. */
    public static final int SCHEMA = 2;

    /**
     * Validates the components and their consistency.
     *
     * @throws NullPointerException if an argument is null or contains null
     * @throws IllegalArgumentException if the scaling's number of features is not the model's
     *     number of inputs, the number of feature names is neither 0 nor the number of inputs, the
     *     number of class names is neither 0 nor the number of classes, a name occurs twice, the
     *     checkpoint belongs to another model, or the preparation has other inputs, outputs or
     *     classes, or there is a scaling beside it
     */
    public SavedModel {
        Objects.requireNonNull(model, "model must not be null");
        Objects.requireNonNull(scaling, "scaling must not be null");
        Objects.requireNonNull(featureNames, "featureNames must not be null");
        Objects.requireNonNull(classNames, "classNames must not be null");
        Network network = model.network();
        SavedFeatures.require("the network " + network, network.inputs(), scaling, featureNames);
        featureNames = List.copyOf(featureNames);
        model = classNames.isEmpty() ? model : model.withClassNames(classNames);
        classNames = model.classNames();
        Objects.requireNonNull(checkpoint, "checkpoint must not be null");
        if (checkpoint.isPresent() && !isSame(model, checkpoint.get().model())) {
            throw new IllegalArgumentException(
                    "the checkpoint belongs to another model: expected the checkpoint of the same"
                            + " run at the same iteration");
        }
        Objects.requireNonNull(preparation, "preparation must not be null");
        if (preparation.isPresent()) {
            requireFit(preparation.get(), model, scaling, featureNames);
        }
    }

    private static void requireFit(
            Preparation preparation,
            Model model,
            Optional<Scaling> scaling,
            List<String> featureNames) {
        RecordPredictor.requireFit(model, preparation);
        if (scaling.isPresent() || !featureNames.equals(preparation.inputNames())) {
            throw new IllegalArgumentException(
                    "a preparation beside a scaling or other feature names: expected no scaling, and"
                            + " the names of the preparation's inputs");
        }
        if (preparation.target() instanceof TableTarget.Classes classes
                && !classes.classNames().equals(model.classNames())) {
            throw new IllegalArgumentException(
                    "the preparation has the classes "
                            + Names.listed(classes.classNames())
                            + ", the model "
                            + Names.listed(model.classNames())
                            + ": expected the same");
        }
    }

    private static boolean isSame(Model a, Model b) {
        // Usually the same object. A record's own equals would make the JDK retain the engine.
        return Objects.equals(a.network(), b.network())
                && Arrays.equals(a.parameters(), b.parameters());
    }

    /**
     * Creates a saved model without scaling, feature names and checkpoint, with the model's class
     * names.
     *
     * @param model the model
     * @return the saved model
     * @throws NullPointerException if {@code model} is null
     */
    public static SavedModel of(Model model) {
        return new SavedModel(
                model, Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a copy with a scaling.
     *
     * @param scaling the scaling of the model's features
     * @return the saved model
     * @throws NullPointerException if {@code scaling} is null
     * @throws IllegalArgumentException if its number of features is not the model's number of
     *     inputs
     */
    public SavedModel withScaling(Scaling scaling) {
        Objects.requireNonNull(scaling, "scaling must not be null");
        return new SavedModel(
                model, Optional.of(scaling), featureNames, classNames, checkpoint, preparation);
    }

    /**
     * Returns a copy whose model has other class names.
     *
     * @param names a name for each class, in the order of outputs
     * @return the saved model
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if the number of names is not the number of classes, or a
     *     name occurs twice
     */
    public SavedModel withClassNames(List<String> names) {
        Objects.requireNonNull(names, "names must not be null");
        return new SavedModel(
                model.withClassNames(names), scaling, featureNames, names, checkpoint, preparation);
    }

    /**
     * Returns a copy with other feature names, by which {@code scripts/predict} finds the columns
     * of a table.
     *
     * @param names a name for each feature, in the order of inputs, such as {@link
     *     lanewise.data.Dataset#featureNames()}; or empty for none
     * @return the saved model
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if the number of names is not the number of inputs, or a
     *     name occurs twice
     */
    public SavedModel withFeatureNames(List<String> names) {
        Objects.requireNonNull(names, "names must not be null");
        return new SavedModel(model, scaling, names, classNames, checkpoint, preparation);
    }

    /**
     * Returns a copy with a preparation, which replaces scaling and names of features and classes.
     *
     * @param preparation the preparation of the rows that the model was trained on
     * @return the saved model
     * @throws NullPointerException if {@code preparation} is null
     * @throws IllegalArgumentException if it has other numbers of inputs or outputs than the model
     */
    public SavedModel withPreparation(Preparation preparation) {
        Objects.requireNonNull(preparation, "preparation must not be null");
        List<String> classes =
                preparation.target() instanceof TableTarget.Classes target
                        ? target.classNames()
                        : List.of();
        RecordPredictor.requireFit(model, preparation);
        return new SavedModel(
                model.withClassNames(classes),
                Optional.empty(),
                preparation.inputNames(),
                classes,
                checkpoint,
                Optional.of(preparation));
    }

    /**
     * Returns a predictor of records as they are: numbers, texts, dates and missing values.
     *
     * @return a new predictor for one thread
     * @throws IllegalStateException if there is no preparation
     */
    public RecordPredictor recordPredictor() {
        return RecordPredictor.of(
                model,
                preparation.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the model has no preparation: use predictor(), or save it"
                                                + " with withPreparation")));
    }

    /**
     * Returns a predictor that takes unscaled features and names the classes. With a preparation,
     * it takes prepared inputs and leaves numbers scaled; {@link #recordPredictor} does both.
     *
     * @return a new predictor for one thread, with the scaling if there is one
     */
    public Predictor predictor() {
        Predictor predictor = model.predictor();
        return scaling.isPresent() ? predictor.withScaling(scaling.get()) : predictor;
    }

    /**
     * Returns a copy with a checkpoint, so that its training can be resumed.
     *
     * @param checkpoint the checkpoint of the run that trained the model
     * @return the saved model
     * @throws NullPointerException if {@code checkpoint} is null
     * @throws IllegalArgumentException if its {@link Checkpoint#model} is another model
     */
    public SavedModel withCheckpoint(Checkpoint checkpoint) {
        Objects.requireNonNull(checkpoint, "checkpoint must not be null");
        return new SavedModel(
                model, scaling, featureNames, classNames, Optional.of(checkpoint), preparation);
    }

    /**
     * Writes or replaces a file atomically: a temporary file in the same directory is forced to
     * disk and then renamed. Symbolic links, permissions and, where possible, owner and group are
     * kept. An interrupted thread, for example after stopping a run, can write and stays
     * interrupted; an interrupt during the write makes it fail.
     *
     * @param file the path to write to
     * @throws NullPointerException if {@code file} is null
     * @throws IOException if writing fails or the path is not a regular file; {@code file} is then
     *     unchanged
     * @throws IllegalArgumentException if the names are too long for a header, or names or layers
     *     are too many
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file must not be null");
        SafetensorsWriter writer = SavedModelFormat.writer(this);
        AtomicFile.writeDurably(file, out -> writer.write(SavedModelFormat.CHECKSUM_KEY, out));
    }

    /**
     * Writes the bytes of a file to a stream and leaves it open, to store models elsewhere than in
     * files of their own.
     *
     * @param out the stream to write to
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the names are too long for a header, or names or layers
     *     are too many
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out must not be null");
        SavedModelFormat.writer(this).write(SavedModelFormat.CHECKSUM_KEY, out);
    }

    /**
     * Reads a file.
     *
     * @param file a file written by {@link #write}
     * @return the saved model
     * @throws NullPointerException if {@code file} is null
     * @throws ModelFileException if the file is not such a file, has a later schema or is damaged;
     *     {@link ModelFileException.Problem#OTHER_KIND} if it holds an ensemble; the message begins
     *     with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static SavedModel read(Path file) throws IOException {
        Objects.requireNonNull(file, "file must not be null");
        return SourceFile.read(file, SavedModelFormat::read);
    }

    /**
     * Reads the bytes of a file from a stream to its end and leaves the stream open, for models
     * stored elsewhere than in files of their own, such as program resources. All bytes are loaded
     * into memory before they are parsed, so limit a stream that may be endless.
     *
     * @param in a stream with the output of {@link #write} and nothing else
     * @return the saved model
     * @throws NullPointerException if {@code in} is null
     * @throws ModelFileException if the content was not written by {@link #write}, has a later
     *     schema or is damaged
     * @throws IOException if the stream cannot be read
     */
    public static SavedModel read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in must not be null");
        return SavedModelFormat.read(Source.of(in.readAllBytes()));
    }
}
