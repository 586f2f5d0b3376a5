package lanewise.benchmarks.cli;

import lanewise.Loss;
import lanewise.benchmarks.plot.HistoryCharts;
import lanewise.benchmarks.plot.LineChart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The files that {@code train} writes. */
final class TrainFiles {
    private static final String HISTORY = "history.csv";
    private static final String DIGITS = "digits.png";
    private static final String ACCURACY = "accuracy";

    private TrainFiles() {}

    /** Their names; which they are is known before the training. */
    static List<String> names(OutputOptions options, Loss loss) {
        List<String> names = new ArrayList<>(List.of(HISTORY));
        if (options.charts()) {
            for (String chart : List.of(TrainingOutcome.lossName(loss), ACCURACY)) {
                names.add(chart + ".png");
                names.add(chart + ".svg");
            }
        }
        if (options.digits()) {
            names.add(DIGITS);
        }
        return names;
    }

    /** What goes into each. */
    static SequencedMap<String, OutputFolder.Content> contents(
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
            default -> {
                LineChart chart =
                        name.startsWith(ACCURACY) ? accuracyChart(outcome) : lossChart(outcome);
                yield name.endsWith(".png") ? chart::writePng : chart::writeSvg;
            }
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
