package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.TestSize;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.split.Fold;
import lanewise.split.KFold;
import lanewise.split.Splitter;
import lanewise.split.StratifiedKFold;
import lanewise.split.StratifiedShuffleSplit;
import lanewise.table.ColumnKind;
import lanewise.table.Imputation;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.RecordPredictor;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;
import lanewise.testing.ReferenceFiles;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cross-validation and search of tables, which each fold prepares by its training rows alone. */
class TableTrialsTest {
    private static final PreparationOptions OPTIONS =
            PreparationOptions.standard().withMaxCategories(4);
    private static final CrossValidation CLASSES =
            CrossValidation.of(StratifiedKFold.of(3).shuffled(4), Metric.ACCURACY, Metric.LOG_LOSS);
    private static final CrossValidation NUMBERS =
            CrossValidation.of(KFold.of(4).shuffled(4), Metric.RMSE, Metric.R2);

    private static final Table MEMBERS = members();
    private static final TableSchema SEGMENT =
            TableSchema.detect(MEMBERS)
                    .withTarget("segment")
                    .withOrder("size", "S", "M", "L", "XL");
    private static final TableSchema INCOME =
            TableSchema.detect(MEMBERS).withTarget("income").withKind("city", ColumnKind.IGNORED);

    private static Table members() {
        try {
            Table all = Table.read(ReferenceFiles.path("tables/members.csv"), CsvFormat.standard());
            return all.select(all.rowsWith(List.of("income", "segment")));
        } catch (CsvException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Estimator estimator(TableSchema schema, PreparationOptions options) {
        Preparation all = Preparation.fit(MEMBERS, schema, options);
        Layer last =
                all.target() instanceof TableTarget.Classes ? Layer.softmax(2) : Layer.identity(1);
        return Estimator.of(
                        Network.of(all.inputs(), Layer.tanh(5), last),
                        Initializer.glorotUniform(),
                        Trainer.of(new Adam(0.02)).withBatches(16).withEpochs(12).withSeed(3))
                .withPreparation(options);
    }

    /** The training that a fold stands for, by hand. */
    private static SavedModel byHand(Estimator estimator, TableSchema schema, Fold fold) {
        Table train = MEMBERS.select(fold.trainRows());
        Preparation preparation = Preparation.fit(train, schema, estimator.preparation());
        Network shape = estimator.network();
        Network network = new Network(preparation.inputs(), shape.layers(), shape.loss());
        Trainer trainer = estimator.trainer();
        Model start =
                Model.initialize(network, estimator.initializer(), new RandomState(trainer.seed()));
        Model model = trainer.fit(start, preparation.apply(train)).model();
        return SavedModel.of(model).withPreparation(preparation);
    }

    private static void assertSame(SavedModel expected, SavedModel actual) {
        assertEquals(expected.model().parametersSha256(), actual.model().parametersSha256());
        assertEquals(expected.preparation(), actual.preparation());
        assertEquals(expected.classNames(), actual.classNames());
    }

    private static Dataset labels(Table table) {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            labels.add(table.column("segment").text(row));
        }
        return Dataset.labelled(new FeatureMatrix(table.rows(), 1), labels);
    }

    private static Map<String, Object> record(int row) {
        Map<String, Object> record = new HashMap<>();
        for (TableColumn column : MEMBERS.columns()) {
            Object value = column.isNumeric() ? (Object) column.number(row) : column.text(row);
            record.put(column.name(), column.isMissing(row) ? null : value);
        }
        return record;
    }

    /** Softmax regression on rows that scikit-learn prepares anew in each fold. */
    @ParameterizedTest
    @ValueSource(strings = {"mean", "median"})
    void scoresAreThoseOfScikitLearn(String variant) throws Exception {
        PreparationOptions options =
                variant.equals("mean")
                        ? PreparationOptions.standard()
                        : OPTIONS.withImputation(Imputation.MEDIAN).withScaler(Scaler.MIN_MAX);
        Table all = Table.read(ReferenceFiles.path("tables/members.csv"), CsvFormat.standard());
        int inputs = Preparation.fit(all, SEGMENT, options).inputs();
        Estimator regression =
                Estimator.of(
                                Network.of(inputs, Layer.softmax(2)),
                                Initializer.uniform(0.5),
                                Trainer.gradientDescent(0.1, 200).withSeed(1))
                        .withPreparation(options);
        CrossValidationResult result = CLASSES.keepingModels().fit(all, SEGMENT, regression);
        FeatureMatrix outOfFold = result.predictions().orElseThrow();
        List<Fold> folds = CLASSES.splitter().split(labels(all));
        int compared = 0;
        for (String[] row : ReferenceFiles.rows("reference/sklearn_table_trials.csv")) {
            if (row[0].equals(variant)) {
                int fold = Integer.parseInt(row[1]);
                SavedModel model = result.models().get(fold);
                assertEquals(Integer.parseInt(row[2]), model.model().network().inputs());
                double accuracy = Double.parseDouble(row[3]);
                assertEquals(accuracy, result.scores(Metric.ACCURACY)[fold], 1e-12);
                double loss = Double.parseDouble(row[4]);
                assertEquals(loss, result.scores(Metric.LOG_LOSS)[fold], 2e-6);
                int[] tested = folds.get(fold).testRows();
                String[] high = row[5].split(" ");
                for (int k = 0; k < tested.length; k++) {
                    assertEquals(Double.parseDouble(high[k]), outOfFold.get(tested[k], 0), 2e-6);
                }
                compared++;
            }
        }
        assertEquals(3, compared);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eachFoldIsPreparedByItsTrainingRowsAlone(int threads) {
        Estimator estimator = estimator(SEGMENT, OPTIONS);
        CrossValidationResult result =
                CLASSES.withThreads(threads).keepingModels().fit(MEMBERS, SEGMENT, estimator);
        List<Fold> folds = CLASSES.splitter().split(labels(MEMBERS));
        FeatureMatrix outOfFold = result.predictions().orElseThrow();
        for (int k = 0; k < 3; k++) {
            SavedModel expected = byHand(estimator, SEGMENT, folds.get(k));
            assertSame(expected, result.models().get(k));
            RecordPredictor predictor = expected.recordPredictor();
            int hits = 0;
            for (int row : folds.get(k).testRows()) {
                var prediction = predictor.predict(record(row));
                for (int c = 0; c < 2; c++) {
                    assertEquals(prediction.outputs()[c], outOfFold.get(row, c));
                }
                hits += prediction.className().equals(record(row).get("segment")) ? 1 : 0;
            }
            assertEquals(
                    (double) hits / folds.get(k).testRows().length,
                    result.scores(Metric.ACCURACY)[k]);
        }
        assertNotEquals(
                result.models().get(0).preparation().orElseThrow().columns(),
                result.models().get(1).preparation().orElseThrow().columns());
    }

    @Test
    void numbersAreScoredInUnitsOfTheTable() {
        Estimator estimator = estimator(INCOME, OPTIONS);
        CrossValidationResult result = NUMBERS.keepingModels().fit(MEMBERS, INCOME, estimator);
        List<Fold> folds = NUMBERS.splitter().split(labels(MEMBERS));
        FeatureMatrix outOfFold = result.predictions().orElseThrow();
        for (int k = 0; k < 4; k++) {
            SavedModel expected = byHand(estimator, INCOME, folds.get(k));
            assertSame(expected, result.models().get(k));
            double squares = 0;
            for (int row : folds.get(k).testRows()) {
                double predicted = expected.recordPredictor().predict(record(row)).number();
                assertEquals(predicted, outOfFold.get(row, 0), 1e-6 * Math.abs(predicted));
                double error = predicted - MEMBERS.column("income").number(row);
                squares += error * error;
            }
            double rmse = Math.sqrt(squares / folds.get(k).testRows().length);
            assertEquals(rmse, result.scores(Metric.RMSE)[k], 1e-6 * rmse);
        }
        // Errors are as large as incomes, not as their scaled values.
        assertTrue(result.mean(Metric.RMSE) > 1000, result.toString());
    }

    @Test
    void aClassWithoutTrainingRowsKeepsItsOutput() {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2, 3, 4, 5, 6),
                        TableColumn.ofTexts("y", List.of("a", "a", "b", "b", "c", "c")));
        TableSchema schema = TableSchema.detect(table).withTarget("y");
        Estimator estimator =
                Estimator.of(
                        Network.of(1, Layer.softmax(3)),
                        Initializer.normal(0.1),
                        Trainer.gradientDescent(0.1, 5));
        Splitter withoutC = _ -> List.of(Fold.of(new int[] {0, 1, 2, 3}, new int[] {4, 5}));
        CrossValidationResult result =
                CrossValidation.of(withoutC, Metric.ACCURACY)
                        .keepingModels()
                        .fit(table, schema, estimator);
        assertEquals(List.of("a", "b", "c"), result.models().getFirst().classNames());
        assertArrayEquals(new double[] {0}, result.scores(Metric.ACCURACY));
    }

