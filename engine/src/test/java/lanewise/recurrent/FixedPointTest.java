package lanewise.recurrent;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;
import lanewise.train.DivergenceException;
import lanewise.train.EarlyStopping;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The fixed points of recurrent layers, and errors if there is none. */
class FixedPointTest {
    private static final Recurrence EXACT = Recurrence.full().withTolerance(1e-6);

    private static Network network(Layer layer, Recurrence recurrence) {
        return Network.of(1, layer.withRecurrence(recurrence));
    }

    private static Dataset one(float x, float... targets) {
        return Dataset.of(
                FeatureMatrix.ofRows(new float[][] {{x}}),
                FeatureMatrix.ofRows(new float[][] {targets}));
    }

    /** y = w·y + u·x + b, hence y = (u·x + b) / (1 − w). */
    @Test
    void linearUnitSolvesItsEquation() {
        Model model = Model.of(network(Layer.identity(1), EXACT), 3f, 0.5f, 1f);
        assertEquals(14f, model.predict(2f)[0], 1e-4);

        // dL/dy = y − t; dy/dw = y / (1 − w); dy/du = x / (1 − w); dy/db = 1 / (1 − w).
        TrainingRun run = Trainer.gradientDescent(0.01, 1).fit(model, one(2, 13));
        assertArrayEquals(new float[] {4, 28, 2}, run.gradient(), 2e-3f);
    }

    /**
     * y0 = y1/2 + x and y1 = y0/4 + 1: y0 = (x + ½) / (7/8), y1 = y0/4 + 1. The weight from unit i
     * to unit j lies at i · 2 + j.
     */
    @Test
    void twoLinearUnitsSolveTheirEquations() {
        Network two = network(Layer.identity(2), EXACT.withoutSelfConnections());
        Model model =
                Model.of(two, 1, 0, /* from unit 0 */ 0, 0.25f, /* from unit 1 */ 0.5f, 0, 0, 1);
        assertArrayEquals(new float[] {4, 2}, model.predict(3f), 1e-5f);

        // L = ((y0 − 3)² + (y1 − 2)²) / 4, hence e = (½, 0) and v = (I − Wᵀ)⁻¹ e = (4/7, 2/7).
        TrainingRun run = Trainer.gradientDescent(0.01, 1).fit(model, one(3, 3, 2));
        float[] expected = {3 * 4 / 7f, 3 * 2 / 7f, 0, 4 * 2 / 7f, 2 * 4 / 7f, 0, 4 / 7f, 2 / 7f};
        assertArrayEquals(expected, run.gradient(), 1e-4f);
    }

    /** y = σ(2y − 1) has the solution ½, where dy/db = ¼ / (1 − ¼·2) = ½ and dy/dw = y·dy/db. */
    @Test
    void sigmoidUnitConvergesToOneHalf() {
        Model model = Model.of(network(Layer.sigmoid(1), EXACT), 1, 2, -1);
        assertEquals(0.5f, model.predict(0f)[0], 2e-6);

        TrainingRun run = Trainer.gradientDescent(0.01, 1).fit(model, one(0, 0));
        assertArrayEquals(new float[] {0, 0.5f * 0.25f, 0.5f * 0.5f}, run.gradient(), 1e-5f);
    }

    /**
     * m = tanh(2m): the magnetization of the mean-field Ising model at half its critical
     * temperature.
     */
    @Test
    void tanhUnitTakesTheSignOfItsInput() {
        Model model = Model.of(network(Layer.tanh(1).withoutBias(), EXACT), 1, 2);
        float side = 1e-6f;
        assertEquals(0.957504f, model.predict(side)[0], 2e-5);
        assertEquals(-0.957504f, model.predict(-side)[0], 2e-5);
    }

