package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.tier.KernelProvider;
import lanewise.optimize.Momentum;
import lanewise.random.RandomState;
import lanewise.testing.EngineLife;
import lanewise.testing.WatchedKernels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/** Which gradients are updated in place. */
class GradientStepTest {

    private static final Network LARGE = Network.of(130, Layer.relu(519), Layer.sigmoid(3));

    /** The rows of two blocks. */
    private static final int ROWS = 150;

    /** Number of gradients of a layer and block. */
    private int gradients;

    /** Number of those that were updated in place. */
    private int inPlace;

    private static GradientStep step(Network network, double maxNorm) {
        NetworkPlan plan = NetworkAccess.plan(network);
        StepSettings settings = new StepSettings(new Momentum(0.01, 0.9), 0, 0.01, maxNorm);
        float[] start = Model.normal(network, 0.1, new RandomState(7)).parameters();
        return new GradientStep(StepState.start(settings, plan, start), ROWS, Threads.alone());
    }

    private static Batch batch(Network network, int rows) {
        return TrainingRows.of(NetworkAccess.plan(network), EngineLife.data(network, rows), null);
    }

    private Kernels counting() {
        return WatchedKernels.dense(
                KernelProvider.scalar(),
                (method, arguments) -> {
                    if (method.getName().equals("gradient")) {
                        gradients++;
                        if (Arrays.stream(arguments).anyMatch(Gemm.Epilogue.class::isInstance)) {
                            inPlace++;
                        }
                    }
                });
    }

    private void iterate(GradientStep step, Batch batch, int iteration) {
        gradients = 0;
        inPlace = 0;
        step.gradient(counting(), batch, iteration, true);
        assertTrue(step.update(iteration));
        step.accept();
    }

    @ParameterizedTest(name = "130-{0}-3, largest norm {1}")
    @CsvSource({"519, Infinity, 2", "519, 1e30, 0", "480, Infinity, 0"})
    void largeLayersAreUpdatedInPlaceInTheLastBlock(int units, double maxNorm, int expected) {
        Network network = Network.of(130, Layer.relu(units), Layer.sigmoid(3));
        iterate(step(network, maxNorm), batch(network, ROWS), 0);
        assertEquals(4, gradients, "two layers, two blocks");
        assertEquals(expected, inPlace);
    }

    /** Timed phases are separate, and so are those of a run whose gradients are read. */
    @Test
    void waysOfUpdatingMayAlternate() {
        Batch batch = batch(LARGE, ROWS);
        GradientStep separate = step(LARGE, 1e30);
        GradientStep step = step(LARGE, Double.POSITIVE_INFINITY);
        PhaseTimes times = new PhaseTimes(2);
        boolean[] timed = {false, true, false, true, true, false};
        for (int iteration = 0; iteration < timed.length; iteration++) {
            iterate(separate, batch, iteration);
            step.time(timed[iteration] ? times : null);
            iterate(step, batch, iteration);
            assertEquals(timed[iteration] ? 0 : 2, inPlace);
            assertArrayEquals(separate.parameters(), step.parameters());
        }
        assertArrayEquals(separate.meanGradient(), step.meanGradient());
        iterate(separate, batch, timed.length);
        iterate(step, batch, timed.length);
        assertEquals(0, inPlace, "gradients are read");
        assertArrayEquals(separate.meanGradient(), step.meanGradient());
        assertArrayEquals(separate.parameters(), step.parameters());
    }

    @Test
    void sumsAreNotUpdated() {
        Batch batch = batch(LARGE, ROWS);
        GradientStep step = step(LARGE, Double.POSITIVE_INFINITY);
        float[] before = step.parameters().clone();
        inPlace = 0;
        float[] sums = step.gradientSums(counting(), batch, 1L << 40, true).clone();
        assertEquals(0, inPlace);
        assertArrayEquals(before, step.parameters());
        assertArrayEquals(sums, step.gradientSums(counting(), batch, 1L << 40, true));
    }
}