    /** Also of different numbers of inputs, beside each other. */
    @Test
    void searchVariesThePreparation() {
        Choice<Integer> categories = Choice.of("categories", 2, 4);
        Choice<Scaler> scaler = Choice.of("scaler", Scaler.STANDARD, Scaler.MIN_MAX);
        SearchResult result =
                Search.grid(categories, scaler)
                        .fit(
                                MEMBERS,
                                SEGMENT,
                                CLASSES,
                                candidate ->
                                        estimator(
                                                SEGMENT,
                                                PreparationOptions.standard()
                                                        .withMaxCategories(
                                                                candidate.get(categories))
                                                        .withScaler(candidate.get(scaler))));
        assertEquals(4, result.candidates().size());
        for (CandidateResult row : result.candidates()) {
            CrossValidationResult alone = CLASSES.fit(MEMBERS, SEGMENT, row.estimator());
            for (Metric metric : CLASSES.metrics()) {
                assertArrayEquals(alone.scores(metric), row.scores(metric));
            }
        }
        Estimator best = result.best().estimator();
        SavedModel model = best.fit(MEMBERS, SEGMENT);
        int[] all = new int[MEMBERS.rows()];
        Arrays.setAll(all, row -> row);
        Fold whole = Fold.of(all, new int[] {MEMBERS.rows()}); // tests none of them
        assertSame(byHand(best, SEGMENT, whole), model);
    }

