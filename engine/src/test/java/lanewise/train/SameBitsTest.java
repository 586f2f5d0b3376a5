package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.tier.KernelSelection;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.testing.EngineLife;
import lanewise.testing.Iris;
import lanewise.testing.Losses;
import lanewise.testing.WidthUnderTest;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whole runs produce the same bits on every tier and number of threads. The build runs this class
 * at every vector width.
 */
@Tag("width")
class SameBitsTest {

    /**
     * Hash of the parameters of the iris run. If it ever changes, so do the results of all users:
     * document that in the change log.
     */
    private static final String IRIS_SHA256 =
            "bc0561b3fad2e37ddeb3d421b61d70584c3eb393b5ae08e7b6c4bc61fdc72e89";

    @BeforeAll
    static void requireWidthUnderTest() {
        WidthUnderTest.require();
    }

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of(Network.of(1, Layer.sigmoid(1)), 1, 50),
                Arguments.of(
                        Network.of(
                                4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias()),
                        130,
                        200),
                Arguments.of(Network.of(4, Layer.sigmoid(16), Layer.sigmoid(3)), 135, 100),
                Arguments.of(
                        Network.of(30, Layer.sigmoid(16), Layer.sigmoid(8), Layer.sigmoid(2)),
                        569,
                        30),
                Arguments.of(Network.of(13, Layer.sigmoid(5), Layer.sigmoid(1)), 2000, 20),
                Arguments.of(Network.of(200, Layer.sigmoid(1100), Layer.sigmoid(10)), 40, 2));
    }

    @ParameterizedTest(name = "{0}, {1} rows, {2} iterations")
    @MethodSource("runs")
    void scalarAndVectorRunsAgree(Network network, int rows, int iterations) {
        Dataset data = EngineLife.data(network, rows);
        Model start = Model.normal(network, 0.3, new RandomState(7));
        Trainer trainer = Trainer.gradientDescent(2, iterations);
        TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
        assertNotEquals(start.parametersSha256(), scalar.model().parametersSha256());
        assertSameBits(scalar, trainer.withTier(Tier.VECTOR).fit(start, data));
        if (KernelSelection.specialisedObstacle(NetworkAccess.plan(network)).isEmpty()) {
            assertSameBits(scalar, trainer.withTier(Tier.SPECIALISED).fit(start, data));
        }
    }

    static Stream<Arguments> recurrentRuns() {
        Recurrence damped = Recurrence.full().withDamping(0.25).withHidden(3);
        return Stream.of(
                Arguments.of(Network.of(4, Layer.sigmoid(5).recurrent(), Layer.softmax(3)), 130),
                Arguments.of(Network.of(7, Layer.tanh(13).withRecurrence(damped)), 333),
                Arguments.of(
                        Network.of(
                                7,
                                Layer.sigmoid(21)
                                        .withRecurrence(Recurrence.full().withoutAcceleration())),
                        333),
                Arguments.of(
                        Network.of(
                                18,
                                Layer.gelu(20).withRecurrence(damped).withDropout(0.2),
                                Layer.tanh(33).recurrent(),
                                Layer.sigmoid(4)),
                        203),
                Arguments.of(Network.of(20, Layer.tanh(160).recurrent(), Layer.sigmoid(2)), 140));
    }

    /** Including sweeps and the compaction of rows that have not converged, on several threads. */
    @ParameterizedTest(name = "{0}, {1} rows")
    @MethodSource("recurrentRuns")
    void recurrentRunsAgree(Network network, int rows) {
        Dataset data = EngineLife.data(network, rows);
        int most = network.layers().stream().mapToInt(Layer::units).max().orElseThrow();
        Initializer small = Initializer.normal(0.5 / Math.sqrt(most));
        Model start = Model.initialize(network, small, new RandomState(7));
        Trainer trainer = trainer(new Adam(0.002)).withBatches(101).withIterations(8);
        TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
        assertNotEquals(start.parametersSha256(), scalar.model().parametersSha256());
        assertSameBits(scalar, trainer.withTier(Tier.VECTOR).withThreads(1).fit(start, data));
        TrainingRun shared = trainer.withTier(Tier.VECTOR).withThreads(3).fit(start, data);
        assertSameBits(scalar, shared);
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l).recurrence().isPresent()) {
                assertEquals(scalar.convergence(l), shared.convergence(l));
            }
        }
    }

    private static void assertSameBits(TrainingRun scalar, TrainingRun other) {
        assertNotEquals(scalar.kernels(), other.kernels());
        assertEquals(scalar.model().parametersSha256(), other.model().parametersSha256());
        for (int i = 0; i < scalar.iteration(); i++) {
            assertEquals(
                    Float.floatToRawIntBits(scalar.history().loss(i)),
                    Float.floatToRawIntBits(other.history().loss(i)));
            assertEquals(scalar.history().hits(i), other.history().hits(i));
        }
    }

    /** All activations and optimizers. */
    static Stream<Arguments> everything() {
        return Stream.of(Activation.values())
                .filter(activation -> activation != Activation.SOFTMAX)
                .flatMap(
                        activation ->
                                Stream.of(
                                                new Sgd(0.05),
                                                new Momentum(0.01, 0.9),
                                                new Nesterov(0.01, 0.9),
                                                new RmsProp(0.001),
                                                new Adam(0.01),
                                                new AdamW(
                                                        new WarmUp(5, new CosineDecay(0.01, 0, 40)),
                                                        0.1))
                                        .map(optimizer -> Arguments.of(activation, optimizer)));
    }

    private static Trainer trainer(Optimizer optimizer) {
        return Trainer.of(optimizer)
                .withIterations(20)
                .withBatches(45)
                .withWeightDecay(0.01)
                .withMaxGradientNorm(0.5);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everything")
    void allActivationsAndOptimizersAgreeOnAnyNumberOfThreads(
            Activation activation, Optimizer optimizer) {
        Network network =
                Network.of(
                        19,
                        Layer.of(33, activation).withDropout(0.25),
                        Layer.of(17, activation).withoutBias(),
                        Layer.softmax(4));
        Dataset data = EngineLife.data(network, 203);
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(7));
        Trainer trainer = trainer(optimizer);
        TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
        TrainingRun vector = trainer.withTier(Tier.VECTOR).withThreads(3).fit(start, data);
        assertNotEquals(start.parametersSha256(), scalar.model().parametersSha256());
        assertEquals(scalar.model().parametersSha256(), vector.model().parametersSha256());
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    Float.floatToRawIntBits(scalar.history().loss(i)),
                    Float.floatToRawIntBits(vector.history().loss(i)));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everything")
    void specialisedRunsAgreeForAllActivationsAndOptimizers(
            Activation activation, Optimizer optimizer) {
        Network network =
                Network.of(
                        9,
                        Layer.of(11, activation),
                        Layer.of(7, activation).withoutBias(),
                        Layer.softmax(3));
        assertSpecialisedAgrees(network, trainer(optimizer));
    }

    /** Layers of at least 16 × 16, which the stages of other layers leave to matrix products. */
    @ParameterizedTest
    @EnumSource(value = Activation.class, mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void specialisedRunsAgreeForLayersOfProducts(Activation activation) {
        Network network =
                Network.of(
                        19,
                        Layer.of(18, activation),
                        Layer.of(17, activation).withoutBias(),
                        Layer.softmax(16));
        assertSpecialisedAgrees(network, trainer(new Adam(0.01)));
    }

    private static void assertSpecialisedAgrees(Network network, Trainer trainer) {
        Dataset data = EngineLife.data(network, 203);
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(7));
        assertSameBits(
                trainer.withTier(Tier.SCALAR).fit(start, data),
                trainer.withTier(Tier.SPECIALISED).fit(start, data));
    }

    static Stream<Arguments> outputsOfLosses() {
        return Stream.concat(
                Stream.of(Loss.values()).map(loss -> Arguments.of(Losses.outputs(loss), loss)),
                Stream.of(Activation.TANH, Activation.GELU)
                        .flatMap(
                                last ->
                                        Stream.of(Loss.MEAN_ABSOLUTE_ERROR, Loss.HUBER)
                                                .map(loss -> Arguments.of(last, loss))));
    }

    /** Last layers of which the specialised tier generates loss and deltas, and larger ones. */
    @ParameterizedTest
    @MethodSource("outputsOfLosses")
    void everyLossAgrees(Activation activation, Loss loss) {
        for (int outputs : new int[] {2, 5, 6, 21}) {
            Layer last = Layer.of(outputs, activation);
            Network network = new Network(9, List.of(Layer.relu(4), last), loss);
            Dataset data = EngineLife.data(network, 203);
            float[] weights = new float[data.rows()];
            for (int row = 0; row < weights.length; row++) {
                weights[row] = row % 5 / 3f;
            }
            Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(7));
            Trainer trainer = trainer(new Sgd(0.3)).withSampleWeights(weights);
            Trainer windows = trainer.withBatches(48).withoutShuffling();
            for (Trainer each :
                    List.of(trainer, trainer.withBatches(50), trainer.withBatches(5), windows)) {
                TrainingRun scalar = each.withTier(Tier.SCALAR).fit(start, data);
                TrainingRun special = each.withTier(Tier.SPECIALISED).fit(start, data);
                assertSameBits(scalar, each.withTier(Tier.VECTOR).fit(start, data));
                assertSameBits(scalar, special);
                Trainer unmeasured = each.withTier(Tier.SPECIALISED).withoutHistory();
                assertEquals(
                        special.model().parametersSha256(),
                        unmeasured.fit(start, data).model().parametersSha256());
            }
        }
    }

    /** While no error exceeds 1, as of sigmoids and classes. */
    @ParameterizedTest
    @EnumSource
    void huberOfSmallErrorsHasTheBitsOfTheSquaredError(Tier tier) {
        Network network = Network.of(9, Layer.relu(4), Layer.sigmoid(3));
        Dataset data = EngineLife.data(network, 203);
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(7));
        Trainer trainer = trainer(new Sgd(0.3)).withTier(tier);
        Model huber = Model.of(network.withLoss(Loss.HUBER), start.parameters());
        TrainingRun expected = trainer.fit(start, data);
        TrainingRun actual = trainer.fit(huber, data);
        assertEquals(expected.model().parametersSha256(), actual.model().parametersSha256());
        assertEquals(expected.loss(), actual.loss());
    }

    /** Small batches are summed over their rows alone, up to eight with lanes across units. */
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void smallBatchesAgree(int rows) {
        for (Loss loss : Loss.values()) {
            Activation last = Losses.outputs(loss);
            Network network =
                    new Network(
                            19,
                            List.of(
                                    Layer.gelu(37),
                                    Layer.relu(18).withoutBias(),
                                    Layer.sigmoid(9),
                                    Layer.of(5, last)),
                            loss);
            Dataset data = EngineLife.data(network, 5 * rows - 1);
            Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(7));
            Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(rows).withEpochs(3);
            TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
            assertNotEquals(start.parametersSha256(), scalar.model().parametersSha256());
            assertSameBits(scalar, trainer.withTier(Tier.VECTOR).fit(start, data));
            assertSameBits(scalar, trainer.withTier(Tier.SPECIALISED).fit(start, data));
        }
    }

    /** Networks without a layer that sums in order, with and without padding. */
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 2, 4, 7, 8})
    void smallBatchesOfSmallNetworksAgree(int rows) {
        for (int hidden : new int[] {2, 5, 8, 17}) {
            for (int inputs : new int[] {4, 100}) {
                Network network = Network.of(inputs, Layer.sigmoid(hidden), Layer.sigmoid(3));
                Dataset data = EngineLife.data(network, 3 * rows + rows / 2);
                float[] weights = new float[data.rows()];
                for (int row = 0; row < weights.length; row++) {
                    weights[row] = row % 5;
                }
                Model start = Model.normal(network, 0.3, new RandomState(7));
                Trainer trainer =
                        Trainer.of(new Sgd(0.5))
                                .withBatches(rows)
                                .withEpochs(3)
                                .withSampleWeights(weights);
                TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
                assertSameBits(scalar, trainer.withTier(Tier.VECTOR).fit(start, data));
                assertSameBits(scalar, trainer.withTier(Tier.SPECIALISED).fit(start, data));
            }
        }
    }

    /** Padding that overflows must not differ from tier to tier either. */
    @Test
    void smallBatchesAgreeWhereOnlyPaddingOverflows() {
        Network network = Network.of(1, Layer.relu(2), Layer.identity(1));
        Dataset data =
                Dataset.of(
                        FeatureMatrix.ofRows(new float[][] {{1}, {1}}),
                        FeatureMatrix.ofRows(new float[][] {{0}, {1}}));
        // The sum of a row is 0, that of padding 1e30, which the next weight multiplies by 1e10.
        Model start = Model.of(network, -1e30f, -1e30f, 1e30f, 1e30f, 1e10f, 1e10f, 0);
        Trainer trainer = Trainer.gradientDescent(0.1, 3);
        assertEquals(
                outcome(trainer.withTier(Tier.SCALAR), start, data),
                outcome(trainer.withTier(Tier.VECTOR), start, data));
        assertEquals(
                outcome(trainer.withTier(Tier.SCALAR), start, data),
                outcome(trainer.withTier(Tier.SPECIALISED), start, data));
    }

    /** Messages name iteration and layer. */
    @Test
    void smallBatchesDivergeAlike() {
        Network network = Network.of(20, Layer.relu(20), Layer.identity(17), Layer.identity(2));
        Dataset data = EngineLife.data(network, 6);
        Model start = Model.normal(network, 2, new RandomState(7));
        Trainer trainer = Trainer.gradientDescent(1e12, 20);
        String scalar = outcome(trainer.withTier(Tier.SCALAR), start, data);
        assertTrue(scalar.contains("layer"), scalar);
        assertEquals(scalar, outcome(trainer.withTier(Tier.VECTOR), start, data));
        assertEquals(scalar, outcome(trainer.withTier(Tier.SPECIALISED), start, data));
    }

    private static String outcome(Trainer trainer, Model start, Dataset data) {
        try {
            return trainer.fit(start, data).model().parametersSha256();
        } catch (DivergenceException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void smallBatchesAgreeWithDropoutOnAnyNumberOfThreads(int rows) {
        Network network =
                Network.of(
                        300,
                        Layer.tanh(500).withDropout(0.25),
                        Layer.softplus(290).withDropout(0.5),
                        Layer.softmax(4));
        Dataset data = EngineLife.data(network, 3 * rows - rows / 2);
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(7));
        Trainer trainer =
                Trainer.gradientDescent(0.1, 4).withBatches(rows).withMaxGradientNorm(0.5);
        TrainingRun scalar = trainer.withTier(Tier.SCALAR).fit(start, data);
        for (int threads : new int[] {1, 2, 3}) {
            TrainingRun run = trainer.withTier(Tier.VECTOR).withThreads(threads).fit(start, data);
            assertEquals(threads, run.threads());
            assertSameBits(scalar, run);
        }
    }

    /** Layers large enough to be divided among threads. */
    @Test
    void threadsDoNotAffectLargeLayers() {
        for (Loss loss : Loss.values()) {
            Activation last = Losses.outputs(loss);
            Network network =
                    new Network(
                            300,
                            List.of(Layer.relu(210), Layer.tanh(190), Layer.of(5, last)),
                            loss);
            Dataset data = EngineLife.data(network, 48);
            Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(7));
            Trainer trainer = Trainer.gradientDescent(0.1, 2).withTier(Tier.VECTOR);
            String one = trainer.withThreads(1).fit(start, data).model().parametersSha256();
            for (int threads : new int[] {2, 3, 5}) {
                TrainingRun run = trainer.withThreads(threads).fit(start, data);
                assertEquals(threads, run.threads());
                assertEquals(one, run.model().parametersSha256(), threads + " threads");
            }
            assertEquals(
                    one,
                    trainer.withThreads(2)
                            .withTier(Tier.SCALAR)
                            .fit(start, data)
                            .model()
                            .parametersSha256());
            assertEquals(
                    one,
                    trainer.withThreads(3, Runnable::run)
                            .fit(start, data)
                            .model()
                            .parametersSha256(),
                    "an executor that runs in the caller");
        }
    }

    /** A layer whose units share divisions is divided between groups. */
    @Test
    void threadsDoNotAffectSharedDivisions() {
        Network network = Network.of(12, Layer.sigmoid(1023), Layer.sigmoid(3));
        Dataset data = EngineLife.data(network, 64);
        Model start = Model.initialize(network, Initializer.lecunNormal(), new RandomState(7));
        Trainer trainer = Trainer.gradientDescent(0.1, 2);
        String scalar = trainer.withTier(Tier.SCALAR).fit(start, data).model().parametersSha256();
        for (int threads : new int[] {1, 2, 3, 5}) {
            TrainingRun run = trainer.withTier(Tier.VECTOR).withThreads(threads).fit(start, data);
            assertEquals(threads, run.threads());
            assertEquals(scalar, run.model().parametersSha256(), threads + " threads");
        }
    }

    @Test
    void irisRunHasTheKnownHash() {
        Dataset train = Iris.split().train();
        for (Tier tier : Tier.values()) {
            TrainingRun run = Iris.TRAINER.withTier(tier).fit(Iris.start(), train);
            assertEquals(IRIS_SHA256, run.model().parametersSha256(), run.kernels());
        }
    }

    @Test
    void stepsAndHistoryDoNotAffectTheResult() {
        Dataset train = Iris.split().train();
        TrainingRun atOnce = Trainer.gradientDescent(0.1, 300).fit(Iris.start(), train);
        TrainingRun inSteps =
                Trainer.gradientDescent(0.1, 300).withoutHistory().start(Iris.start(), train);
        inSteps.advance(0);
        inSteps.advance(1);
        inSteps.advance(99);
        inSteps.advance(200);
        assertEquals(300, inSteps.iteration());
        assertEquals(atOnce.model().parametersSha256(), inSteps.model().parametersSha256());
    }
}