    /** y = tanh(½ − 3y) oscillates between two values; half steps converge. */
    @Test
    void overshootingUnitsConvergeWithSmallerSteps() {
        Recurrence patient = EXACT.withoutAcceleration();
        Model model = Model.of(network(Layer.tanh(1), patient), 1, -3, 0.5f);
        float y = model.predict(0f)[0];
        assertEquals(Math.tanh(0.5 - 3 * y), y, 1e-5);
        FeatureMatrix zero = FeatureMatrix.ofRows(new float[][] {{0}});
        List<Sweep> sweeps = model.sweeps(0, zero);
        assertTrue(sweeps.get(400).residual() > 0.1, sweeps.get(400).toString());
        assertTrue(sweeps.size() > 500, sweeps.size() + " sweeps");
        assertTrue(sweeps.getLast().residual() <= 1e-6, sweeps.getLast().toString());
        // The error overshoots as well; the gradient is that of the fixed point.
        TrainingRun run = Trainer.gradientDescent(0.01, 1).fit(model, one(0, 0));
        double slope = 1 - y * y;
        assertEquals(y * slope / (1 + 3 * slope), run.gradient()[2], 1e-5);
        assertEquals(1, run.convergence(0).convergedShare());

        Recurrence damped = EXACT.withDamping(0.6);
        Model atOnce = Model.of(network(Layer.tanh(1), damped), 1, -3, 0.5f);
        assertEquals(y, atOnce.predict(0f)[0], 1e-6);
        assertTrue(atOnce.sweeps(0, zero).size() < 40, "damping from the first sweep on");
        Model accelerated = Model.of(network(Layer.tanh(1), EXACT), 1, -3, 0.5f);
        assertEquals(y, accelerated.predict(0f)[0], 1e-6);
        assertTrue(accelerated.sweeps(0, zero).size() < 20, "acceleration damps oscillations");
    }

    @Test
    void accelerationSavesSweeps() {
        Recurrence plain = EXACT.withoutAcceleration();
        Network slow = Network.of(3, Layer.tanh(12).withRecurrence(plain));
        Network fast = Network.of(3, Layer.tanh(12).withRecurrence(EXACT));
        Model model = Model.normal(slow, 0.25, new RandomState(6));
        Model accelerated = Model.of(fast, model.parameters());
        FeatureMatrix random = random(200, 3);
        int sweeps = model.sweeps(0, random).size();
        int fewer = accelerated.sweeps(0, random).size();
        assertTrue(fewer < 0.8 * sweeps, fewer + " instead of " + sweeps);
        float[] expected = model.predict(random).array();
        assertArrayEquals(expected, accelerated.predict(random).array(), 2e-5f);
    }

    /** The change of a single error shrinks by 5 % per sweep; two sweeps determine its limit. */
    @Test
    void accelerationSolvesLinearEquations() {
        Model plain =
                Model.of(
                        network(Layer.identity(1).withoutBias(), EXACT.withoutAcceleration()),
                        1,
                        0.95f);
        Model accelerated = Model.of(network(Layer.identity(1).withoutBias(), EXACT), 1, 0.95f);
        TrainingRun slow = Trainer.gradientDescent(1e-4, 1).fit(plain, one(1, 0));
        TrainingRun fast = Trainer.gradientDescent(1e-4, 1).fit(accelerated, one(1, 0));
        assertTrue(slow.convergence(0).backwardSweeps() > 150, slow.convergence(0).toString());
        assertTrue(fast.convergence(0).backwardSweeps() < 6, fast.convergence(0).toString());
        assertArrayEquals(slow.gradient(), fast.gradient(), 2f);
        assertEquals(400, fast.gradient()[0], 0.1);
    }

    /**
     * y = ½ − 3.5y oscillates with growing amplitude; it converges with a quarter of the step,
     * whatever the maximum number of sweeps.
     */
    @Test
    void growingRowsRestartWithSmallerSteps() {
        for (int most : new int[] {150, 2000, 10_000}) {
            for (Recurrence recurrence :
                    List.of(
                            EXACT.withMaxSweeps(most),
                            EXACT.withMaxSweeps(most).withoutAcceleration())) {
                Model model = Model.of(network(Layer.identity(1), recurrence), 1, -3.5f, 0.5f);
                assertEquals(0.5 / 4.5, model.predict(0f)[0], 1e-5);
                TrainingRun run = Trainer.gradientDescent(0.01, 1).fit(model, one(0, 0));
                assertEquals(0.5 / 4.5 / 4.5, run.gradient()[2], 1e-5);
            }
        }
    }

    /** The maximum number of sweeps does not affect the sweeps below it. */
    @Test
    void maximumNumberOfSweepsDoesNotAffectSweeps() {
        Network network = Network.of(3, Layer.tanh(12).withRecurrence(EXACT));
        Model model = Model.normal(network, 0.25, new RandomState(6));
        FeatureMatrix rows = random(200, 3);
        List<Sweep> sweeps = model.sweeps(0, rows);
        Recurrence just = EXACT.withMaxSweeps(sweeps.size());
        Network enough = Network.of(3, Layer.tanh(12).withRecurrence(just));
        assertEquals(sweeps, Model.of(enough, model.parameters()).sweeps(0, rows));
        Recurrence less = EXACT.withMaxSweeps(sweeps.size() - 1);
        Network tooFew = Network.of(3, Layer.tanh(12).withRecurrence(less));
        assertThrows(
                ConvergenceException.class,
                () -> Model.of(tooFew, model.parameters()).sweeps(0, rows));
    }