    @Test
    void stopsEarlyByTrainingRows() {
        Estimator patient =
                estimator(SEGMENT, OPTIONS)
                        .withEarlyStopping(
                                StratifiedShuffleSplit.of(1, TestSize.fraction(0.25), 4), 1);
        CrossValidationResult result = CLASSES.fit(MEMBERS, SEGMENT, patient);
        assertTrue(
                result.trials().stream()
                        .anyMatch(trial -> trial.stopReason().name().equals("EARLY_STOPPING")),
                result.trials().toString());
        assertTrue(patient.fit(MEMBERS, SEGMENT).preparation().isPresent());
    }

    @Test
    void executorsElsewhereTrainTheSame() {
        Estimator estimator = estimator(SEGMENT, OPTIONS);
        CrossValidationResult expected = CLASSES.fit(MEMBERS, SEGMENT, estimator);
        CrossValidation sent = CLASSES.withExecutor(CLASSES.executor(MEMBERS, SEGMENT, estimator));
        CrossValidationResult actual = sent.fit(MEMBERS, SEGMENT, estimator);
        Search search = Search.grid(Choice.of("any", 1));
        TrialExecutor executor = search.executor(MEMBERS, SEGMENT, CLASSES, _ -> estimator);
        CandidateResult found =
                search.fit(MEMBERS, SEGMENT, CLASSES.withExecutor(executor), _ -> estimator).best();
        for (Metric metric : CLASSES.metrics()) {
            assertArrayEquals(expected.scores(metric), actual.scores(metric));
            assertArrayEquals(expected.scores(metric), found.scores(metric));
        }
    }

