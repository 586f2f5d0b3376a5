package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.Scaling;
import lanewise.ensemble.EnsemblePredictor;
import lanewise.internal.plan.Outputs;
import lanewise.internal.text.Names;
import lanewise.io.SavedEnsemble;
import lanewise.metrics.ConfusionMatrix;
import lanewise.table.ColumnEncoding;
import lanewise.table.NumberEncoding;
import lanewise.table.Preparation;
import lanewise.table.TableTarget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Predicts the rows of a table as it is: columns are found by their names and prepared as in
 * training, and outputs are converted to what the model was trained to predict.
 */
final class PredictedTable implements PredictedFile {
    private static final int BLOCK = 128;

    /** The names of columns without header. */
    private static final Pattern NO_HEADER = Pattern.compile("x(0|[1-9]\\d{0,8})");

    /** A column that the file does not have. */
    private static final int NONE = -1;

    /** Probability above which a label applies. */
    private static final float LIKELY = 0.5f;

    private final Preparation preparation;
    private final TableTarget target;
    private final boolean probabilities;
    private final EnsemblePredictor predictor;
    private final int outputs;
    private final float[] row;
    private final float[] block;
    private final float[] results;

    /** Indexes of the columns in the file. */
    private final int[] columns;

    /** Indexes of the targets in the file, or {@link #NONE}. */
    private final int[] truths;

    /** Values of the targets of each row of the block. */
    private final double[] truth;

    /** Counts of the classes, actual × predicted. */
    private final int[][] counts;

    private final List<TargetTally> tallies = new ArrayList<>();

    /** The texts of a row of predictions. */
    private final List<String> names = new ArrayList<>();

    private final List<String> numbers = new ArrayList<>();
    private boolean byPosition;
    private long rows;

    PredictedTable(SavedEnsemble saved, Preparation preparation, boolean probabilities)
            throws UserError {
        this.preparation = preparation;
        this.probabilities = probabilities;
        target = preparation.target();
        if (probabilities
                && (target instanceof TableTarget.Numbers
                        || !saved.ensemble().predictsProbabilities())) {
            throw new UserError(
                    "--probabilities: the outputs of "
                            + ModelSummary.networks(saved)
                            + " are numbers, not probabilities; leave the option out");
        }
        predictor = saved.ensemble().predictor();
        outputs = saved.ensemble().outputs();
        row = new float[preparation.inputs()];
        block = new float[BLOCK * row.length];
        results = new float[BLOCK * outputs];
        columns = new int[preparation.columns().size()];
        truths = new int[target.columns().size()];
        truth = new double[BLOCK * truths.length];
        int classes = target instanceof TableTarget.Classes named ? named.classNames().size() : 0;
        counts = new int[classes][classes];
        for (String name : target.columns()) {
            tallies.add(new TargetTally(name));
        }
    }

    @Override
    public void requireOneLabel() throws UserError {
        if (truths.length > 1) {
            throw new UserError(
                    "--label: the model predicts "
                            + Names.listed(target.columns())
                            + ", which are found by these names; leave the option out");
        }
    }

