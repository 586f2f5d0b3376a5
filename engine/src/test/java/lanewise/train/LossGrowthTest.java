package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.pass.LossGrowth;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A loss that grows while all numbers stay finite. */
class LossGrowthTest {

    private static final Trainer DIVERGING = Trainer.gradientDescent(1e-4, 500);

    private final Dataset unscaled = unscaled();
    private final Model start =
            Model.initialize(
                    Network.of(1, Layer.relu(16), Layer.identity(1)),
                    Initializer.heNormal(),
                    new RandomState(1));
    private final Logger logger = Logger.getLogger("lanewise");
    private final List<String> logged = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    logged.add(line.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    private static Dataset unscaled() {
        FeatureMatrix features = new FeatureMatrix(60, 1);
        FeatureMatrix targets = new FeatureMatrix(60, 1);
        for (int row = 0; row < 60; row++) {
            features.set(row, 0, row * 1000);
            targets.set(row, 0, row * 3);
        }
        return Dataset.of(features, targets);
    }

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void reportsAndLogsTheGrowthOfARun() {
        TrainingRun run = DIVERGING.start(start, unscaled);
        assertEquals(Double.NaN, run.lossGrowth());
        run.advance(1);
        assertEquals(1, run.lossGrowth());
        run.advance(498);
        assertEquals(List.of(), logged);
        run.advance(1);
        run.advance(1);
        History history = run.history();
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < history.size(); k++) {
            least = Math.min(least, history.loss(k));
        }
        assertEquals(history.loss(500) / least, run.lossGrowth());
        assertTrue(run.lossGrowth() > 1e6);
        assertEquals(1, logged.size(), logged::toString);
        assertTrue(logged.getFirst().endsWith("stops such runs"), logged::toString);
        assertTrue(logged.getFirst().startsWith("the loss grew by a factor of "), logged::toString);
        assertEquals(StopReason.ITERATIONS_DONE, run.stopReason());
    }

    @Test
    void stopsAtTheLimitWithTheSameBits() {
        TrainingRun run = DIVERGING.withoutHistory().withDivergenceLimit(10).fit(start, unscaled);
        assertEquals(StopReason.LOSS_GREW, run.stopReason());
        assertEquals(2, run.iteration());
        assertTrue(logged.getFirst().endsWith("or lower the learning rate"), logged::toString);
        assertEquals(
                DIVERGING.withIterations(2).fit(start, unscaled).model().parametersSha256(),
                run.model().parametersSha256());
        run.advance(3);
        assertEquals(3, run.iteration(), "the loss is still too large");
    }

    @Test
    void comparesEpochsNotBatches() {
        Trainer trainer =
                Trainer.gradientDescent(0.1, 1).withBatches(7).withEpochs(3).withDivergenceLimit(2);
        Dataset train = Iris.split().train();
        TrainingRun run = trainer.start(Iris.start(), train);
        int perEpoch = trainer.iterations(train.rows()) / 3;
        run.advance(perEpoch - 1);
        assertEquals(Double.NaN, run.lossGrowth());
        run.advance(1 + 2 * perEpoch);
        assertEquals(StopReason.ITERATIONS_DONE, run.stopReason());
        double least = Double.POSITIVE_INFINITY;
        double last = 0;
        for (int k = 0; k < run.history().size(); k++) {
            last += run.history().loss(k);
            if ((k + 1) % perEpoch == 0) {
                least = Math.min(least, last);
                last = k + 1 == run.history().size() ? last : 0;
            }
        }
        assertEquals(last / least, run.lossGrowth());
        assertEquals(List.of(), logged);
    }

    @Test
    void resumedRunsRememberTheMinimum() {
        TrainingRun whole = DIVERGING.start(start, unscaled);
        whole.advance(5);
        TrainingRun resumed = DIVERGING.resume(whole.checkpoint(), unscaled);
        assertEquals(whole.lossGrowth(), resumed.lossGrowth());
        whole.advance(5);
        resumed.advance(5);
        assertEquals(whole.lossGrowth(), resumed.lossGrowth());
    }

    /** Near 0, losses vary by large factors: the loss has to exceed the first one, too. */
    @Test
    void aLossCloseToZeroIsNoDivergence() {
        LossGrowth growth = new LossGrowth(1, 1000);
        for (float loss : new float[] {1.7f, 3e-15f, 4e-12f, 0, 1e-20f, 1.7f}) {
            assertFalse(growth.record(loss));
        }
        assertTrue(growth.record(1.8f));
    }

    @Test
    void aGrowingLossIsTheReasonEvenIfPatienceIsOverToo() {
        TrainingRun run =
                DIVERGING
                        .withDivergenceLimit(2)
                        .withEarlyStopping(new EarlyStopping(unscaled, 1))
                        .fit(start, unscaled);
        assertEquals(StopReason.LOSS_GREW, run.stopReason());
        assertEquals(2, run.iteration());
    }

    @Test
    void isUnknownWithoutLosses() {
        TrainingRun run = DIVERGING.withoutHistory().fit(start, unscaled);
        assertEquals(Double.NaN, run.lossGrowth());
        assertEquals(List.of(), logged);
    }

    @Test
    void rejectsLimitsOutOfRange() {
        for (double limit : new double[] {1, 0, -2, Double.NaN}) {
            assertRefused(
                    "divergence limit " + limit + ": expected a factor above 1",
                    () -> DIVERGING.withDivergenceLimit(limit));
        }
    }
}
