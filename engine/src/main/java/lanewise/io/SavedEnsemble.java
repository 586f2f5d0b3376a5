package lanewise.io;

import lanewise.data.Scaling;
import lanewise.ensemble.Ensemble;
import lanewise.ensemble.EnsemblePredictor;
import lanewise.internal.file.AtomicFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An ensemble with everything needed to use it elsewhere, in one file: the members, the class names
 * and, for all members, the scaling and the names of the features. Immutable and thread-safe. Two
 * saved ensembles are equal only if their ensembles are the same object.
 *
 * <pre>{@code
 * SavedEnsemble.of(ensemble).withScaling(scaling).withFeatureNames(train.featureNames()).write(file);
 *
 * EnsemblePredictor predictor = SavedEnsemble.read(file).predictor(); // scales the rows
 * }</pre>
 *
 * <p>Files are like those of {@link SavedModel}, with the same checks and guarantees. {@code
 * lanewise.members} in the metadata is the number of members; the network of member k is {@code
 * lanewise.network.k}, its tensors are {@code members.k.layers.0.weights} and so on.
 *
 * @param ensemble the ensemble
 * @param scaling the scaling of its features; empty if they are not scaled
 * @param featureNames the feature names in the order of inputs, unique; empty if they have none
 */
public record SavedEnsemble(
        Ensemble ensemble, Optional<Scaling> scaling, List<String> featureNames) {

    /**
     * Validates the components and their consistency.
     *
     * @throws NullPointerException if an argument is null or contains null
     * @throws IllegalArgumentException if the scaling's number of features is not the number of
     *     inputs, the number of feature names is neither 0 nor the number of inputs, or a name
     *     occurs twice
     */
    public SavedEnsemble {
        Objects.requireNonNull(ensemble, "ensemble is null: expected the ensemble to save");
        Objects.requireNonNull(scaling, "scaling is null: expected an Optional");
        Objects.requireNonNull(featureNames, "featureNames is null: expected a list of names");
        SavedFeatures.require(
                "an ensemble of " + ensemble.inputs() + " inputs",
                ensemble.inputs(),
                scaling,
                featureNames);
        featureNames = List.copyOf(featureNames);
    }

    /**
     * Creates a saved ensemble without scaling and feature names.
     *
     * @param ensemble the ensemble
     * @return the saved ensemble
     * @throws NullPointerException if {@code ensemble} is null
     */
    public static SavedEnsemble of(Ensemble ensemble) {
        return new SavedEnsemble(ensemble, Optional.empty(), List.of());
    }

    /**
     * Returns a copy with a scaling.
     *
     * @param scaling the scaling of the members' features
     * @return the saved ensemble
     * @throws NullPointerException if {@code scaling} is null
     * @throws IllegalArgumentException if its number of features is not the number of inputs
     */
    public SavedEnsemble withScaling(Scaling scaling) {
        Objects.requireNonNull(scaling, "scaling is null: expected that of the training rows");
        return new SavedEnsemble(ensemble, Optional.of(scaling), featureNames);
    }

    /**
     * Returns a copy with other feature names, by which {@code scripts/predict} finds the columns
     * of a table.
     *
     * @param names a name for each feature, in the order of inputs, such as {@link
     *     lanewise.data.Dataset#featureNames()}; or empty for none
     * @return the saved ensemble
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if the number of names is not the number of inputs, or a
     *     name occurs twice
     */
    public SavedEnsemble withFeatureNames(List<String> names) {
        Objects.requireNonNull(names, "names is null: expected a name for each feature");
        return new SavedEnsemble(ensemble, scaling, names);
    }

    /**
     * Returns a predictor that takes unscaled features and names the classes.
     *
     * @return a new predictor for one thread, with the scaling if there is one
     */
    public EnsemblePredictor predictor() {
        EnsemblePredictor predictor = ensemble.predictor();
        return scaling.isPresent() ? predictor.withScaling(scaling.get()) : predictor;
    }

    /**
     * Writes or replaces a file atomically, as {@link SavedModel#write(Path)} does.
     *
     * @param file the path to write to
     * @throws NullPointerException if {@code file} is null
     * @throws IOException if writing fails or the path is not a regular file; {@code file} is then
     *     unchanged
     * @throws IllegalArgumentException if the names are too long for a header, or members, names or
     *     layers are too many
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null: expected the path to write to");
        SafetensorsWriter writer = SavedModelFormat.writer(this);
        AtomicFile.writeDurably(file, out -> writer.write(SavedModelFormat.CHECKSUM_KEY, out));
    }

    /**
     * Writes the bytes of a file to a stream and leaves it open.
     *
     * @param out the stream to write to
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the names are too long for a header, or members, names or
     *     layers are too many
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out is null: expected a stream to write to");
        SavedModelFormat.writer(this).write(SavedModelFormat.CHECKSUM_KEY, out);
    }

    /**
     * Reads a file.
     *
     * @param file a file written by {@link #write}
     * @return the saved ensemble
     * @throws NullPointerException if {@code file} is null
     * @throws ModelFileException if the file is not such a file, has a later schema or is damaged;
     *     {@link ModelFileException.Problem#OTHER_KIND} if it holds a single model; the message
     *     begins with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static SavedEnsemble read(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null: expected the path of a file");
        return SourceFile.read(file, SavedModelFormat::readEnsemble);
    }

    /**
     * Reads the bytes of a file from a stream to its end and leaves the stream open. All bytes are
     * loaded into memory before they are parsed, so limit a stream that may be endless.
     *
     * @param in a stream with the output of {@link #write} and nothing else
     * @return the saved ensemble
     * @throws NullPointerException if {@code in} is null
     * @throws ModelFileException as for {@link #read(Path)}
     * @throws IOException if the stream cannot be read
     */
    public static SavedEnsemble read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in is null: expected a stream to read");
        return SavedModelFormat.readEnsemble(Source.of(in.readAllBytes()));
    }
}
