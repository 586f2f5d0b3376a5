package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.SavedModel;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** A classifier trains and predicts as the engine does, through Spark's API. */
class LanewiseClassifierTest extends SparkTest {

    private static LanewiseClassifier classifier() {
        return new LanewiseClassifier().setLayers(4, 8, 3).setMaxIter(60).setSeed(7);
    }

    private static String sha(LanewiseClassificationModel model) {
        return model.engineModel().model().parametersSha256();
    }

    @Test
    void hasTheBitsOfTheEngineForRowsInTheirOrder() {
        LanewiseClassificationModel model =
                classifier().setRowIdCol("id").fit(Tables.iris(spark, 3));

        Network network = Network.of(4, Layer.relu(8), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.heUniform(), new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(60).withSeed(7);
        Model expected = trainer.fit(start, Tables.irisData()).model();

        assertEquals(expected.parametersSha256(), sha(model));
        assertEquals(60 * 5, model.objectiveHistory().length);
    }

    @Test
    void hasTheSameBitsForAnyPartitioning() {
        String one = sha(classifier().fit(Tables.iris(spark, 1)));
        assertEquals(one, sha(classifier().fit(Tables.iris(spark, 2))));
        assertEquals(one, sha(classifier().fit(Tables.iris(spark, 43))));
    }

    @Test
    void learnsIrisAndPredictsInBatches() {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().fit(iris);
        Dataset<Row> predicted = model.transform(iris);
        double accuracy =
                new MulticlassClassificationEvaluator()
                        .setMetricName("accuracy")
                        .evaluate(predicted);
        assertTrue(accuracy > 0.95, "accuracy " + accuracy);
        for (Row row : predicted.collectAsList()) {
            Vector features = row.getAs("features");
            Vector probability = row.getAs("probability");
            assertArrayEquals(model.predictRaw(features).toArray(), probability.toArray());
            assertEquals(model.predict(features), row.<Double>getAs("prediction"));
            assertEquals(
                    1,
                    probability.toArray()[0] + probability.apply(1) + probability.apply(2),
                    1e-6);
        }
    }

    @Test
    void savesAModelFileOfTheEngine(@TempDir Path directory) throws IOException {
        Dataset<Row> iris = Tables.iris(spark, 2);
        LanewiseClassificationModel model = classifier().setPredictionCol("species").fit(iris);
        String path = directory.resolve("model").toString();
        model.save(path);

        LanewiseClassificationModel loaded = LanewiseClassificationModel.load(path);
        assertEquals(sha(model), sha(loaded));
        assertEquals("species", loaded.getPredictionCol());
        assertEquals(model.uid(), loaded.uid());
        SavedModel plain = SavedModel.read(Path.of(path, "model.safetensors"));
        assertEquals(sha(model), plain.model().parametersSha256());
        assertEquals(java.util.List.of("0", "1", "2"), plain.classNames());
    }

    @Test
    void rejectsLayersThatAreNotSet() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new LanewiseClassifier().fit(Tables.iris(spark, 1)));
        assertTrue(e.getMessage().startsWith("layers is not set"), e.getMessage());
    }
}
