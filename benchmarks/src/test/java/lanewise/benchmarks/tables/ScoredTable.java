package lanewise.benchmarks.tables;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.metrics.ClassificationMetrics;
import lanewise.metrics.RegressionMetrics;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.table.ColumnKind;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TableSplit;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;
import lanewise.train.Trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of {@code src-test-data/tables/scored.csv}, which names what to predict, and how Lanewise
 * and scikit-learn train.
 */
public final class ScoredTable {
    /** Number of splits, which are those of the seeds from 0. */
    static final int SEEDS = 5;

    private static final Path DATA =
            Path.of(System.getProperty("lanewise.testData", "../src-test-data"));

    private static final TestSize TEST_SIZE = TestSize.fraction(0.25);

    private final String name;
    private final Table table;
    private final TableSchema schema;
    private final Settings settings;

    /**
     * The settings of a training with Adam.
     *
     * @param hidden number of hidden units, which are rectified
     * @param rate learning rate
     * @param batch maximum number of rows per batch
     * @param epochs number of epochs
     * @param decay weight decay, times the number of training rows
     */
    private record Settings(int hidden, double rate, int batch, int epochs, double decay) {}

    /**
     * A preparation and a network, fitted to the training rows.
     *
     * @param inputs number of inputs
     * @param scores of the test rows, in the order of {@link Score#of}
     * @param seconds time to fit both
     */
    record Fit(int inputs, List<Double> scores, double seconds) {}

    private ScoredTable(String name, Table table, TableSchema schema, Settings settings) {
        this.name = name;
        this.table = table;
        this.schema = schema;
        this.settings = settings;
    }

    /** The project's root. */
    static Path root() {
        return DATA.toAbsolutePath().resolve("..").normalize();
    }

    /** All tables in the order of the file. */
    static List<ScoredTable> all() {
        List<ScoredTable> tables = new ArrayList<>();
        for (String[] fields : lines("tables/scored.csv")) {
            tables.add(read(fields));
        }
        return tables;
    }

    /** The fields of each line of a CSV file without quotes, except the header. */
    static List<String[]> lines(String file) {
        try {
            return Files.readAllLines(DATA.resolve(file)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScoredTable read(String... fields) {
        String target = fields[4];
        Table all = read(DATA.resolve(fields[1]));
        Table table = all.select(all.rowsWith(List.of(target)));
        TableSchema schema =
                TableSchema.detect(table)
                        .withTarget(target)
                        .withTargetKind(TargetKind.valueOf(fields[5].toUpperCase(Locale.ROOT)));
        if (!fields[11].isEmpty()) {
            for (String column : fields[11].split(";")) {
                schema = withKind(schema, column.split(":"));
            }
        }
        Settings settings =
                new Settings(
                        Integer.parseInt(fields[6]),
                        Double.parseDouble(fields[7]),
                        Integer.parseInt(fields[8]),
                        Integer.parseInt(fields[9]),
                        Double.parseDouble(fields[10]));
        return new ScoredTable(fields[0], table, schema, settings);
    }

    /** Found by itself: separators, decimal commas, compression and missing values. */
    private static Table read(Path file) {
        try {
            return Table.read(file, CsvFormat.standard());
        } catch (CsvException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What cannot be found in the data: orders, and columns to leave out. */
    private static TableSchema withKind(TableSchema schema, String... column) {
        if (column[1].contains("<")) {
            return schema.withOrder(column[0], column[1].split("<"));
        }
        if (column[1].equals("ignored")) {
            return schema.withKind(column[0], ColumnKind.IGNORED);
        }
        String found = schema.kind(column[0]).toString();
        if (!found.equals(column[1])) {
            throw new IllegalStateException(column[0] + " is " + found + ", not " + column[1]);
        }
        return schema;
    }

    String name() {
        return name;
    }

    /** Number of rows with a target. */
    int rows() {
        return table.rows();
    }

    boolean hasClasses() {
        return schema.targetKind() == TargetKind.CLASSES;
    }

    /** The rows of scikit-learn's {@code train_test_split} with this random state. */
    TableSplit split(int seed) {
        return hasClasses()
                ? TableSplit.stratified(table, schema.targets().getFirst(), TEST_SIZE, seed)
                : TableSplit.of(table, TEST_SIZE, seed);
    }

    Preparation preparation(TableSplit split) {
        return Preparation.fit(split.train(), schema);
    }

    /** Fits to the training rows of a split, and scores the test rows. */
    Fit fit(int seed) {
        TableSplit split = split(seed);
        long start = System.nanoTime();
        Preparation preparation = preparation(split);
        Dataset train = preparation.apply(split.train());
        Model initial =
                Model.initialize(
                        network(preparation), Initializer.glorotUniform(), new RandomState(seed));
        Model model =
                Trainer.of(new Adam(settings.rate))
                        .withBatches(settings.batch)
                        .withEpochs(settings.epochs)
                        .withWeightDecay(settings.decay / train.rows())
                        .withSeed(seed)
                        .withoutHistory()
                        .fit(initial, train)
                        .model();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Fit(preparation.inputs(), scores(preparation, model, split.test()), seconds);
    }

    /** As scikit-learn's: one output for two classes. */
    private Network network(Preparation preparation) {
        Layer hidden = Layer.relu(settings.hidden);
        int inputs = preparation.inputs();
        return switch (preparation.target()) {
            case TableTarget.Classes classes when classes.classNames().size() == 2 ->
                    Network.of(inputs, hidden, Layer.sigmoid(1))
                            .withLoss(Loss.BINARY_CROSS_ENTROPY);
            case TableTarget.Classes classes ->
                    Network.of(inputs, hidden, Layer.softmax(classes.classNames().size()));
            default -> Network.of(inputs, hidden, Layer.identity(1));
        };
    }

    private List<Double> scores(Preparation preparation, Model model, Table test) {
        if (preparation.target() instanceof TableTarget.Numbers numbers) {
            FeatureMatrix predicted =
                    numbers.scaling().inverse(model.predict(preparation.features(test)));
            RegressionMetrics metrics = RegressionMetrics.of(predicted, targets(test));
            return List.of(metrics.r2(), metrics.rmse(), metrics.mae());
        }
        ClassificationMetrics metrics = ClassificationMetrics.of(model, preparation.apply(test));
        return List.of(metrics.accuracy(), metrics.logLoss());
    }

    /** The target in its own unit. */
    private FeatureMatrix targets(Table test) {
        FeatureMatrix targets = new FeatureMatrix(test.rows(), 1);
        for (int row = 0; row < test.rows(); row++) {
            targets.set(row, 0, (float) test.column(schema.targets().getFirst()).number(row));
        }
        return targets;
    }

    @Override
    public String toString() {
        return name;
    }
}
