package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.Scaling;
import lanewise.ensemble.EnsemblePredictor;
import lanewise.internal.plan.Outputs;
import lanewise.io.SavedEnsemble;
import lanewise.metrics.ConfusionMatrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Predicts rows of numbers, found by name or position, as features of the network. */
final class PredictedRows implements PredictedFile {
    private static final int BLOCK = 128;

    /** Maximum number of class names in a message. */
    private static final int MOST_LISTED = 20;

    /** A column of a file that has none. */
    private static final int NONE = -1;

    private final SavedEnsemble saved;
    private final boolean probabilities;

    private final boolean classification;

    private final List<String> classNames;
    private final Map<String, Integer> classes = new HashMap<>();
    private final EnsemblePredictor predictor;
    private final int inputs;
    private final int outputs;
    private final double[] numbers;
    private final float[] block;
    private final float[] results;
    private final int[] actual = new int[BLOCK];
    private final int[] predicted = new int[BLOCK];
    private int[][] counts = new int[0][];
    private boolean byPosition;
    private int[] features = new int[0];
    private int label = NONE;
    private long rows;

    PredictedRows(SavedEnsemble saved, boolean probabilities) throws UserError {
        this.saved = saved;
        this.probabilities = probabilities;
        inputs = saved.ensemble().inputs();
        outputs = saved.ensemble().outputs();
        classification =
                !saved.ensemble().classNames().isEmpty()
                        || saved.ensemble().predictsProbabilities();
        if (probabilities && !saved.ensemble().predictsProbabilities()) {
            throw new UserError(
                    "--probabilities: the outputs of "
                            + ModelSummary.networks(saved)
                            + " are numbers, not probabilities; leave the option out");
        }
        predictor = saved.ensemble().predictor();
        classNames =
                IntStream.range(0, outputs == 1 ? 2 : outputs)
                        .mapToObj(predictor::className)
                        .toList();
        for (String name : classNames) {
            classes.put(name, classes.size());
        }
        numbers = new double[inputs];
        block = new float[BLOCK * inputs];
        results = new float[BLOCK * outputs];
    }

    @Override
    public void requireOneLabel() throws UserError {
        if (!classification) {
            throw new UserError(
                    "--label: the model predicts numbers, not classes; leave the option out");
        }
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        if (classification || outputs == 1) {
            columns.add(PREDICTION);
        } else {
            for (int k = 0; k < outputs; k++) {
                columns.add("output" + k);
            }
        }
        if (probabilities) {
            classNames.forEach(name -> columns.add(PredictedFile.probability(name)));
        }
        return columns;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public boolean byPosition() {
        return byPosition;
    }

    @Override
    public Comparison comparison() {
        return label == NONE
                ? Comparison.none()
                : Comparison.of(ConfusionMatrix.of(counts, classNames));
    }

    @Override
    public void predict(Path file, CsvFormat format, Labels labels, PredictionText text)
            throws IOException {
        try (CsvRows in = CsvRows.open(file, format)) {
            if (labels.column() != null) {
                label = in.column(labels.column());
            }
            byPosition = !labels.header() || saved.featureNames().isEmpty();
            if (!byPosition) {
                features = new int[inputs];
                for (int k = 0; k < inputs; k++) {
                    features[k] = in.column(saved.featureNames().get(k));
                }
            }
            text.begin(columns());
            int n = 0;
            while (in.next()) {
                if (rows == 0 && n == 0) {
                    chooseColumns(in, labels);
                }
                read(in, n++);
                if (n == BLOCK) {
                    predict(n, text);
                    n = 0;
                }
            }
            predict(n, text);
        }
    }

    /** Chooses label and features once the first row is known. */
    private void chooseColumns(CsvRows in, Labels labels) throws CsvException {
        if (IntStream.of(features).anyMatch(column -> column == label)) {
            throw in.error(label, "the label column is a feature of the model; use another one");
        }
        int columns = in.columns().size();
        int last = columns - 1;
        boolean free = IntStream.of(features).noneMatch(column -> column == last);
        boolean extra = !byPosition || columns == inputs + 1;
        if (label == NONE
                && !labels.none()
                && classification
                && free
                && extra
                && classes.containsKey(in.text(last))) {
            label = last;
        }
        if (byPosition) {
            boolean dropped = labels.none() && columns == inputs + 1;
            int skipped = dropped ? last : label;
            features = IntStream.range(0, columns).filter(column -> column != skipped).toArray();
            if (features.length != inputs) {
                throw in.error(
                        Math.min(inputs, last),
                        columns
                                + " columns, matched by position: expected "
                                + inputs
                                + " features in the order of the training, then at most a column of"
                                + " the model's classes");
            }
        }
        if (label != NONE) {
            counts = new int[classNames.size()][classNames.size()];
        }
    }

    private void read(CsvRows in, int row) throws CsvException {
        for (int k = 0; k < inputs; k++) {
            numbers[k] = in.number(features[k]);
        }
        if (saved.scaling().isPresent()) {
            try {
                System.arraycopy(
                        saved.scaling().get().apply(numbers), 0, block, row * inputs, inputs);
            } catch (IllegalArgumentException e) {
                throw in.error(features[tooLarge(saved.scaling().get())], e.getMessage());
            }
        } else {
            for (int k = 0; k < inputs; k++) {
                block[row * inputs + k] = (float) numbers[k];
            }
        }
        if (label != NONE) {
            Integer index = classes.get(in.text(label));
            if (index == null) {
                throw in.error(
                        label,
                        "unknown class '"
                                + in.text(label)
                                + "': expected one of "
                                + listed()
                                + "; --label names another column, --no-label ignores it");
            }
            actual[row] = index;
        }
    }

    /** The first feature that scaling takes out of the range of a float. */
    private int tooLarge(Scaling scaling) {
        int k = 0;
        while (k < inputs - 1
                && Float.isFinite((float) ((numbers[k] - scaling.offset(k)) / scaling.scale(k)))) {
            k++;
        }
        return k;
    }

    private String listed() {
        int more = classNames.size() - MOST_LISTED;
        String first =
                String.join(", ", classNames.subList(0, Math.min(MOST_LISTED, classNames.size())));
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private void predict(int n, PredictionText text) throws IOException {
        predictor.predict(block, n, results);
        for (int row = 0; row < n; row++) {
            predicted[row] = Outputs.predictedClass(results, outputs, 1, row * outputs);
        }
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            texts.clear();
            if (probabilities && outputs == 1) {
                texts.add(Float.toString(1 - results[row]));
            }
            for (int k = 0; k < outputs && (probabilities || !classification); k++) {
                texts.add(Float.toString(results[row * outputs + k]));
            }
            text.row(classification ? List.of(classNames.get(predicted[row])) : List.of(), texts);
            if (label != NONE) {
                counts[actual[row]][predicted[row]]++;
            }
        }
        rows += n;
    }
}
