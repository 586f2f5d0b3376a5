package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.split.Fold;
import lanewise.split.KFold;
import lanewise.split.LeaveOneOut;
import lanewise.split.RepeatedKFold;
import lanewise.split.ShuffleSplit;
import lanewise.split.Splitter;
import lanewise.split.StratifiedKFold;
import lanewise.testing.ReferenceFiles;
import lanewise.train.EarlyStopping;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cross-validation of one estimator. */
class CrossValidationTest {

    private static final Dataset IRIS = Trials.IRIS;
    private static final Estimator ESTIMATOR = Trials.estimator(4, 0.02);

    /** The training that a fold stands for, by hand. */
    private static Model byHand(Estimator estimator, Dataset train) {
        Trainer trainer = estimator.trainer();
        Model start =
                Model.initialize(
                        estimator.network(),
                        estimator.initializer(),
                        new RandomState(trainer.seed()));
        return trainer.fit(start, train).model();
    }

    private static String bits(FeatureMatrix matrix, int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(k -> Arrays.toString(matrix.row(k)))
                .toList()
                .toString();
    }

    @ParameterizedTest
    @EnumSource(Scaler.class)
    void scoresAreThoseOfScikitLearn(Scaler scaler) throws IOException {
        Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"), "species");
        Estimator regression =
                Estimator.of(
                                Network.of(4, Layer.softmax(3)),
                                Initializer.uniform(0.5),
                                Trainer.gradientDescent(0.1, 200).withSeed(1))
                        .withScaler(scaler);
        Metric[] metrics = Metric.all().stream().limit(5).toArray(Metric[]::new);
        CrossValidationResult result =
                CrossValidation.of(StratifiedKFold.of(5).shuffled(4), metrics)
                        .fit(iris, regression);
        FeatureMatrix outOfFold = result.predictions().orElseThrow();
        int compared = 0;
        for (String[] row : ReferenceFiles.rows("reference/sklearn_cross_validation.csv")) {
            if (row[0].equals(scaler.name())) {
                Metric metric = Metric.named(row[1]);
                double[] expected =
                        Arrays.stream(row).skip(2).mapToDouble(Double::parseDouble).toArray();
                double tolerance = scaler == Scaler.NONE ? 2e-5 : 2e-6; // float against double
                assertArrayEquals(
                        Arrays.copyOf(expected, 5), result.scores(metric), tolerance, row[1]);
                assertEquals(expected[5], result.mean(metric), tolerance, row[1]);
                assertEquals(expected[6], result.deviation(metric), tolerance, row[1]);
                assertEquals(
                        expected[7], metric.score(outOfFold, iris.targets()), tolerance, row[1]);
                compared++;
            }
        }
        assertEquals(5, compared);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void predictionsAreThoseOfModelsTrainedOnTheOtherRows(int threads) {
        CrossValidationResult result = Trials.CV.withThreads(threads).fit(IRIS, ESTIMATOR);
        FeatureMatrix predictions = result.predictions().orElseThrow();
        for (Fold fold : Trials.FOLDS.split(IRIS)) {
            Model model = byHand(ESTIMATOR, fold.train(IRIS));
            FeatureMatrix expected = model.predict(IRIS.features());
            assertEquals(bits(expected, fold.testRows()), bits(predictions, fold.testRows()));
        }
    }

    @Test
    void theScalingKnowsNothingOfTheTestRows() {
        Estimator scaled = ESTIMATOR.withScaler(Scaler.STANDARD);
        CrossValidationResult result = Trials.CV.keepingModels().fit(IRIS, scaled);
        FeatureMatrix predictions = result.predictions().orElseThrow();
        List<Fold> folds = Trials.FOLDS.split(IRIS);
        for (int k = 0; k < folds.size(); k++) {
            Dataset train = folds.get(k).train(IRIS);
            Scaling scaling = Scaling.standard(train);
            assertEquals(Optional.of(scaling), result.models().get(k).scaling());
            assertNotEquals(Scaling.standard(IRIS), scaling);
            Model model = byHand(ESTIMATOR, scaling.apply(train));
            FeatureMatrix expected = model.predict(scaling.apply(IRIS).features());
            int[] tested = folds.get(k).testRows();
            assertEquals(bits(expected, tested), bits(predictions, tested));
        }
    }

    @Test
    void anOutlierAmongTheTestRowsChangesNoModel() {
        // The last fold has the changed row among its test rows.
        FeatureMatrix features = IRIS.features().select(every(65));
        features.set(64, 0, 1e6f);
        Dataset changed = Dataset.labelled(IRIS.featureNames(), features, labels());
        Dataset same = Dataset.labelled(IRIS.featureNames(), IRIS.features(), labels());
        CrossValidation blocks = CrossValidation.of(KFold.of(5), Metric.ACCURACY).keepingModels();
        Estimator scaled =
                ESTIMATOR
                        .withScaler(Scaler.MIN_MAX)
                        .withEarlyStopping(ShuffleSplit.of(1, TestSize.fraction(0.2), 3), 2);
        SavedModel before = blocks.fit(same, scaled).models().getLast();
        SavedModel after = blocks.fit(changed, scaled).models().getLast();
        assertEquals(before.scaling(), after.scaling());
        assertEquals(before.model().parametersSha256(), after.model().parametersSha256());
    }

    private static int[] every(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        return all;
    }

    private static List<String> labels() {
        return Arrays.stream(every(65))
                .mapToObj(k -> IRIS.classNames().get(IRIS.label(k)))
                .toList();
    }

    @Test
    void earlyStoppingSetsAsideTrainingRows() {
        Splitter tenth = ShuffleSplit.of(1, TestSize.fraction(0.2), 3);
        Estimator stopping =
                ESTIMATOR
                        .withTrainer(
                                Trainer.of(new Adam(0.3)).withBatches(8).withEpochs(60).withSeed(2))
                        .withEarlyStopping(tenth, 2);
        CrossValidationResult result = Trials.CV.keepingModels().fit(IRIS, stopping);
        List<Fold> folds = Trials.FOLDS.split(IRIS);
        int stopped = 0;
        for (int k = 0; k < 3; k++) {
            Dataset train = folds.get(k).train(IRIS);
            Fold inner = tenth.split(train).getFirst();
            Trainer trainer =
                    stopping.trainer().withEarlyStopping(new EarlyStopping(inner.test(train), 2));
            Model start =
                    Model.initialize(
                            stopping.network(), stopping.initializer(), new RandomState(2));
            TrainingRun run = trainer.fit(start, inner.train(train));
            Trial trial = result.trials().get(k);
            assertEquals(run.model().parametersSha256(), sha(result, k));
            assertEquals(run.stopReason(), trial.stopReason());
            assertEquals(run.iteration(), trial.iterations());
            stopped += run.stopReason() == StopReason.EARLY_STOPPING ? 1 : 0;
        }
        assertTrue(stopped > 0);
    }

    private static String sha(CrossValidationResult result, int k) {
        return result.models().get(k).model().parametersSha256();
    }

    @Test
    void validationRowsOfTheTrainerAreNotScaled() {
        Trainer stopping = ESTIMATOR.trainer().withEarlyStopping(new EarlyStopping(IRIS, 2));
        assertRefused(
                "the validation rows of the trainer would not be scaled",
                () -> ESTIMATOR.withTrainer(stopping).withScaler(Scaler.MIN_MAX));
        assertRefused(
                "both trainer and estimator stop early",
                () -> ESTIMATOR.withEarlyStopping(KFold.of(5), 2).withTrainer(stopping));
    }

    @Test
    void fitTrainsOnAllRowsWithTheirScaling() {
        SavedModel fitted = ESTIMATOR.withScaler(Scaler.STANDARD).fit(IRIS);
        Scaling scaling = Scaling.standard(IRIS);
        Model expected = byHand(ESTIMATOR, scaling.apply(IRIS));
        assertEquals(expected.parametersSha256(), fitted.model().parametersSha256());
        assertEquals(Optional.of(scaling), fitted.scaling());
        assertEquals(IRIS.classNames(), fitted.classNames());
        assertEquals(IRIS.featureNames(), fitted.featureNames());
    }

    @Test
    void repeatedFoldsAndSeedsAreAveraged() {
        Splitter repeated = RepeatedKFold.of(3, 2, 5);
        CrossValidation both =
                CrossValidation.of(repeated, Metric.RMSE).withSeeds(1, 2).keepingModels();
        CrossValidationResult result = both.fit(IRIS, ESTIMATOR);
        assertEquals(12, result.trials().size());
        float[] expected = new float[3];
        double[] sums = new double[3];
        for (int k = 0; k < 12; k++) {
            int[] tested = repeated.split(IRIS).get(result.trials().get(k).fold()).testRows();
            if (Arrays.binarySearch(tested, 17) >= 0) {
                float[] outputs = result.models().get(k).model().predict(IRIS.features().row(17));
                for (int j = 0; j < 3; j++) {
                    sums[j] += outputs[j];
                    expected[j] = (float) (sums[j] / 4);
                }
            }
        }
        assertArrayEquals(expected, result.predictions().orElseThrow().row(17));
    }

    @Test
    void rowsThatNoFoldTestsHaveNoPrediction() {
        Splitter random = ShuffleSplit.of(2, TestSize.fraction(0.2), 1);
        CrossValidationResult result =
                CrossValidation.of(random, Metric.ACCURACY).fit(IRIS, ESTIMATOR);
        assertTrue(result.complete());
        assertTrue(result.predictions().isEmpty());
        assertEquals(List.of(), result.models());
    }

    @Test
    void aDivergingFoldIsNaN() {
        CrossValidationResult result = Trials.LINEAR_CV.fit(IRIS, Trials.linear(1e30));
        assertTrue(result.complete());
        assertTrue(result.trials().stream().allMatch(Trial::diverged));
        assertTrue(Double.isNaN(result.mean(Metric.RMSE)));
        assertTrue(Double.isNaN(result.deviation(Metric.RMSE)));
        assertTrue(result.predictions().isEmpty());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void anUndefinedScoreIsExplained() {
        // Unshuffled folds of sorted classes.
        int[] sorted =
                Arrays.stream(every(65))
                        .boxed()
                        .sorted((a, b) -> IRIS.label(a) - IRIS.label(b))
                        .mapToInt(Integer::intValue)
                        .toArray();
        Dataset data = IRIS.select(sorted);
        CrossValidationResult result =
                CrossValidation.of(KFold.of(3), Metric.ROC_AUC, Metric.ACCURACY)
                        .fit(data, ESTIMATOR);
        assertEquals(3, result.warnings().size());
        assertEquals(
                "fold 0: roc-auc is undefined, because none of 22 test rows has the "
                        + (result.warnings().get(0).contains("classes [")
                                ? "classes [versicolor, virginica]"
                                : "class [virginica]")
                        + ": use stratified folds, fewer of them or another metric",
                result.warnings().get(0));
        assertTrue(Double.isNaN(result.scores(Metric.ROC_AUC)[0]));
        assertFalse(Double.isNaN(result.mean(Metric.ACCURACY)));
    }

    @Test
    void aSingleTestRowHasNoR2() {
        Dataset numbers = Dataset.of(IRIS.features(), IRIS.features());
        Estimator linear =
                Estimator.of(
                        Network.of(4, Layer.identity(4)),
                        Initializer.glorotUniform(),
                        Trainer.of(new Sgd(0.01)).withIterations(1));
        CrossValidationResult result =
                CrossValidation.of(LeaveOneOut.of(), Metric.R2, Metric.MAE).fit(numbers, linear);
        assertEquals(65, result.warnings().size());
        assertEquals(
                "fold 64: r2 is undefined, because there are only 1 test row: use fewer folds or"
                        + " another metric",
                result.warnings().getLast());
    }

    @Test
    void twoClassesMayHaveOneOutput() {
        int[] two = Arrays.stream(every(65)).filter(k -> IRIS.label(k) < 2).toArray();
        Dataset data = IRIS.select(two).withClassNames(IRIS.classNames().subList(0, 2));
        Estimator single =
                Estimator.of(
                        Network.of(4, Layer.sigmoid(1)),
                        Initializer.glorotUniform(),
                        Trainer.of(new Adam(0.1)).withIterations(30));
        CrossValidation folds =
                CrossValidation.of(
                        Trials.FOLDS,
                        Metric.ACCURACY,
                        Metric.LOG_LOSS,
                        Metric.RMSE,
                        Metric.ROC_AUC);
        CrossValidationResult result = folds.fit(data, single);
        assertEquals(1, result.mean(Metric.ACCURACY));
        assertTrue(result.mean(Metric.RMSE) < 0.5);
    }

    @Test
    void argumentsAreChecked() {
        assertRefused(
                "66 folds of 65 rows",
                () -> CrossValidation.of(KFold.of(66), Metric.RMSE).fit(IRIS, ESTIMATOR));
        assertRefused("no metrics: expected at least one", () -> CrossValidation.of(KFold.of(3)));
        assertRefused(
                "metric rmse occurs twice",
                () -> CrossValidation.of(KFold.of(3), Metric.RMSE, Metric.RMSE));
        assertRefused("no seeds: expected at least one", () -> Trials.CV.withSeeds());
        assertRefused("seed 3 occurs twice", () -> Trials.CV.withSeeds(3, 4, 3));
        assertRefused("0 threads: expected 1 to 1024", () -> Trials.CV.withThreads(0));
        assertRefused(
                "metric r2 was not computed: expected one of [rmse, accuracy, log-loss]",
                () -> Trials.CV.fit(IRIS, ESTIMATOR).mean(Metric.R2));
        Dataset numbers = Dataset.of(IRIS.features(), IRIS.features());
        Estimator linear =
                Estimator.of(
                        Network.of(4, Layer.identity(4)),
                        Initializer.glorotUniform(),
                        Trainer.gradientDescent(0.01, 1));
        assertRefused(
                "the data: metric accuracy: targets of row 0 are",
                () -> CrossValidation.of(KFold.of(3), Metric.ACCURACY).fit(numbers, linear));
        assertRefused(
                ": metric log-loss: output",
                () ->
                        CrossValidation.of(KFold.of(3).shuffled(1), Metric.LOG_LOSS)
                                .fit(IRIS, Trials.linear(0.01)));
        assertRefused(
                "fold 0 has row 70: expected 0 to 64, the rows of the data",
                () ->
                        CrossValidation.of(
                                        rows -> List.of(Fold.of(new int[] {0}, new int[] {70})),
                                        Metric.RMSE)
                                .fit(IRIS, ESTIMATOR));
    }
}
