package lanewise.benchmarks.jmh.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;

class StepPairTest {

    @Test
    void acceptsRoundingAndDetectsWrongUpdates() {
        StepTraining training = new StepTraining("6-5-3 x 20", "scalar", 1);
        float[] before = training.begin().model().parameters();
        TrainingRun run = training.begin();
        run.advance(100);
        float[] after = run.model().parameters();
        float[] near = after.clone();
        near[7] = Math.nextUp(near[7]);
        training.requireNear(after, near);
        for (int k : new int[] {0, after.length - 1}) {
            float[] wrong = after.clone();
            wrong[k] = before[k] + 2 * (after[k] - before[k]) + 1e-3f;
            IllegalStateException e =
                    assertThrows(
                            IllegalStateException.class, () -> training.requireNear(after, wrong));
            assertTrue(
                    e.getMessage().startsWith("scalar steps of 6-5-3 x 20: parameter " + k + " is"),
                    e.getMessage());
        }
    }
}
