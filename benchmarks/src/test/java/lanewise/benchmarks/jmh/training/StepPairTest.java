package lanewise.benchmarks.jmh.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StepPairTest {

    @Test
    void acceptsRoundingOnly() {
        StepTraining training = new StepTraining("6-5-3 x 20", "scalar", 1);
        float[] parameters = {0.5f, -0.25f};
        training.requireNear(parameters, new float[] {Math.nextUp(0.5f), -0.25f});
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> training.requireNear(parameters, new float[] {0.5f, -0.2501f}));
        assertEquals(
                "scalar step of 6-5-3 x 20: parameter 1 is -0.2501, that of C is -0.25",
                e.getMessage());
    }
}