    /**
     * Even the smallest floats converge as fast as other errors; the gradient is proportional to
     * them.
     */
    @Test
    void tinyErrorsConverge() {
        Network network = Network.of(3, Layer.tanh(6).withRecurrence(EXACT));
        Model model = Model.normal(network, 0.3, new RandomState(6));
        Dataset data = Dataset.of(random(40, 3), random(40, 6));
        float[] weights = new float[40];
        Arrays.fill(weights, 1f);
        Trainer trainer = Trainer.gradientDescent(1e-3, 1).withTier(Tier.SCALAR);
        TrainingRun all = trainer.withSampleWeights(weights).fit(model, data);
        for (float weight : new float[] {1e-10f, 1e-20f, 1e-30f, 1e-37f}) {
            Arrays.fill(weights, weight);
            TrainingRun run = trainer.withSampleWeights(weights).fit(model, data);
            assertEquals(
                    all.convergence(0).backwardSweeps(), run.convergence(0).backwardSweeps(), 2);
            for (int k = 0; k < run.gradient().length; k++) {
                assertEquals(all.gradient()[k], run.gradient()[k], 2e-5f, weight + " " + k);
            }
        }
        Arrays.fill(weights, Float.MIN_VALUE);
        weights[0] = 1;
        assertEquals(
                40, trainer.withSampleWeights(weights).fit(model, data).convergence(0).converged());
    }

    @Test
    void smallActivationsConvergeToTheSamePrecision() {
        Layer linear = Layer.identity(1).withoutBias();
        Model model = Model.of(network(linear, Recurrence.full()), 1, 0.9f);
        assertEquals(1e-3, model.predict(1e-4f)[0], 1e-5);
        assertEquals(1, model.predict(0.1f)[0], 1e-3);
    }

    @Test
    void hugeActivationsConvergeWithoutAcceleration() {
        Network two = network(Layer.identity(2).withoutBias(), Recurrence.full());
        Model model = Model.of(two, 1e20f, 1e20f, 0.5f, 0.1f, 0.1f, 0.5f);
        assertEquals(2.5e20f, model.predict(1f)[0], 1e17f);
    }

    @Test
    void persistentOscillationThrows() {
        Recurrence hasty = EXACT.withMaxSweeps(4);
        Model model = Model.of(network(Layer.tanh(1), hasty), 1, -30, 0.5f);
        ConvergenceException e = assertThrows(ConvergenceException.class, () -> model.predict(0f));
        assertTrue(e.getMessage().contains("still change after 4 sweeps"), e.getMessage());
        assertTrue(e.getMessage().contains("more damping or sweeps"), e.getMessage());
        assertEquals(0, e.layer());
        assertTrue(e.residual() > 0.01, e.getMessage());
        assertThrows(
                ConvergenceException.class,
                () -> model.predict(FeatureMatrix.ofRows(new float[][] {{0}, {1}})));
    }

    @Test
    void unboundedGrowthThrows() {
        Model model = Model.of(network(Layer.relu(1), EXACT), 1, 2, 1);
        ConvergenceException e = assertThrows(ConvergenceException.class, () -> model.predict(1f));
        assertTrue(e.getMessage().contains("without bounds"), e.getMessage());
        assertEquals(Float.POSITIVE_INFINITY, e.residual());
    }

    @Test
    void trainingThatDoesNotConvergeKeepsTheLastModel() {
        // The fixed point is 2; the step towards the target 10 makes the weight exceed 1.
        Model start = Model.of(network(Layer.identity(1), EXACT), 1, 0.5f, 1);
        TrainingRun run = Trainer.gradientDescent(0.1, 50).start(start, one(0, 10));
        DivergenceException e = assertThrows(DivergenceException.class, () -> run.advance(50));
        assertInstanceOf(ConvergenceException.class, e.getCause());
        assertTrue(e.getMessage().contains("recurrent layer 0"), e.getMessage());
        assertEquals(e.iteration(), run.iteration());
        assertTrue(run.iteration() >= 1, e.getMessage());
        assertEquals(StopReason.DIVERGED, run.stopReason());
        assertEquals(e.lastFinite().parametersSha256(), run.model().parametersSha256());
        assertEquals(0, run.convergence(0).converged());
        assertTrue(run.convergence(0).residual() > 1e-6f);
        assertThrows(IllegalStateException.class, () -> run.advance(1));
    }

