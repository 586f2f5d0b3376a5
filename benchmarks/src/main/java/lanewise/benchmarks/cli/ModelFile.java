package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.ensemble.Ensemble;
import lanewise.io.ModelFileException;
import lanewise.io.SavedEnsemble;
import lanewise.io.SavedModel;
import lanewise.table.Preparation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    /**
     * What predicts.
     *
     * @param ensemble the ensemble, or one of a single model, whose outputs are the same
     * @param preparation the preparation of the rows of tables, if a single model has one
     */
    record Predicting(SavedEnsemble ensemble, Optional<Preparation> preparation) {}

    /** Reads an ensemble or a model. */
    static Predicting readAny(Path file) throws UserError {
        return read(file, ModelFile::any);
    }

    private static Predicting any(Path file) throws IOException {
        try {
            return new Predicting(SavedEnsemble.read(file), Optional.empty());
        } catch (ModelFileException e) {
            if (e.problem() != ModelFileException.Problem.OTHER_KIND) {
                throw e;
            }
            SavedModel saved = SavedModel.read(file);
            Ensemble one = Ensemble.of(List.of(saved.model()));
            return new Predicting(
                    new SavedEnsemble(one, saved.scaling(), saved.featureNames()),
                    saved.preparation());
        }
    }

    /** Whether a file has the name of one that {@code import} reads. */
    private static boolean isForeign(String name) {
        return name.endsWith(".onnx") || name.endsWith(".npz");
    }

    private static <T> T read(Path file, Content<T> content) throws UserError {
        if (!Files.exists(file)) {
            throw new UserError("no such file: " + file);
        }
        try {
            return content.read(file);
        } catch (ModelFileException e) {
            if (isForeign(file.toString())) {
                throw new UserError(
                        file
                                + " is not a model of Lanewise: import it first, see scripts/import"
                                + " --help",
                        e);
            }
            throw new UserError(e.getMessage(), e); // The message begins with the file's name.
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + OutputFolder.reason(e), e);
        }
    }
}
