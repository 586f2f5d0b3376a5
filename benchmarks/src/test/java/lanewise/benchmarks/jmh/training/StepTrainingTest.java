package lanewise.benchmarks.jmh.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.jmh.latency.PredictLatency;
import lanewise.benchmarks.workload.NetworkShape;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The check of each step or prediction benchmark before it is measured: passes for correct results
 * and fails for wrong ones.
 */
@Tag("vectors")
class StepTrainingTest {
    private static final StepTraining SCALAR = new StepTraining("6-5-3 x 20", "scalar", 1);

    @ParameterizedTest
    @CsvSource({
        "scalar, 4-16-3 x 130, 1",
        "vector, 4-16-3 x 130, 1",
        "vector, 64-32-10 x 32, 1",
        "vector, 64-32-10 x 32, 2",
        "vector, 784-128-10 x 64, 2"
    })
    void acceptsEveryMeasuredStep(String tier, String network, int threads) {
        StepTraining training = new StepTraining(network, tier, threads);
        assertDoesNotThrow(training::verify);
        assertEquals(threads, training.begin().threads());
    }

    @Test
    void callRunsItsSteps() {
        TrainingStep step = new TrainingStep();
        step.tier = "scalar";
        step.network = NetworkShape.IRIS;
        step.prepare(2);
        step.next();
        assertEquals(10, step.step().iteration());
        step.next();
        assertEquals(10, step.step().iteration());
    }

    @Test
    void largeCallRunsTenStepsOnItsThreads() {
        LargeTrainingStep step = new LargeTrainingStep();
        step.tier = "scalar";
        step.network = NetworkShape.IRIS;
        step.threads = 2;
        step.prepare(1);
        step.next();
        assertEquals(10, step.step().iteration());
        assertEquals(2, step.step().threads());
    }

    @Test
    void independentCallRunsTenStepsOnItsThread() {
        IndependentTrainingStep step = new IndependentTrainingStep();
        step.tier = "scalar";
        step.network = NetworkShape.IRIS;
        step.prepare(1);
        step.next();
        assertEquals(10, step.step().iteration());
        assertEquals(1, step.step().threads());
    }

    @Test
    void detectsBitThatDiffersFromScalarKernels() {
        float[] scalar = {0f, 1f};
        for (float[] wrong : new float[][] {{-0f, 1f}, {0f, Math.nextUp(1f)}, {0f, Float.NaN}}) {
            assertThrows(
                    IllegalStateException.class,
                    () -> SCALAR.requireSameBits("gradient", scalar, wrong));
        }
        assertDoesNotThrow(() -> SCALAR.requireSameBits("gradient", scalar, scalar.clone()));
    }

    @Test
    void detectsLossThatDoesNotFall() {
        for (double last : new double[] {0.5, 0.6, Double.NaN}) {
            IllegalStateException thrown =
                    assertThrows(
                            IllegalStateException.class,
                            () -> SCALAR.requireFallingLoss(0.5, last));
            assertTrue(
                    thrown.getMessage().startsWith("scalar steps of 6-5-3 x 20: the loss was 0.5"),
                    thrown.getMessage());
        }
    }

    @Test
    void acceptsEveryMeasuredPrediction() {
        PredictLatency latency = new PredictLatency();
        for (String network : new String[] {"4-2-3", "64-32-10"}) {
            latency.network = network;
            assertDoesNotThrow(latency::prepare);
            assertEquals(NetworkShape.PREDICTED_ROWS, latency.batch().samples());
            float[] last = latency.row();
            for (int k = 0; k < last.length; k++) {
                assertEquals(latency.batch().get(NetworkShape.PREDICTED_ROWS - 1, k), last[k]);
            }
        }
    }
}
