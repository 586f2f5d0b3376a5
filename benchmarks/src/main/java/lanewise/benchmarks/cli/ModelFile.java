package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.ensemble.Ensemble;
import lanewise.io.ModelFileException;
import lanewise.io.SavedEnsemble;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads model files, with problems as errors of the user. */
final class ModelFile {
    private ModelFile() {}

    /** Reads the content of a file. */
    @FunctionalInterface
    private interface Content<T> {
        T read(Path file) throws IOException;
    }

    /** Reads a model. */
    static SavedModel read(Path file) throws UserError {
        return read(file, SavedModel::read);
    }

    /** Reads an ensemble, or a model as an ensemble of one, whose outputs are the same. */
    static SavedEnsemble readAny(Path file) throws UserError {
        return read(file, ModelFile::any);
    }

    private static SavedEnsemble any(Path file) throws IOException {
        try {
            return SavedEnsemble.read(file);
        } catch (ModelFileException e) {
            if (e.problem() != ModelFileException.Problem.OTHER_KIND) {
                throw e;
            }
            SavedModel saved = SavedModel.read(file);
            if (saved.preparation().isPresent()) { // columns are not inputs
                throw new IOException(
                        "the model prepares the rows of a table, which scripts/predict does not do:"
                                + " use SavedModel.recordPredictor in Java");
            }
            Ensemble one = Ensemble.of(List.of(saved.model()));
            return new SavedEnsemble(one, saved.scaling(), saved.featureNames());
        }
    }

    private static <T> T read(Path file, Content<T> content) throws UserError {
        if (!Files.exists(file)) {
            throw new UserError("no such file: " + file);
        }
        try {
            return content.read(file);
        } catch (ModelFileException e) {
            throw new UserError(e.getMessage(), e); // The message begins with the file's name.
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + OutputFolder.reason(e), e);
        }
    }
}
