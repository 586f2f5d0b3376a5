package lanewise.benchmarks.cli.train;

import lanewise.Loss;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.benchmarks.plot.HistoryCharts;
import lanewise.benchmarks.plot.LineChart;
import lanewise.io.SavedModel;

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
     * The content of each file.
     *
     * @param names the names
     * @param outcome the result of the training
     * @return the content by name
     */
    public static SequencedMap<String, OutputFolder.Content> contents(
            List<String> names, TrainingOutcome outcome) {
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        for (String name : names) {
            contents.put(name, content(name, outcome));
        }
        return contents;
    }

    private static OutputFolder.Content content(String name, TrainingOutcome outcome) {
        SeedOutcome last = outcome.last();
        return switch (name) {
            case HISTORY -> new HistoryCsv(last.run().history(), outcome.lossName());
            case DIGITS -> TestDigits.image(outcome)::writePng;
            case MODEL -> saved(outcome)::write;
            case ONNX -> OnnxModel.of(saved(outcome))::write;
            default -> {
                LineChart chart = chart(name.substring(0, name.lastIndexOf('.')), outcome);
                yield name.endsWith(".png") ? chart::writePng : chart::writeSvg;
            }
        };
    }

    private static SavedModel saved(TrainingOutcome outcome) {
        SavedModel saved =
                SavedModel.of(outcome.last().model())
                        .withClassNames(outcome.data().train().classNames());
        return outcome.data().scaling().map(saved::withScaling).orElse(saved);
    }

    private static LineChart chart(String name, TrainingOutcome outcome) {
        return switch (name) {
            case ACCURACY -> accuracyChart(outcome);
            case RESIDUAL ->
                    HistoryCharts.residual(
                            outcome.last().sweeps(), "Convergence: " + subject(outcome));
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