    @Test
    void aJournalIsOfOneTableAndPreparation(@TempDir Path folder) {
        Choice<Double> rate = Choice.of("rate", 0.01, 0.02);
        Search search = Search.grid(rate).withJournal(folder.resolve("journal"));
        List<Trial> trained = new ArrayList<>();
        Search counting = search.withListener(progress -> trained.add(progress.trial()));
        SearchResult first = counting.fit(MEMBERS, SEGMENT, CLASSES, c -> rated(c.get(rate)));
        assertEquals(6, trained.size());
        trained.clear();
        SearchResult again = counting.fit(MEMBERS, SEGMENT, CLASSES, c -> rated(c.get(rate)));
        assertEquals(Trials.table(first), Trials.table(again));
        assertEquals(List.of(), trained);

        int[] other = new int[MEMBERS.rows()];
        Arrays.setAll(other, row -> row == 7 ? 8 : row);
        Table changed =
                Table.of(
                        MEMBERS.columns().stream()
                                .map(c -> c.name().equals("age") ? c.select(other) : c)
                                .toList());
        assertThrows(
                UncheckedIOException.class,
                () -> search.fit(changed, SEGMENT, CLASSES, c -> rated(c.get(rate))));
        TableSchema ordered = SEGMENT.withOrder("size", "XL", "L", "M", "S");
        assertThrows(
                UncheckedIOException.class,
                () -> search.fit(MEMBERS, ordered, CLASSES, c -> rated(c.get(rate))));
        PreparationOptions median = OPTIONS.withMinFrequency(2);
        assertThrows(
                UncheckedIOException.class,
                () ->
                        search.fit(
                                MEMBERS,
                                SEGMENT,
                                CLASSES,
                                c -> estimator(SEGMENT, median).withTrainer(rate(c.get(rate)))));
    }

    private static Trainer rate(double rate) {
        return Trainer.of(new Adam(rate)).withBatches(16).withEpochs(2);
    }

