package lanewise.internal.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.tier.KernelProvider;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.EngineLife;
import lanewise.testing.WatchedKernels;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

class RowBackpropagationTest {

    @ParameterizedTest(name = "{0}, up to {1} rows")
    @CsvSource({
        "4-2-3, 1, false",
        "4-2-3, 8, false",
        "4-8-3, 4, true",
        "4-8-3, 8, false",
        "4-16-3, 8, true",
        "64-10, 8, true",
        "100-8-2, 8, true",
        "64-32-10, 1, true",
        "64-32-10, 8, true",
        "64-32-10, 9, false",
        "16-16-1-1-1-1, 8, true" // a layer that sums in order
    })
    void suitsSmallBatchesUnlessTheNetworkIsVerySmall(String sizes, int rows, boolean suits) {
        int[] units = Arrays.stream(sizes.split("-")).mapToInt(Integer::parseInt).toArray();
        Layer[] layers = Arrays.stream(units).skip(1).mapToObj(Layer::relu).toArray(Layer[]::new);
        Network network = Network.of(units[0], layers);
        assertEquals(suits, RowBackpropagation.suits(NetworkAccess.plan(network), rows));
    }

    /** Not all batches are small if one is larger. */
    @ParameterizedTest(name = "{0} rows, largest batch {1}")
    @CsvSource({"1, 8, true", "8, 8, true", "8, 9, false"})
    void vectorKernelsComputeSmallBatchesByRows(int rows, int largest, boolean byRows) {
        assumeTrue(KernelProvider.obstacle().isEmpty());
        Network network = Network.of(20, Layer.tanh(18), Layer.sigmoid(3));
        NetworkPlan plan = NetworkAccess.plan(network);
        AtomicInteger calls = new AtomicInteger();
        Model model = Model.normal(network, 0.3, new RandomState(7));
        StepSettings settings = new StepSettings(new Sgd(0.1), 0, 0, Double.POSITIVE_INFINITY);
        GradientStep step =
                new GradientStep(
                        StepState.start(settings, plan, model.parameters()),
                        largest,
                        Threads.alone());
        Batch batch = TrainingRows.of(plan, EngineLife.data(network, rows), null);
        Kernels watched =
                WatchedKernels.fewRows(
                        KernelProvider.vector(), (method, arguments) -> calls.incrementAndGet());
        step.gradient(watched, batch, 0, true);
        // Forward and activations of two layers, a backward and two gradients.
        assertEquals(byRows ? 7 : 0, calls.get());
        assertTrue(step.loss() > 0);
    }

    @ParameterizedTest
    @CsvSource({"1", "8"})
    void doesNotSuitRecurrentNetworks(int rows) {
        Network network = Network.of(20, Layer.tanh(20).recurrent());
        assertFalse(RowBackpropagation.suits(NetworkAccess.plan(network), rows));
    }
}
