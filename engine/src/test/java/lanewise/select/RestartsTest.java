package lanewise.select;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Loss;
import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

class RestartsTest {

    private static final Dataset TRAIN =
            Trials.IRIS.select(IntStream.range(0, 65).filter(k -> k % 3 > 0).toArray());
    private static final Dataset VALIDATION =
            Trials.IRIS.select(IntStream.range(0, 65).filter(k -> k % 3 == 0).toArray());
    private static final Estimator ESTIMATOR =
            Trials.estimator(4, 0.02).withScaler(Scaler.STANDARD);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void keepsTheModelWithTheBestScore(int threads) {
        Restarts.Result result =
                Restarts.of(ESTIMATOR, 5, 3, 8, 1).withThreads(threads).fit(TRAIN, VALIDATION);
        int best = 0;
        long[] seeds = {5, 3, 8, 1};
        for (int k = 0; k < 4; k++) {
            SavedModel alone = ESTIMATOR.withSeed(seeds[k]).fit(TRAIN);
            Dataset scaled = alone.scaling().orElseThrow().apply(VALIDATION);
            assertEquals(Metric.LOG_LOSS.score(alone.model(), scaled), result.scores()[k], 0);
            best = result.scores()[k] < result.scores()[best] ? k : best;
        }
        assertEquals(seeds[best], result.seed());
        assertEquals(result.scores()[best], result.score());
        SavedModel expected = ESTIMATOR.withSeed(seeds[best]).fit(TRAIN);
        assertEquals(
                expected.model().parametersSha256(), result.model().model().parametersSha256());
        assertEquals(expected.scaling(), result.model().scaling());
    }

    /** By the metric that outliers among the validation rows move least. */
    @ParameterizedTest
    @CsvSource({"MEAN_SQUARED_ERROR, rmse", "MEAN_ABSOLUTE_ERROR, mae", "HUBER, mae"})
    void regressionsAreComparedByTheirKindOfError(Loss loss, String metric) {
        Estimator linear = Trials.linear(0.01);
        Estimator estimator =
                Estimator.of(
                        linear.network().withLoss(loss), linear.initializer(), linear.trainer());
        Restarts.Result result = Restarts.of(estimator, 1, 2).fit(TRAIN, VALIDATION);
        SavedModel model = estimator.withSeed(result.seed()).fit(TRAIN);
        assertEquals(Metric.named(metric).score(model.model(), VALIDATION), result.score(), 0);
    }

    @Test
    void theFirstOfEqualScoresIsTheBest() {
        Metric constant = Metric.maximized("constant", (predicted, targets) -> 1);
        Restarts restarts = Restarts.of(ESTIMATOR, 9, 2, 4).withMetric(constant).withThreads(3);
        assertEquals(9, restarts.fit(TRAIN, VALIDATION).seed());
    }

    @Test
    void ifAllDivergeThereIsNoModel() {
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () -> Restarts.of(Trials.linear(1e30), 1, 2).fit(TRAIN, VALIDATION));
        assertTrue(e.getMessage().startsWith("none of 2 trainings has a rmse"), e.getMessage());
    }

    @Test
    void anInterruptStopsThem() {
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> Restarts.of(ESTIMATOR, 1, 2).fit(TRAIN, VALIDATION));
        assertTrue(Thread.interrupted());
    }

    @Test
    void seedsAreChecked() {
        assertRefused("no seeds: expected at least one", () -> Restarts.of(ESTIMATOR));
        assertRefused("seed 1 occurs twice", () -> Restarts.of(ESTIMATOR, 1, 2, 1));
    }
}