    private static Estimator rated(double rate) {
        return estimator(SEGMENT, OPTIONS).withTrainer(rate(rate));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusesAScalerBesideThePreparation(Scaler scaler) {
        Estimator scaled = estimator(SEGMENT, OPTIONS).withScaler(scaler);
        assertRefused(
                "its preparation scales, see PreparationOptions.withScaler",
                () -> CLASSES.fit(MEMBERS, SEGMENT, scaled));
        assertRefused("its preparation scales", () -> scaled.fit(MEMBERS, SEGMENT));
    }

    @Test
    void refusesWhatDoesNotSuitTheTable() {
        Estimator estimator = estimator(SEGMENT, OPTIONS);
        Estimator narrow =
                Estimator.of(
                                Network.of(3, Layer.softmax(2)),
                                estimator.initializer(),
                                estimator.trainer())
                        .withPreparation(OPTIONS);
        int inputs = estimator.network().inputs();
        assertRefused(
                "network 3-2: expected " + inputs + " inputs",
                () -> CLASSES.fit(MEMBERS, SEGMENT, narrow));
        assertRefused(
                "candidate 0 (any 1): network 3-2: expected " + inputs,
                () -> Search.grid(Choice.of("any", 1)).fit(MEMBERS, SEGMENT, CLASSES, _ -> narrow));
        Network three = Network.of(inputs, Layer.of(3, Activation.SOFTMAX));
        assertRefused(
                "outputs",
                () ->
                        CLASSES.fit(
                                MEMBERS,
                                SEGMENT,
                                Estimator.of(three, estimator.initializer(), estimator.trainer())
                                        .withPreparation(OPTIONS)));
        Dataset prepared = Preparation.fit(MEMBERS, SEGMENT, OPTIONS).apply(MEMBERS);
        Trainer stopping = estimator.trainer().withEarlyStopping(new EarlyStopping(prepared, 2));
        assertRefused(
                "use that of the estimator",
                () -> CLASSES.fit(MEMBERS, SEGMENT, estimator.withTrainer(stopping)));
        assertThrows(
                IllegalStateException.class,
                () -> CLASSES.fit(MEMBERS, TableSchema.detect(MEMBERS), estimator));
    }

    /** A column whose few values are all test rows of a fold is no input there. */
    @Test
    void aFoldLeavesOutWhatItsTrainingRowsLack() {
        double none = Double.NaN;
        Table table =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2, 3, 4, 5, 6),
                        TableColumn.ofNumbers("rare", 1, 2, none, none, none, none),
                        TableColumn.ofTexts("y", List.of("a", "b", "a", "b", "a", "b")));
        TableSchema schema = TableSchema.detect(table).withTarget("y");
        Estimator estimator =
                Estimator.of(
                        Network.of(Preparation.fit(table, schema).inputs(), Layer.softmax(2)),
                        Initializer.normal(0.1),
                        Trainer.gradientDescent(0.1, 5));
        CrossValidationResult result =
                CrossValidation.of(KFold.of(3), Metric.ACCURACY)
                        .keepingModels()
                        .fit(table, schema, estimator);
        assertEquals(
                List.of(List.of("x"), List.of("x", "rare", "rare=(missing)")),
                result.models().stream().limit(2).map(SavedModel::featureNames).toList());
    }

    /** Before any is trained. */
    @Test
    void namesTheFoldThatCannotBePrepared() {
        List<String> names = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            names.add("name " + (row == 59 ? 58 : row));
            answers.add(row % 2 == 0 ? "a" : "b");
        }
        Table table =
                Table.of(TableColumn.ofTexts("name", names), TableColumn.ofTexts("y", answers));
        TableSchema schema =
                TableSchema.detect(table).withTarget("y").withKind("name", ColumnKind.CATEGORICAL);
        Estimator estimator =
                Estimator.of(
                        Network.of(Preparation.fit(table, schema).inputs(), Layer.softmax(2)),
                        Initializer.normal(0.1),
                        Trainer.gradientDescent(0.1, 5));
        List<Trial> trained = new ArrayList<>();
        Search search =
                Search.grid(Choice.of("any", 1))
                        .withListener(progress -> trained.add(progress.trial()));
        assertRefused(
                "fold 9, prepared by its training rows: column \"name\" has 54 different values",
                () ->
                        search.fit(
                                table,
                                schema,
                                CrossValidation.of(KFold.of(10), Metric.ACCURACY),
                                _ -> estimator));
        assertEquals(List.of(), trained);
    }

    /** As floats, these numbers would differ by 128 only. */
    @Test
    void largeNumbersAreScoredByTheirDifferences() {
        double[] x = new double[90];
        double[] small = new double[90];
        double[] large = new double[90];
        for (int row = 0; row < 90; row++) {
            x[row] = row * 37 % 90;
            small[row] = x[row] + row % 7;
            large[row] = 1.7e9 + small[row];
        }
        CrossValidationResult[] results = new CrossValidationResult[2];
        for (int k = 0; k < 2; k++) {
            Table table =
                    Table.of(
                            TableColumn.ofNumbers("x", x),
                            TableColumn.ofNumbers("y", k == 0 ? small : large));
            TableSchema schema = TableSchema.detect(table).withTarget("y");
            Estimator linear =
                    Estimator.of(
                            Network.of(1, Layer.identity(1)),
                            Initializer.normal(0.1),
                            Trainer.gradientDescent(0.1, 50));
            results[k] = NUMBERS.fit(table, schema, linear);
        }
        assertTrue(results[0].mean(Metric.R2) > 0.9, results[0].toString());
        assertEquals(results[0].mean(Metric.R2), results[1].mean(Metric.R2), 1e-5);
        assertEquals(results[0].mean(Metric.RMSE), results[1].mean(Metric.RMSE), 1e-4);
        assertEquals(
                results[0].predictions().orElseThrow().getDouble(5, 0),
                results[1].predictions().orElseThrow().getDouble(5, 0) - 1.7e9,
                1e-4);
    }

    @Test
    void optionsAreEqualIfTheirPartsAre() {
        PreparationOptions same = PreparationOptions.standard().withMaxCategories(4);
        assertEquals(OPTIONS, same);
        assertEquals(OPTIONS.hashCode(), same.hashCode());
        assertEquals(
                "PreparationOptions[imputation mean, indicators, at most 4 categories, scaler"
                        + " STANDARD, scaled targets]",
                OPTIONS.toString());
        for (PreparationOptions other :
                List.of(
                        OPTIONS.withoutIndicators(),
                        OPTIONS.withMinFrequency(2),
                        OPTIONS.withMostFrequentCategory(),
                        OPTIONS.withScaler(Scaler.NONE),
                        OPTIONS.withoutScaledTargets())) {
            assertNotEquals(OPTIONS, other);
            assertFalse(OPTIONS.toString().equals(other.toString()), other.toString());
        }
    }
}
