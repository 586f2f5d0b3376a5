package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("vectors")
class TaskTest {
    @ParameterizedTest
    @CsvSource({
        "IRIS, scalar",
        "IRIS, vector",
        "IRIS, specialised",
        "DIGITS, textbook",
        "DIGITS, scalar",
        "DIGITS, vector",
        "DIGITS, specialised",
        "ENLARGED_DIGITS, vector",
        "TWO_LARGE_LAYERS, vector"
    })
    void everyMeasuredTrainingMatchesNumPy(Task task, String implementation) {
        Training training =
                implementation.equals("textbook")
                        ? new TextbookTask(task)
                        : new EngineTask(task, implementation, 1);
        TaskReference.of(task).verify(implementation, training.train());
    }

    @Test
    void detectsMissingStep() {
        Task task = Task.DIGITS;
        Training shorter =
                () ->
                        trained(
                                Trainer.of(new Sgd(task.learningRate()))
                                        .withBatches(task.batch())
                                        .withoutShuffling()
                                        .withIterations(task.steps() - 1));
        assertTrue(
                assertThrows(
                                IllegalStateException.class,
                                () -> TaskReference.of(task).verify("scalar", shorter.train()))
                        .getMessage()
                        .startsWith("scalar, digits: the error after training is 0.00"));
    }

    @Test
    void detectsShuffledBatches() {
        Task task = Task.DIGITS;
        Training shuffled =
                () ->
                        trained(
                                Trainer.of(new Sgd(task.learningRate()))
                                        .withBatches(task.batch())
                                        .withIterations(task.steps()));
        assertThrows(
                IllegalStateException.class,
                () -> TaskReference.of(task).verify("scalar", shuffled.train()));
        TaskReference.of(task).verifyLearned("scalar", 0.9, shuffled.train());
        assertThrows(
                IllegalStateException.class,
                () -> TaskReference.of(task).verifyLearned("scalar", 0.99, shuffled.train()));
    }

    private static Training.Trained trained(Trainer trainer) {
        var run =
                trainer.withTier(Tier.SCALAR).fit(Task.DIGITS.start(), Task.DIGITS.data().train());
        return new Training.Trained() {
            @Override
            public String kernels() {
                return run.kernels();
            }

            @Override
            public FeatureMatrix predict(FeatureMatrix features) {
                return run.model().predict(features);
            }
        };
    }

    @Test
    void detectsOtherTier() {
        Training scalar = new EngineTask(Task.DIGITS, "scalar", 1);
        assertEquals(
                "the kernels scalar ran instead of vector",
                assertThrows(
                                IllegalStateException.class,
                                () ->
                                        TaskReference.of(Task.DIGITS)
                                                .verify("vector", scalar.train()))
                        .getMessage());
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void batchesDivideRows(Task task) {
        TaskData data = task.data();
        assertEquals(0, data.train().rows() % task.batch());
        assertEquals(task, Task.named(task.toString()));
        assertEquals(TaskReference.of(task).testRows(), data.test().rows());
    }

    @Test
    void rejectsUnknownTask() {
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> Task.named("mnist"))
                        .getMessage()
                        .startsWith("task \"mnist\": expected one of [iris, digits,"));
    }
}
