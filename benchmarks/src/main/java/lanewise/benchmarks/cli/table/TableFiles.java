package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.train.OutputOptions;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.internal.file.AtomicFile;
import lanewise.table.TargetKind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The files that {@code train} writes for a table. */
public final class TableFiles {
    /** Name of the page of a training. */
    public static final String REPORT = "report.html";

    private static final String HISTORY = "history.csv";
    private static final String MODEL = "model.safetensors";
    private static final String ONNX = "model.onnx";

    private TableFiles() {}

    /**
     * The names of the files, which are known before the training.
     *
     * @param options the requested files
     * @return the names
     */
    public static List<String> names(OutputOptions options) {
        List<String> names = new ArrayList<>(List.of(HISTORY));
        if (options.charts()) {
            names.add(REPORT);
        }
        if (options.model()) {
            names.add(MODEL);
        }
        if (options.onnx()) {
            names.add(ONNX);
        }
        return names;
    }

    /**
     * The content of the results: models, history and page, most valuable first.
     *
     * @param names the names of all files
     * @param outcome the result of the training
     * @param importance the importance of the columns
     * @param command the command that repeats the run
     * @return the content by name
     */
    public static SequencedMap<String, AtomicFile.Content> results(
            List<String> names, TableOutcome outcome, ColumnImportance importance, String command) {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        if (names.contains(MODEL)) {
            contents.put(MODEL, out -> outcome.saved().write(out));
        }
        if (names.contains(ONNX)) {
            contents.put(ONNX, out -> OnnxModel.of(outcome.saved()).write(out));
        }
        boolean classes = outcome.source().schema().targetKind() == TargetKind.CLASSES;
        contents.put(HISTORY, new EpochsCsv(outcome.last().curve(), outcome.validation(), classes));
        if (names.contains(REPORT)) {
            contents.put(
                    REPORT,
                    out ->
                            out.write(
                                    TablePage.of(outcome, importance, command)
                                            .getBytes(StandardCharsets.UTF_8)));
        }
        return contents;
    }
}
