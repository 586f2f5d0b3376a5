package lanewise.benchmarks.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.CsvOptions;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.JsonReport;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.internal.file.AtomicFile;
import lanewise.io.SavedEnsemble;
import lanewise.recurrent.ConvergenceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/** The command {@code predict}: predicts the rows of a CSV file with a saved model or ensemble. */
@Command(
        name = "predict",
        description =
                "Predicts the rows of a CSV file with a model written by train --model, or an ensemble.",
        footer = {
            "",
            "Columns are found by the names of the model's features, in any order among others. A"
                    + " model",
            "without names, or a file without header, takes the columns in order: the features,"
                    + " then, of",
            "models of numbers without preparation, at most the label column. Rows are prepared as"
                    + " in training.",
            "",
            "A model that prepares the rows of a table finds the table's columns by name: texts,"
                    + " dates",
            "and missing values are treated as in training. What it was trained to predict is"
                    + " compared",
            "where the file has it; rows without it are predicted and not counted.",
            "",
            "Writes a line for each row, in order: the predicted class in the column prediction, or"
                    + " the",
            "outputs of a regression. A model of a table writes numbers, and labels, in columns"
                    + " named",
            "like those of the training. Without --out the lines go to standard output, and accuracy"
                    + " and",
            "confusion matrix, or R2, RMSE and MAE, to standard error. Files may be larger than"
                    + " memory.",
            "An ensemble predicts by the means of its members' outputs.",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line (standard"
                    + " output is",
            "then incomplete, the file of --out unchanged); 1 a defect of the program."
        })
public final class Predict implements Callable<Integer> {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    @Parameters(
            index = "0",
            paramLabel = "model",
            converter = OptionValues.Location.class,
            description = "File of a model or an ensemble, such as out/model.safetensors")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "data",
            converter = OptionValues.Location.class,
            description = "CSV file with a header line, plain or gzip")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description = "CSV file to write. Default: standard output")
    private Path out;

    @Option(
            names = "--probabilities",
            description =
                    "Also write the probability of each class, in a column named like the class, or"
                            + " of each label.")
    private boolean probabilities;

    @Option(
            names = "--json",
            description = "Print one JSON object; without --out, it includes the predictions.")
    private boolean json;

    @Option(
            names = "--label",
            paramLabel = "column",
            description =
                    "Column of the true classes. Default: the last column, if it is no feature and"
                            + " the first row holds one of the model's classes there; of a table the"
                            + " column of that name")
    private String label;

    @Option(names = "--no-label", description = "Do not compare with true classes.")
    private boolean noLabel;

    @Mixin private CsvOptions csv = new CsvOptions();

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Predict(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and exits the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Predict(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the user can correct a problem
     */
    @Override
    public Integer call() throws UserError {
        CsvFormat format = csv.csvFormat();
        if (label != null && noLabel) {
            throw new UserError("--label and --no-label contradict each other: give only one");
        }
        ModelFile.Predicting saved = ModelFile.readAny(model);
        PredictedFile rows = PredictedFile.of(saved, probabilities);
        if (label != null) {
            rows.requireOneLabel();
        }
        try {
            if (out == null) {
                PrintStream stream = streams.out();
                Writer text = new BufferedWriter(new OutputStreamWriter(stream, stream.charset()));
                predict(rows, format, text);
                text.flush();
            } else {
                write(rows, format);
            }
        } catch (CsvException e) {
            throw new UserError(e.getMessage() + CsvOptions.hint(e.kind()), e);
        } catch (ConvergenceException e) {
            throw new UserError(data + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserError("cannot write: " + OutputFolder.reason(e), e);
        }
        report(saved.ensemble(), rows);
        return CommandRunner.OK;
    }

    private void write(PredictedFile rows, CsvFormat format) throws UserError, CsvException {
        OutputFolder target = OutputFolder.checkFile(out, model, data);
        AtomicFile.Content content =
                stream -> {
                    Writer text =
                            new BufferedWriter(
                                    new OutputStreamWriter(stream, StandardCharsets.UTF_8));
                    predict(rows, format, text);
                    text.flush();
                };
        try {
            target.write(out, content);
        } catch (UserError e) {
            if (e.getCause() instanceof CsvException problem) {
                throw problem; // of the input, not of the file to write
            }
            throw e;
        }
    }

    private void predict(PredictedFile rows, CsvFormat format, Appendable text) throws IOException {
        boolean array = json && out == null;
        if (array) {
            text.append("{\"predictions\":[");
        }
        rows.predict(
                data,
                format,
                new PredictedFile.Labels(label, noLabel, csv.named()),
                array ? new PredictionText.Json(text) : new PredictionText.Csv(text));
        if (array) {
            text.append("],");
        }
    }

    private void report(SavedEnsemble saved, PredictedFile rows) {
        if (rows.byPosition() && csv.named()) {
            streams.warn(
                    "predict",
                    model + " has no feature names: columns were taken in the file's order");
        }
        if (json) {
            String object = JsonReport.ascii(GSON.toJson(figures(saved, rows)));
            streams.out().println(out == null ? object.substring(1) : object);
            return;
        }
        PrintStream to = out == null ? streams.err() : streams.out();
        if (out != null) {
            to.println(
                    "wrote "
                            + out
                            + ": "
                            + rows.rows()
                            + (rows.rows() == 1 ? " row" : " rows")
                            + " predicted by "
                            + ModelSummary.networks(saved));
        }
        to.print(rows.comparison().text());
    }

    private SequencedMap<String, Object> figures(SavedEnsemble saved, PredictedFile rows) {
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", rows.rows());
        figures.put("network", ModelSummary.shapes(saved));
        figures.put("members", saved.ensemble().members().size());
        figures.put("columns", rows.columns());
        figures.putAll(rows.comparison().figures());
        figures.put("file", out == null ? null : out.toString());
        return figures;
    }
}