    @Override
    public List<String> columns() {
        List<String> written = new ArrayList<>();
        switch (target) {
            case TableTarget.Classes classes -> {
                written.add(PREDICTION);
                if (probabilities) {
                    classes.classNames()
                            .forEach(name -> written.add(PredictedFile.probability(name)));
                }
            }
            case TableTarget.Numbers all -> written.addAll(all.columns());
            case TableTarget.Labels labels -> {
                written.addAll(labels.columns());
                if (probabilities) {
                    for (NumberEncoding label : labels.levels()) {
                        written.add(label.column() + "=" + label.levels().getLast());
                    }
                }
            }
        }
        return written;
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
    public void predict(Path file, CsvFormat format, Labels labels, PredictionText text)
            throws IOException {
        try (CsvRows in = CsvRows.open(file, format)) {
            byPosition = !labels.header() && !trainedWithoutHeader();
            if (!byPosition) {
                findColumns(in, labels);
            }
            text.begin(columns());
            int n = 0;
            boolean begun = false;
            while (in.next()) {
                if (!begun) {
                    if (byPosition) {
                        takeColumns(in, labels);
                    }
                    requireNoFeature(in);
                    begun = true;
                }
                preparation.encode(in, columns, row);
                System.arraycopy(row, 0, block, n * row.length, row.length);
                readTruth(in, n * truths.length);
                n++;
                if (n == BLOCK) {
                    predict(n, text);
                    n = 0;
                }
            }
            predict(n, text);
        }
    }

    private List<String> names() {
        return preparation.columns().stream().map(ColumnEncoding::column).toList();
    }

    /** Whether the columns of the training have the names of those in a file without header. */
    private boolean trainedWithoutHeader() {
        int last = -1;
        for (String name : names()) {
            if (!NO_HEADER.matcher(name).matches()) {
                return false;
            }
            int index = Integer.parseInt(name.substring(1));
            if (index <= last) { // a header with such names in another order
                return false;
            }
            last = index;
        }
        return target.columns().stream().allMatch(name -> NO_HEADER.matcher(name).matches());
    }

    /**
     * Takes the columns in the order of the training. Where its target was is not known, so another
     * column is only accepted if it is named.
     */
    private void takeColumns(CsvRows in, Labels labels) throws CsvException {
        int label = labels.column() == null ? NONE : in.column(labels.column());
        int size = in.columns().size();
        int[] taken = IntStream.range(0, size).filter(column -> column != label).toArray();
        if (taken.length != columns.length) {
            throw in.error(
                    Math.min(columns.length, size - 1),
                    size
                            + " columns without names: expected "
                            + Names.listed(names())
                            + " in this order, without ignored columns, and a column to compare with"
                            + " only if it is named, x0 being the first (option: --label); or a"
                            + " file with a header");
        }
        System.arraycopy(taken, 0, columns, 0, taken.length);
        Arrays.fill(truths, label);
    }

    private void findColumns(CsvRows in, Labels labels) throws CsvException {
        int k = 0;
        for (String name : names()) {
            columns[k++] = in.column(name);
        }
        Arrays.fill(truths, NONE);
        for (int t = 0; t < truths.length && !labels.none(); t++) {
            String name = labels.column() == null ? target.columns().get(t) : labels.column();
            if (labels.column() != null || in.columns().contains(name)) {
                truths[t] = in.column(name);
            }
        }
    }

    private void requireNoFeature(CsvRows in) throws CsvException {
        for (int column : truths) {
            if (IntStream.of(columns).anyMatch(other -> other == column)) {
                throw in.error(
                        column, "the label column is a column of the model; use another one");
            }
        }
    }

    private void readTruth(CsvRows in, int at) throws CsvException {
        for (int t = 0; t < truths.length; t++) {
            if (truths[t] != NONE) {
                try {
                    truth[at + t] = target.read(in, t, truths[t]);
                } catch (CsvException e) {
                    if (e.kind() != CsvException.Kind.FILE) {
                        throw e;
                    }
                    String remedy = "; --no-label does not compare with this column";
                    throw in.error(truths[t], e.problem() + remedy);
                }
            }
        }
    }

    private void predict(int n, PredictionText text) throws IOException {
        predictor.predict(block, n, results);
        for (int r = 0; r < n; r++) {
            names.clear();
            numbers.clear();
            switch (target) {
                case TableTarget.Classes classes -> addClass(classes, r);
                case TableTarget.Numbers all -> addNumbers(all.scaling(), r);
                case TableTarget.Labels labels -> addLabels(labels, r);
            }
            text.row(names, numbers);
        }
        rows += n;
    }

    private void addClass(TableTarget.Classes classes, int r) {
        int predicted = Outputs.predictedClass(results, outputs, 1, r * outputs);
        names.add(classes.classNames().get(predicted));
        if (probabilities && outputs == 1) {
            numbers.add(Float.toString(1 - results[r]));
        }
        for (int k = 0; k < outputs && probabilities; k++) {
            numbers.add(Float.toString(results[r * outputs + k]));
        }
        if (truths[0] != NONE) {
            double actual = truth[r];
            tallies.getFirst().add(actual, predicted);
            if (!Double.isNaN(actual)) {
                counts[(int) actual][predicted]++;
            }
        }
    }

    private void addNumbers(Scaling scaling, int r) {
        for (int k = 0; k < outputs; k++) {
            float output = results[r * outputs + k];
            double number = output * scaling.scale(k) + scaling.offset(k);
            numbers.add(text(number, scaling.scale(k) * Math.ulp(Math.max(1, Math.abs(output)))));
            if (truths[k] != NONE) {
                tallies.get(k).add(truth[r * outputs + k], number);
            }
        }
    }

    /** A number as float, if that changes it by less than the network's own arithmetic rounds. */
    private static String text(double number, double rounding) {
        return Math.abs(number - (float) number) <= rounding
                ? Float.toString((float) number)
                : Double.toString(number);
    }

    private void addLabels(TableTarget.Labels labels, int r) {
        for (int k = 0; k < outputs; k++) {
            float probability = results[r * outputs + k];
            int predicted = probability > LIKELY ? 1 : 0;
            names.add(labels.levels().get(k).levels().get(predicted));
            if (probabilities) {
                numbers.add(Float.toString(probability));
            }
            if (truths[k] != NONE) {
                tallies.get(k).add(truth[r * outputs + k], predicted);
            }
        }
    }

    @Override
    public Comparison comparison() {
        if (IntStream.of(truths).allMatch(column -> column == NONE)) {
            return Comparison.none();
        }
        return switch (target) {
            case TableTarget.Classes classes -> ofClasses(classes);
            case TableTarget.Numbers all -> ofTallies("regression", true);
            case TableTarget.Labels all -> ofTallies("labels", false);
        };
    }

    private Comparison ofClasses(TableTarget.Classes classes) {
        TargetTally tally = tallies.getFirst();
        if (tally.rows() == 0) {
            return new Comparison(tally.label() + System.lineSeparator(), new LinkedHashMap<>());
        }
        Comparison counted = Comparison.of(ConfusionMatrix.of(counts, classes.classNames()));
        int without = (int) (rows - tally.rows());
        String note =
                Quantities.count(without, "row", "rows")
                        + " without "
                        + classes.column()
                        + " not counted"
                        + System.lineSeparator();
        return new Comparison(counted.text() + (without == 0 ? "" : note), counted.figures());
    }

    private Comparison ofTallies(String key, boolean regression) {
        StringBuilder text = new StringBuilder();
        SequencedMap<String, Object> figures = new LinkedHashMap<>();
        for (int t = 0; t < truths.length; t++) {
            if (truths[t] != NONE) {
                TargetTally tally = tallies.get(t);
                text.append(regression ? tally.numbers() : tally.label());
                text.append(System.lineSeparator());
                figures.put(
                        target.columns().get(t),
                        regression ? tally.numberFigures() : tally.labelFigures());
            }
        }
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put(key, figures);
        return new Comparison(text.toString(), all);
    }
}