    @Test
    void validationRowsThatDoNotConvergeEndTraining() {
        Recurrence few = EXACT.withMaxSweeps(3);
        Model start = Model.of(network(Layer.tanh(1), few), 1, -30, 0);
        Trainer trainer =
                Trainer.gradientDescent(1e-3, 5)
                        .withEarlyStopping(new EarlyStopping(one(0.05f, 0), 3));
        TrainingRun run = trainer.start(start, one(0, 0));
        DivergenceException e = assertThrows(DivergenceException.class, () -> run.advance(5));
        assertInstanceOf(ConvergenceException.class, e.getCause());
        assertTrue(e.getMessage().contains("on the validation rows, after 1 it"), e.getMessage());
        assertEquals(e.iteration(), run.iteration());
        assertEquals(e.lastFinite().parametersSha256(), run.model().parametersSha256());
        assertEquals(1, run.convergence(0).converged());
    }

    @Test
    void layersNotReachedByAFailedIterationHaveNoRows() {
        Layer grows = Layer.identity(1).recurrent();
        Network two = Network.of(1, grows, Layer.tanh(1).recurrent());
        Model start = Model.of(two, 1, 2, 1, 1, 0.1f, 0);
        TrainingRun run = Trainer.gradientDescent(0.1, 5).start(start, one(1, 0));
        assertThrows(DivergenceException.class, () -> run.advance(5));
        assertEquals(1, run.convergence(0).rows());
        assertEquals(0, run.convergence(1).rows());
        assertEquals(0, run.convergence(1).convergedShare());
    }

    @Test
    void computesTheSameBitsForSingleRowsAndBatches() {
        Network network =
                Network.of(
                        3,
                        Layer.tanh(21).withRecurrence(Recurrence.full().withHidden(4)),
                        Layer.softmax(3));
        Model model = Model.normal(network, 0.2, new RandomState(5));
        FeatureMatrix rows = random(300, 3);
        FeatureMatrix together = model.predict(rows);
        for (int row : new int[] {0, 1, 17, 128, 299}) {
            assertArrayEquals(together.row(row), model.predict(rows.row(row)), "row " + row);
        }
        FeatureMatrix vector = new FeatureMatrix(300, 3);
        model.predictor(Tier.VECTOR).predict(rows, vector);
        for (int row = 0; row < 300; row++) {
            assertArrayEquals(together.row(row), vector.row(row));
        }
    }

    /** Rows that converge fast take no part in the further sweeps of slow rows. */
    @Test
    void convergedRowsTakeNoPartInFurtherSweeps() {
        Model model =
                Model.of(
                        network(Layer.tanh(1).withoutBias(), EXACT.withoutAcceleration()),
                        1,
                        0.95f);
        float[][] rows = new float[160][1];
        for (int row = 0; row < 160; row++) {
            rows[row][0] = row < 32 ? 0.001f * (row + 1) : 4;
        }
        List<Sweep> sweeps = model.sweeps(0, FeatureMatrix.ofRows(rows));
        assertEquals(160, sweeps.getFirst().rows());
        assertEquals(32, sweeps.get(20).rows());
        assertTrue(sweeps.size() > 30, sweeps.size() + " sweeps");

        FeatureMatrix features = FeatureMatrix.ofRows(rows);
        TrainingRun run =
                Trainer.gradientDescent(1e-3, 1)
                        .fit(model, Dataset.of(features, new FeatureMatrix(160, 1)));
        Convergence convergence = run.convergence(0);
        assertEquals(sweeps.size(), convergence.forwardSweeps());
        assertEquals(sweeps.stream().mapToLong(Sweep::rows).sum(), convergence.forwardRowSweeps());
        assertTrue(convergence.backwardSweeps() > 1);
        assertEquals(160, convergence.converged());
        assertEquals(160, convergence.rows());
        assertTrue(
                convergence.residual() > 0 && convergence.residual() <= 1e-6f,
                convergence.toString());
        assertTrue(convergence.backwardResidual() <= 1e-6f, convergence.toString());
    }

    /** The change halves with each sweep, so the residual is known in advance. */
    @Test
    void reportsTheResidualOfEachSweep() {
        Model model =
                Model.of(
                        network(
                                Layer.identity(1).withoutBias(),
                                Recurrence.full().withoutAcceleration()),
                        1,
                        0.5f);
        List<Sweep> sweeps = model.sweeps(0, FeatureMatrix.ofRows(new float[][] {{1}}));
        for (int k = 0; k < sweeps.size(); k++) {
            assertEquals(new Sweep(1, (float) Math.pow(0.5, k + 1)), sweeps.get(k));
        }
        assertEquals(16, sweeps.size()); // 2⁻¹⁶ is the first residual below 1e-5 · 2
    }

