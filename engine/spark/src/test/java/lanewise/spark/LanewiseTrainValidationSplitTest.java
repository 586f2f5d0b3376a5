package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.TestSize;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.split.Fold;
import lanewise.split.ShuffleSplit;
import lanewise.train.Trainer;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A validator compares settings on one split, which is the engine's. */
class LanewiseTrainValidationSplitTest extends SparkTest {
    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier()
                .setLayers(4, 6, 3)
                .setMaxIter(20)
                .setSeed(7)
                .setRowIdCol("id");
    }

    private static LanewiseTrainValidationSplit validator(LanewiseClassifier classifier) {
        return new LanewiseTrainValidationSplit()
                .setEstimator(classifier)
                .setEstimatorParamMaps(
                        new ParamGridBuilder()
                                .addGrid(classifier.stepSize(), new double[] {0.0001, 0.01})
                                .build())
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("logLoss"))
                .setTrainRatio(0.7)
                .setSeed(5)
                .setCollectSubModels(true);
    }

    private static String sha(Object model) {
        return ((LanewiseClassificationModel) model).engineModel().model().parametersSha256();
    }

    private static void assertSame(
            TrainValidationSplitModel expected, TrainValidationSplitModel actual) {
        assertArrayEquals(expected.validationMetrics(), actual.validationMetrics());
        assertEquals(sha(expected.bestModel()), sha(actual.bestModel()));
        for (int k = 0; k < expected.subModels().length; k++) {
            assertEquals(sha(expected.subModels()[k]), sha(actual.subModels()[k]));
        }
    }

    @Test
    void hasTheSplitOfTheEngineAndSparksMetrics() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        TrainValidationSplitModel model = validator(classifier()).fit(iris);

        lanewise.data.Dataset data = Tables.irisData();
        Fold fold = ShuffleSplit.of(1, TestSize.count(45), 5).split(data).getFirst();
        int[] train = fold.trainRows();
        Arrays.sort(train); // as the rows are ordered
        Network network = Network.of(4, Layer.relu(6), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(20).withSeed(7);
        Model expected = trainer.fit(start, data.select(train)).model();
        assertEquals(expected.parametersSha256(), sha(model.subModels()[1]));

        Object[] tested = Arrays.stream(fold.testRows()).mapToObj(row -> (long) row).toArray();
        Dataset<Row> test = iris.filter(functions.col("id").isin(tested));
        for (int k = 0; k < 2; k++) {
            double metric = model.getEvaluator().evaluate(model.subModels()[k].transform(test));
            assertEquals(metric, model.validationMetrics()[k], 1e-12);
        }
        assertEquals(sha(classifier().setStepSize(0.01).fit(iris)), sha(model.bestModel()));
    }

    @Test
    void savesAndLoads(@TempDir Path directory) throws IOException {
        LanewiseTrainValidationSplit validator = validator(classifier());
        String path = directory.resolve("validator").toString();
        validator.save(path);
        LanewiseTrainValidationSplit loaded = LanewiseTrainValidationSplit.load(path);
        assertEquals(validator.uid(), loaded.uid());
        assertEquals(0.7, loaded.getTrainRatio());
        TrainValidationSplitModel expected = validator.fit(Tables.iris(spark, 43));
        assertSame(expected, loaded.fit(Tables.iris(spark, 1)));
        assertSame(expected, validator.copy(ParamMap.empty()).fit(Tables.iris(spark, 2)));

        String modelPath = directory.resolve("model").toString();
        expected.save(modelPath);
        assertSame(expected, TrainValidationSplitModel.load(modelPath));
    }

    @Test
    void fitsAsSparkWhatItCannotTrainTogether() {
        LanewiseTrainValidationSplit validator =
                validator(classifier()).setEvaluator(new RegressionEvaluator());
        assertEquals(
                "the evaluator is for models of another kind",
                ValidationPlan.obstacle(validator, Tables.SCHEMA, ""));
        assertEquals(2, validator.fit(Tables.iris(spark, 1)).validationMetrics().length);
    }

    @Test
    void rejectsARatioThatLeavesNoRowsToTest() {
        LanewiseTrainValidationSplit validator = validator(classifier()).setTrainRatio(1);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> validator.fit(Tables.iris(spark, 1)));
        assertTrue(
                e.getMessage().startsWith("trainRatio 1.0 leaves 150 of 150 rows"), e.getMessage());
    }
}
