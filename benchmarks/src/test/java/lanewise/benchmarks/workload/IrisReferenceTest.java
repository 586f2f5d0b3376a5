package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

@Tag("vectors")
class IrisReferenceTest {
    private static final IrisReference REFERENCE = IrisReference.read();
    private static final IrisTraining.Trained SCALAR = IrisTraining.of("scalar", true).train();

    @Test
    void readsNumPysAnswer() {
        assertEquals(0.0609540, REFERENCE.finalMse(), 5e-8);
        assertEquals(92 / 130.0, REFERENCE.finalAccuracy());
        assertEquals(14, REFERENCE.finalWeights().size());
        assertEquals(16 / 20.0, REFERENCE.testAccuracy());
    }

    @ParameterizedTest
    @CsvSource({
        "textbook, true",
        "textbook, false",
        "scalar, true",
        "scalar, false",
        "vector, true",
        "vector, false",
        "specialised, true",
        "specialised, false"
    })
    void everyMeasuredTrainingMatchesNumPy(String implementation, boolean history) {
        REFERENCE.verify(implementation, history, IrisTraining.of(implementation, history).train());
    }

    @Test
    void detectsWrongLoss() {
        IrisReference wrong =
                new IrisReference(
                        REFERENCE.finalMse() + 2 * IrisReference.MSE_TOLERANCE,
                        REFERENCE.finalAccuracy(),
                        REFERENCE.finalWeights(),
                        REFERENCE.testAccuracy());
        assertRefused("scalar: final mse is ", wrong, "scalar", true);
    }

    @Test
    void detectsWrongAccuracyByOneRow() {
        for (int hits : new int[] {91, 93}) {
            IrisReference wrong =
                    new IrisReference(
                            REFERENCE.finalMse(),
                            hits / 130.0,
                            REFERENCE.finalWeights(),
                            REFERENCE.testAccuracy());
            assertRefused("scalar: final training accuracy is 0.70769", wrong, "scalar", true);
        }
    }

    @Test
    void detectsWrongWeight() {
        for (int k = 0; k < REFERENCE.finalWeights().size(); k++) {
            List<Double> weights = new ArrayList<>(REFERENCE.finalWeights());
            weights.set(k, weights.get(k) - 2 * IrisReference.WEIGHT_TOLERANCE);
            IrisReference wrong = withWeights(weights);
            assertRefused("scalar: final weight " + k + " is ", wrong, "scalar", true);
        }
    }

    @Test
    void detectsMissingWeight() {
        List<Double> weights = REFERENCE.finalWeights().subList(0, 13);
        IrisReference wrong = withWeights(weights);
        assertRefused("scalar has 14 weights: expected 13", wrong, "scalar", true);
    }

    @Test
    void detectsWrongTestAccuracy() {
        IrisReference wrong =
                new IrisReference(
                        REFERENCE.finalMse(),
                        REFERENCE.finalAccuracy(),
                        REFERENCE.finalWeights(),
                        17 / 20.0);
        assertRefused("scalar: test accuracy is 0.8", wrong, "scalar", true);
    }

    @Test
    void detectsOtherTier() {
        assertRefused("the kernels scalar ran instead of vector", REFERENCE, "vector", true);
    }

    @Test
    void detectsMissingOrUnexpectedHistory() {
        assertRefused("scalar has 5000 recorded errors: expected 0", REFERENCE, "scalar", false);
        IrisTraining.Trained without = IrisTraining.of("scalar", false).train();
        assertThrows(IllegalStateException.class, () -> REFERENCE.verify("scalar", true, without));
    }

    @Test
    void detectsExtraIterationWithoutHistory() {
        Network network =
                Network.of(
                        IrisData.INPUTS,
                        Layer.sigmoid(IrisData.HIDDEN).withoutBias(),
                        Layer.sigmoid(IrisData.OUTPUTS).withoutBias());
        Model start =
                Model.normal(network, IrisData.WEIGHT_SCALE, new RandomState(IrisData.WEIGHT_SEED));
        TrainingRun run =
                Trainer.gradientDescent(IrisData.LEARNING_RATE, IrisData.ITERATIONS + 1)
                        .withoutHistory()
                        .withTier(Tier.SCALAR)
                        .fit(start, IrisData.read().train());
        List<Double> weights = new ArrayList<>();
        for (float weight : run.model().parameters()) {
            weights.add((double) weight);
        }
        IrisReference oneMore = withWeights(weights);
        IrisTraining.Trained exact = IrisTraining.of("scalar", false).train();
        assertThrows(IllegalStateException.class, () -> oneMore.verify("scalar", false, exact));
    }

    private static IrisReference withWeights(List<Double> weights) {
        return new IrisReference(
                REFERENCE.finalMse(), REFERENCE.finalAccuracy(), weights, REFERENCE.testAccuracy());
    }

    private static void assertRefused(
            String message, IrisReference reference, String implementation, boolean history) {
        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () -> reference.verify(implementation, history, SCALAR));
        assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
    }
}