    @Test
    void recurrentLayersAreInBracketsInNames() {
        Layer pool = Layer.sigmoid(12);
        assertEquals("4-[12]-3", Network.of(4, pool.recurrent(), Layer.softmax(3)).toString());
        Network hidden = Network.of(4, pool.withRecurrence(Recurrence.full().withHidden(9)));
        assertEquals("4-[9+3]", hidden.toString());
        assertEquals(3, hidden.outputs());
        assertEquals((4 + 12 + 1) * 12, hidden.parameterCount());
        Model model = Model.normal(hidden, 0.1, new RandomState(1));
        assertEquals(16 * 12, model.weights(0).length);
        assertEquals(12, model.biases(0).length);
    }

    @Test
    void rejectsInvalidArguments() {
        Recurrence full = Recurrence.full();
        assertRefused("hidden units: expected at least 0", () -> full.withHidden(-1));
        assertRefused("expected fewer", () -> Layer.tanh(3).withRecurrence(full.withHidden(3)));
        assertRefused("damping 1.0", () -> full.withDamping(1));
        assertRefused("damping NaN", () -> full.withDamping(Double.NaN));
        assertRefused("tolerance 0.0", () -> full.withTolerance(0));
        assertRefused("maxSweeps 0", () -> full.withMaxSweeps(0));
        assertRefused("softmax", () -> Layer.softmax(3).recurrent());
        assertThrows(NullPointerException.class, () -> Layer.tanh(3).withRecurrence(null));
        assertThrows(NullPointerException.class, () -> full.withWiring(null));
        Wiring wiring = Wiring.of(new boolean[5][2]);
        assertRefused("2 units", () -> Layer.tanh(3).withRecurrence(full.withWiring(wiring)));
        Layer wired = Layer.tanh(2).withRecurrence(full.withWiring(wiring));
        assertRefused("5 sources", () -> Network.of(4, wired));
        Network three = Network.of(3, wired.withoutBias());
        assertRefused(
                "its connection is missing", () -> Model.of(three, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0));
        assertRefused("at least one input", () -> Wiring.of(new boolean[2][2]));
        assertRefused("at least one unit", () -> Wiring.of(new boolean[2][0]));
        assertRefused("row 1 has 1", () -> Wiring.of(new boolean[][] {{true, true}, {true}, {}}));
        assertThrows(IndexOutOfBoundsException.class, () -> wiring.connects(5, 0));

        Model fixed = Model.normal(Network.of(2, Layer.tanh(2)), 1, new RandomState(1));
        assertRefused("is not recurrent", () -> fixed.sweeps(0, random(1, 2)));
        TrainingRun run =
                Trainer.gradientDescent(1, 1).start(fixed, Dataset.of(random(4, 2), random(4, 2)));
        assertRefused("is not recurrent", () -> run.convergence(0));
        Network pool = Network.of(2, Layer.tanh(2).recurrent());
        TrainingRun fresh =
                Trainer.gradientDescent(1, 1)
                        .start(
                                Model.normal(pool, 0.1, new RandomState(1)),
                                Dataset.of(random(4, 2), random(4, 2)));
        assertThrows(IllegalStateException.class, () -> fresh.convergence(0));
        assertRefused("is not recurrent", () -> fresh.convergence(1));
        assertThrows(
                IllegalStateException.class,
                () ->
                        Trainer.gradientDescent(1, 1)
                                .withTier(Tier.SPECIALISED)
                                .start(
                                        Model.normal(pool, 0.1, new RandomState(1)),
                                        Dataset.of(random(4, 2), random(4, 2))));
    }

    @Test
    void wiringsWithEqualConnectionsAreEqual() {
        Wiring wiring = Wiring.of(new boolean[][] {{true, false}, {false, true}, {true, true}});
        assertEquals(
                wiring, Wiring.of(new boolean[][] {{true, false}, {false, true}, {true, true}}));
        assertEquals("4 of 6 connections", wiring.toString());
        assertTrue(wiring.connects(2, 0));
        assertTrue(!wiring.connects(1, 0));
        assertEquals(3, wiring.sources());
        assertEquals(2, wiring.units());
    }

    private static FeatureMatrix random(int rows, int features) {
        Random random = new Random(rows);
        FeatureMatrix matrix = new FeatureMatrix(rows, features);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < features; i++) {
                matrix.set(row, i, (float) random.nextGaussian());
            }
        }
        return matrix;
    }
}
