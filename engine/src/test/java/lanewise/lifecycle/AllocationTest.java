package lanewise.lifecycle;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.AdamW;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.testing.Iris;
import lanewise.testing.WidthUnderTest;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.IntConsumer;

class AllocationTest {
    private static final int ITERATIONS = 5_000_000;

    @ParameterizedTest
    @CsvSource({"SCALAR, true", "SCALAR, false", "VECTOR, true", "VECTOR, false", "AUTO, true"})
    void iterationsAllocateNothing(Tier tier, boolean recordHistory) {
        Trainer trainer = Trainer.gradientDescent(0.1, ITERATIONS).withTier(tier);
        trainer = recordHistory ? trainer : trainer.withoutHistory();
        assertAllocatesNothing(trainer.start(Iris.start(), Iris.split().train()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void iterationsWithAllFeaturesAllocateNothing(Tier tier) {
        Network network =
                Network.of(4, Layer.gelu(20).withDropout(0.1), Layer.tanh(17), Layer.softmax(3));
        Trainer trainer =
                Trainer.of(new AdamW(new WarmUp(10, new CosineDecay(0.001, 0, 1000)), 0.01))
                        .withIterations(ITERATIONS)
                        .withBatches(20)
                        .withWeightDecay(1e-4)
                        .withMaxGradientNorm(1)
                        .withBalancedClasses()
                        .withThreads(2)
                        .withEarlyStopping(new EarlyStopping(Iris.split().test(), ITERATIONS))
                        .withListener(new TrainingListener() {})
                        .withTier(tier);
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        assertAllocatesNothing(trainer.start(start, Iris.split().train()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void recurrentIterationsAllocateNothing(Tier tier) {
        Recurrence damped = Recurrence.full().withDamping(0.1).withHidden(2);
        Network network =
                Network.of(
                        4,
                        Layer.gelu(20).withRecurrence(Recurrence.full()),
                        Layer.tanh(5).withRecurrence(damped));
        Trainer trainer = Trainer.gradientDescent(1e-6, ITERATIONS).withTier(tier);
        Model start = Model.normal(network, 0.05, new RandomState(1));
        // Few rows, as each takes many sweeps.
        assertAllocatesNothing(trainer.start(start, Iris.split().test()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIALISED")
    void predictionIntoBuffersAllocatesNothing(Tier tier) {
        Predictor predictor = Iris.start().predictor(tier);
        FeatureMatrix rows = Iris.split().train().features();
        FeatureMatrix outputs = new FeatureMatrix(rows.samples(), 3);
        float[] row = rows.row(0);
        float[] output = new float[3];
        assertAllocatesNothing(
                times -> {
                    for (int k = 0; k < times; k++) {
                        predictor.predict(rows, outputs);
                        predictor.predict(row, output);
                        predictor.classify(row);
                    }
                });
    }

    private static void assertAllocatesNothing(TrainingRun run) {
        assertAllocatesNothing(run::advance);
    }

    private static void assertAllocatesNothing(IntConsumer work) {
        // Calling workers allocates a few hundred bytes, once per call of advance.
        WidthUnderTest.untilCompiled(1_000, 999, work);
    }
}
