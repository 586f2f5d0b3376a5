package lanewise.benchmarks.cli.train;

import lanewise.Loss;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.benchmarks.plot.HistoryCharts;
import lanewise.benchmarks.plot.LineChart;
import lanewise.internal.file.AtomicFile;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The files that {@code train} writes. */
public final class TrainFiles {
    private static final String HISTORY = "history.csv";
    private static final String DIGITS = "digits.png";
    private static final String MODEL = "model.safetensors";
    private static final String ONNX = "model.onnx";
    private static final String ACCURACY = "accuracy";
    private static final String RESIDUAL = "residual";

    private TrainFiles() {}

    /**
     * The names of the files, which are known before the training.
     *
     * @param options the requested files
     * @param network the network's options
     * @return the names
     */
    public static List<String> names(OutputOptions options, NetworkOptions network) {
        List<String> names = new ArrayList<>(List.of(HISTORY));
        if (options.charts()) {
            addChart(names, TrainingOutcome.lossName(network.loss()));
            addChart(names, ACCURACY);
            if (network.recurrent()) {
                addChart(names, RESIDUAL);
            }
        }
        if (options.digits()) {
            names.add(DIGITS);
        }
        if (options.model()) {
            names.add(MODEL);
        }
        if (options.onnx()) {
            names.add(ONNX);
        }
        return names;
    }

    private static void addChart(List<String> names, String chart) {
        names.add(chart + ".png");
        names.add(chart + ".svg");
    }

    /**
     * The content of the results: models and history, most valuable first.
     *
     * @param names the names of all files
     * @param outcome the result of the training
     * @return the content by name
     */
    public static SequencedMap<String, AtomicFile.Content> results(
            List<String> names, TrainingOutcome outcome) {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        if (names.contains(MODEL)) {
            contents.put(MODEL, out -> saved(outcome).write(out));
        }
        if (names.contains(ONNX)) {
            contents.put(ONNX, out -> OnnxModel.of(saved(outcome)).write(out));
        }
        contents.put(HISTORY, new HistoryCsv(outcome.run().history(), outcome.lossName()));
        return contents;
    }

    /**
     * The content of the pictures. Drawing begins when the content is written.
     *
     * @param names the names of all files
     * @param outcome the result of the training
     * @return the content by name
     */
    public static SequencedMap<String, AtomicFile.Content> pictures(
            List<String> names, TrainingOutcome outcome) {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        for (String name : names) {
            if (name.endsWith(".png") || name.endsWith(".svg")) {
                contents.put(name, out -> draw(name, outcome, out));
            }
        }
        return contents;
    }

    private static void draw(String name, TrainingOutcome outcome, OutputStream out)
            throws IOException {
        if (name.equals(DIGITS)) {
            TestDigits.image(outcome).writePng(out);
            return;
        }
        LineChart chart = chart(name.substring(0, name.lastIndexOf('.')), outcome);
        if (name.endsWith(".png")) {
            chart.writePng(out);
        } else {
            chart.writeSvg(out);
        }
    }

    private static SavedModel saved(TrainingOutcome outcome) {
        SavedModel saved =
                SavedModel.of(outcome.last().model())
                        .withClassNames(outcome.data().train().classNames());
        if (outcome.plan().data().named()) {
            saved = saved.withFeatureNames(outcome.data().train().featureNames());
        }
        return outcome.data().scaling().map(saved::withScaling).orElse(saved);
    }

    private static LineChart chart(String name, TrainingOutcome outcome) {
        return switch (name) {
            case ACCURACY -> accuracyChart(outcome);
            case RESIDUAL ->
                    HistoryCharts.residual(outcome.sweeps(), "Convergence: " + subject(outcome));
            default -> lossChart(outcome);
        };
    }

    private static LineChart lossChart(TrainingOutcome outcome) {
        Loss loss = outcome.network().loss();
        boolean mse = loss == Loss.MEAN_SQUARED_ERROR;
        return HistoryCharts.loss(
                outcome.last().curve(),
                mse ? "mean squared error" : loss.toString(),
                (mse ? "Training error: " : "Training loss: ") + subject(outcome));
    }

    private static LineChart accuracyChart(TrainingOutcome outcome) {
        return HistoryCharts.accuracy(
                outcome.last().curve(), "Training accuracy: " + subject(outcome));
    }

    private static String subject(TrainingOutcome outcome) {
        return outcome.plan().data().file().getFileName() + ", network " + outcome.network();
    }
}
