package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.train.JsonReport;
import lanewise.metrics.ConfusionMatrix;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * How predictions compare with the truth.
 *
 * @param text lines for people; empty if there was no truth
 * @param figures figures for programs
 */
record Comparison(String text, SequencedMap<String, Object> figures) {
    /** Maximum number of classes of a printed confusion matrix. */
    private static final int MAX_CLASSES = 12;

    /** The comparison without truth. */
    static Comparison none() {
        return new Comparison("", new LinkedHashMap<>());
    }

    /** Accuracy and counts. */
    static Comparison of(ConfusionMatrix confusion) {
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        figures.put("accuracy", confusion.accuracy());
        figures.put("confusion", JsonReport.Confusion.of(confusion));
        String accuracy = "accuracy " + Quantities.share(confusion.hits(), confusion.rows());
        String counts =
                confusion.classNames().size() <= MAX_CLASSES
                        ? confusion.toString()
                        : "more than " + MAX_CLASSES + " classes; --json lists the counts";
        String end = System.lineSeparator();
        return new Comparison(accuracy + end + end + counts + end, figures);
    }
}
