package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class EarlyStoppingTest {

    private final TrainTestSplit split =
            TrainTestSplit.of(Iris.split().train(), TestSize.count(40), 1);
    private final Dataset validation = split.test();
    private final Model start =
            Model.normal(Network.of(4, Layer.sigmoid(9), Layer.softmax(3)), 1, new RandomState(2));
    // The learning rate is so large that the loss jumps.
    private final Trainer trainer =
            Trainer.of(new Sgd(1.5)).withBatches(30).withEpochs(500).withSeed(4);

    @Test
    void stopsWhenPatienceIsExhaustedAndRestoresTheBestModel() {
        int patience = 12;
        List<Float> losses = new ArrayList<>();
        List<Model> models = new ArrayList<>();
        TrainingRun free = trainer.start(start, split.train());
        for (int epoch = 0; epoch < 200; epoch++) {
            free.advance(3);
            models.add(free.model());
            losses.add(crossEntropy(free.model()));
        }
        int best = 0;
        int stop = 0;
        while (stop - best < patience) {
            stop++;
            if (losses.get(stop) < losses.get(best)) {
                best = stop;
            }
        }
        assertTrue(best > 0 && stop < 199, "best " + best + ", stop " + stop);

        TrainingRun run =
                trainer.withEarlyStopping(new EarlyStopping(validation, patience))
                        .fit(start, split.train());

        assertEquals(StopReason.EARLY_STOPPING, run.stopReason());
        assertEquals(stop + 1, run.epoch());
        assertEquals(losses.get(stop), run.validationLoss(), 1e-5f);
        assertEquals(models.get(best).parametersSha256(), run.model().parametersSha256());

        // It continues from its current state, not from the best model.
        run.advance(3);
        assertEquals(stop + 2, run.epoch());
        assertEquals(losses.get(stop + 1), run.validationLoss(), 1e-5f);
    }

    @Test
    void ignoresImprovementsBelowTheMinimum() {
        TrainingRun run =
                trainer.withEarlyStopping(new EarlyStopping(validation, 3, 1000))
                        .fit(start, split.train());
        assertEquals(4, run.epoch());
    }

    /** Rows of a file of their own, which has two of three classes. */
    @Test
    void matchesValidationClassesByName() {
        int[] rows =
                IntStream.range(0, validation.rows())
                        .filter(row -> validation.label(row) > 0)
                        .toArray();
        Dataset selected = validation.select(rows);
        List<String> labels =
                IntStream.range(0, rows.length)
                        .mapToObj(row -> selected.classNames().get(selected.label(row)))
                        .toList();
        Dataset other = Dataset.labelled(selected.featureNames(), selected.features(), labels);
        assertEquals(2, other.classNames().size());
        TrainingRun expected =
                trainer.withEarlyStopping(new EarlyStopping(selected, 3)).fit(start, split.train());
        TrainingRun run =
                trainer.withEarlyStopping(new EarlyStopping(other, 3)).fit(start, split.train());
        assertEquals(expected.validationLoss(), run.validationLoss());
        assertEquals(expected.model().parametersSha256(), run.model().parametersSha256());
    }

    @Test
    void rejectsFeaturesInAnotherOrder() {
        List<String> swapped = validation.featureNames().reversed();
        List<String> labels =
                IntStream.range(0, validation.rows())
                        .mapToObj(row -> validation.classNames().get(validation.label(row)))
                        .toList();
        Dataset other = Dataset.labelled(swapped, validation.features(), labels);
        assertRefused(
                "validation: features in the order [",
                () ->
                        trainer.withEarlyStopping(new EarlyStopping(other, 1))
                                .fit(start, split.train()));
    }

    @Test
    void rejectsValidationRowsThatDoNotFit() {
        Dataset other = Dataset.labelled(new float[][] {{1}, {2}}, "a", "b");
        Trainer stopping = trainer.withEarlyStopping(new EarlyStopping(other, 1));
        assertRefused(
                "validation: 1 features for a network 4-9-3: expected 4",
                () -> stopping.fit(start, split.train()));
        Dataset others =
                Dataset.labelled(
                        new float[][] {{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}}, "a", "b", "c");
        assertRefused(
                "validation: classes [a, b, c], but the training rows have [setosa",
                () ->
                        trainer.withEarlyStopping(new EarlyStopping(others, 1))
                                .fit(start, split.train()));
        assertRefused("patience of 0 epochs", () -> new EarlyStopping(other, 0));
        assertRefused("minImprovement -1.0", () -> new EarlyStopping(other, 1, -1));
        assertThrows(NullPointerException.class, () -> new EarlyStopping(null, 1));
    }

    private float crossEntropy(Model model) {
        double sum = 0;
        for (int row = 0; row < validation.rows(); row++) {
            float[] outputs = model.predict(validation.features().row(row));
            sum -= Math.log(outputs[validation.label(row)]);
        }
        return (float) (sum / validation.rows());
    }
}
