package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.CsvFormat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Predicts the rows of a file block by block, and compares them with the truth. */
sealed interface PredictedFile permits PredictedRows, PredictedTable {

    /** The name of the column of classes. */
    String PREDICTION = "prediction";

    /** The name of the column of a class's probability; two columns must not have one name. */
    static String probability(String className) {
        return className.equals(PREDICTION) ? "probability of " + className : className;
    }

    /**
     * How to find the labels.
     *
     * @param column name of the column, or null
     * @param none true to look for none
     * @param header true if the file has a header
     */
    record Labels(String column, boolean none, boolean header) {}

    /**
     * Creates the reader of files for a model.
     *
     * @throws UserError if the outputs are no probabilities, but these are requested
     */
    static PredictedFile of(ModelFile.Predicting model, boolean probabilities) throws UserError {
        return model.preparation().isPresent()
                ? new PredictedTable(model.ensemble(), model.preparation().get(), probabilities)
                : new PredictedRows(model.ensemble(), probabilities);
    }

    /**
     * Checks that one column of a file is what the model predicts.
     *
     * @throws UserError if {@code --label} cannot name it
     */
    void requireOneLabel() throws UserError;

    /** The names of the columns written. */
    List<String> columns();

    /** Number of rows predicted. */
    long rows();

    /** Whether columns were taken in the file's order. */
    boolean byPosition();

    /** How the predictions compare with the truth. */
    Comparison comparison();

    /**
     * Predicts all rows.
     *
     * @param file the file
     * @param format its header and separator
     * @param labels how to find the labels
     * @param text receives the predictions
     * @throws lanewise.data.CsvException if a row cannot be read or predicted
     * @throws lanewise.recurrent.ConvergenceException if a recurrent layer does not converge
     * @throws IOException if writing fails
     */
    void predict(Path file, CsvFormat format, Labels labels, PredictionText text)
            throws IOException;
}
