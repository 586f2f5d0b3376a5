package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.metrics.ClassificationMetrics;
import lanewise.metrics.ConfusionMatrix;
import lanewise.metrics.RegressionMetrics;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A model keeps the names of its classes, and data from other files is matched by name. */
class ClassNamesTest {

    private static final float[][] ROWS = {{1}, {2}, {3}, {4}};
    private static final List<String> NAMES = List.of("cat", "dog");
    private static final Trainer TRAINER = Trainer.gradientDescent(0.5, 500);

    private final Dataset train = Dataset.labelled(ROWS, "cat", "cat", "dog", "dog");

    private static Model start(int outputs) {
        Layer last = outputs == 1 ? Layer.sigmoid(1) : Layer.softmax(outputs);
        return Model.initialize(
                Network.of(1, Layer.tanh(4), last),
                Initializer.glorotUniform(),
                new RandomState(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void metricsMatchClassesByName(int outputs) {
        Model model = TRAINER.fit(start(outputs), train).model();
        assertEquals(NAMES, model.classNames());
        Dataset dogs = Dataset.labelled(new float[][] {{3}, {4}, {3}}, "dog", "dog", "dog");
        ConfusionMatrix confusion = ConfusionMatrix.of(model, dogs);
        assertEquals(NAMES, confusion.classNames());
        assertEquals(3, confusion.count(1, 1));
        assertEquals(1, ClassificationMetrics.of(model, dogs).accuracy());
        Dataset eels = Dataset.labelled(new float[][] {{3}, {9}}, "dog", "eel");
        String problem = "row 1 has the unknown class \"eel\": expected one of \"cat\", \"dog\"";
        assertRefused(problem, () -> ConfusionMatrix.of(model, eels));
        assertRefused(problem, () -> ClassificationMetrics.of(model, eels));
        assertRefused(problem, () -> TRAINER.fit(model, eels));
        assertEquals(0.5, ConfusionMatrix.of(model.withClassNames(List.of()), eels).accuracy());
    }

    @Test
    void rejectsNullNamesEvenForNumbers() {
        List<String> names = Arrays.asList("cat", null);
        Dataset numbers = Dataset.of(FeatureMatrix.ofRows(ROWS), FeatureMatrix.ofRows(ROWS));
        assertThrows(NullPointerException.class, () -> numbers.withClassNames(names));
        assertThrows(NullPointerException.class, () -> train.withClassNames(names));
        assertSame(numbers, numbers.withClassNames(NAMES));
    }

    @Test
    void regressionMetricsMatchClassesByName() {
        Model model = TRAINER.fit(start(2), train).model();
        Dataset dogs = Dataset.labelled(new float[][] {{3}, {4}}, "dog", "dog");
        assertEquals(
                RegressionMetrics.of(model, train.select(2, 3)), RegressionMetrics.of(model, dogs));
    }

    /** Whichever order the classes of the training rows have. */
    @Test
    void trainingContinuesWithTheClassesOfTheModel() {
        Model named = start(2).withClassNames(List.of("dog", "cat"));
        Dataset swapped = train.withClassNames(List.of("dog", "cat"));
        Model expected = TRAINER.fit(start(2), swapped).model();
        Model model = TRAINER.fit(named, train).model();
        assertEquals(List.of("dog", "cat"), model.classNames());
        assertEquals(expected.parametersSha256(), model.parametersSha256());
        assertEquals(1, ConfusionMatrix.of(model, train).accuracy());
    }

    @Test
    void checkpointsAndFilesKeepTheNames() throws IOException {
        TrainingRun run = TRAINER.start(start(2), train);
        run.advance(3);
        Checkpoint checkpoint = run.checkpoint();
        assertEquals(NAMES, checkpoint.model().classNames());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SavedModel.of(run.model()).withCheckpoint(checkpoint).write(bytes);
        SavedModel saved = SavedModel.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(NAMES, saved.classNames());
        assertEquals(NAMES, saved.model().classNames());
        TrainingRun resumed = TRAINER.resume(saved.checkpoint().orElseThrow(), train);
        assertEquals(NAMES, resumed.model().classNames());
        SavedModel renamed = saved.withClassNames(List.of("a", "b"));
        assertEquals(List.of("a", "b"), renamed.model().classNames());
        assertEquals(List.of(), renamed.withClassNames(List.of()).classNames());
    }

    @Test
    void rejectsNamesThatDoNotFit() {
        Model model = start(2);
        assertEquals(List.of(), model.classNames());
        assertSame(model, model.withClassNames(List.of()));
        assertRefused(
                "1 class names for the network 1-4-2: expected 2, or none",
                () -> model.withClassNames(List.of("a")));
        assertRefused(
                "class name \"a\" occurs twice: expected unique names",
                () -> model.withClassNames(List.of("a", "a")));
        assertThrows(
                NullPointerException.class,
                () -> model.withClassNames(java.util.Arrays.asList("a", null)));
        assertRefused(
                "class name \"cat\" occurs twice: expected unique names",
                () -> train.withClassNames(List.of("cat", "dog", "cat")));
    }
}
