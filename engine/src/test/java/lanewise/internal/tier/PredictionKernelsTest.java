package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.testing.EngineLife;
import lanewise.testing.JavaProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Predictions move to vector kernels, and stay with them only where these are faster. */
class PredictionKernelsTest {
    private static final Network NETWORK = Network.of(4, Layer.sigmoid(6), Layer.softmax(3));

    /** What the scalar kernels are taken to need for a row, in ns. */
    private static final double ESTIMATE = 1000;

    private static final int ENOUGH = (int) (PredictionKernels.PAYS_NANOS / ESTIMATE);
    private static final long TRIAL = (long) PredictionKernels.TRIAL_NANOS;
    private static final long SCALAR_TRIAL = (long) PredictionKernels.SCALAR_TRIAL_NANOS;

    private final String vector = KernelProvider.vector().name();
    private final PredictionKernels kernels =
            new PredictionKernels(TierChoice.AUTO, NetworkAccess.plan(NETWORK), ESTIMATE);

    private void assertUses(String name, boolean onTrial) {
        assertEquals(name, kernels.next().name());
        assertEquals(onTrial, kernels.onTrial());
    }

    @Test
    void vectorsAreTriedOnceTheWorkIsWorthThem() {
        kernels.announce(ENOUGH - 1);
        assertUses("scalar", false);
        kernels.announce(1);
        assertUses(vector, true);
    }

    @Test
    void vectorsStayOnceTheyAreSurelyFaster() {
        kernels.announce(ENOUGH);
        kernels.took(100, 100 * 50_000); // not compiled
        kernels.took(100, 100 * 501);
        assertUses(vector, true);
        kernels.took(100, 100 * 499);
        assertUses(vector, false);
        kernels.announce(ENOUGH);
        assertUses(vector, false);
    }

    /** Where the estimate is wrong, on a slow machine say, both are measured. */
    @Test
    void vectorsStayIfTheyAreMeasuredToBeFaster() {
        kernels.announce(ENOUGH);
        kernels.took(1_000_000, TRIAL); // 2000 ns a row
        assertUses("scalar", true);
        kernels.took(10_000, SCALAR_TRIAL); // 5000
        assertUses(vector, false);
    }

    @Test
    void vectorsThatAreSlowerGetATrialAfterFourTimesTheWork() {
        kernels.announce(ENOUGH);
        kernels.took(10_000, TRIAL - 1);
        assertUses(vector, true);
        kernels.took(10_000, 1); // the least time is this, by mistake of the clock
        assertUses(vector, false);

        PredictionKernels crawling =
                new PredictionKernels(TierChoice.AUTO, NetworkAccess.plan(NETWORK), ESTIMATE);
        for (int work = ENOUGH; work < 100 * ENOUGH; work *= 4) {
            crawling.announce(work - 1);
            assertEquals("scalar", crawling.next().name());
            assertFalse(crawling.onTrial());
            crawling.announce(1);
            assertEquals(vector, crawling.next().name());
            crawling.took(10_000, TRIAL); // 200 µs a row
            assertTrue(crawling.onTrial());
            crawling.took(50_000, SCALAR_TRIAL); // 1000 ns
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void aDemandedTierStays(Tier tier) {
        PredictionKernels demanded =
                new PredictionKernels(
                        TierChoice.named(tier.name()), NetworkAccess.plan(NETWORK), ESTIMATE);
        demanded.announce(ENOUGH);
        assertEquals(tier == Tier.SCALAR ? "scalar" : vector, demanded.next().name());
        assertFalse(demanded.onTrial());
    }

    /** A JVM whose C2 does compile, but nothing that vectors need to be fast. */
    @Test
    void predictionsDoNotCrawlWhereVectorsDo(@TempDir Path folder) throws Exception {
        String output = predictions(folder, "--add-modules=jdk.incubator.vector", "-XX:-Inline");
        assertTrue(output.contains("kernels [scalar, " + vector + ", scalar]"), output);
        assertEquals(1, logged(output), output);
        assertTrue(output.contains("scalar kernels: the vector kernels were not faster"), output);
    }

    @Test
    void withoutTheModuleOneLineTellsWhy(@TempDir Path folder) throws Exception {
        String output = predictions(folder, "-ea");
        assertTrue(output.contains("kernels [scalar]"), output);
        assertEquals(1, logged(output), output);
        assertTrue(output.contains("scalar kernels: the module jdk.incubator.vector"), output);
    }

    private static long logged(String output) {
        return output.lines().filter(line -> line.contains("scalar kernels: ")).count();
    }

    private static String predictions(Path folder, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyPredictions.class.getName()));
        return JavaProcess.run(folder, arguments.toArray(String[]::new));
    }

    /** Predicts with two predictors until vectors have been tried by both, or could have been. */
    static final class ManyPredictions {
        private static final int ROWS = 2000;

        private ManyPredictions() {}

        /** Prints the kernels that were used, in their order. */
        public static void main(String[] args) {
            Network network = Network.of(64, Layer.relu(100), Layer.softmax(10));
            FeatureMatrix features = EngineLife.data(network, ROWS).features();
            FeatureMatrix outputs = new FeatureMatrix(ROWS, network.outputs());
            int enough =
                    (int)
                            (2
                                    * PredictionKernels.PAYS_NANOS
                                    / NetworkAccess.plan(network).scalarNanos(ROWS)
                                    * 3);
            for (int which = 0; which < 2; which++) {
                Predictor predictor = EngineLife.start(network).predictor();
                List<String> used = new ArrayList<>(List.of(NetworkAccess.kernels(predictor)));
                for (int k = 0; k < enough; k++) {
                    predictor.predict(features, outputs);
                    if (!used.getLast().equals(NetworkAccess.kernels(predictor))) {
                        used.add(NetworkAccess.kernels(predictor));
                    }
                }
                System.out.println("kernels " + used);
            }
        }
    }
}
