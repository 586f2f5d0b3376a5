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

/** Predictions move to vector kernels, and stay with them only if they are faster. */
class PredictionKernelsTest {
    private static final Network NETWORK = Network.of(4, Layer.sigmoid(6), Layer.softmax(3));

    /** Estimated time of the scalar kernels per row, in ns. */
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
    void triesVectorKernelsOnceTheyPayOff() {
        kernels.announce(ENOUGH - 1);
        assertUses("scalar", false);
        kernels.announce(1);
        assertUses(vector, true);
    }

    @Test
    void keepsVectorKernelsThatAreClearlyFaster() {
        kernels.announce(ENOUGH);
        kernels.took(kernels.next(), 100, 100 * 50_000); // not compiled
        kernels.took(kernels.next(), 100, 100 * 501);
        assertUses(vector, true);
        kernels.took(kernels.next(), 100, 100 * 499);
        assertUses(vector, false);
        kernels.announce(ENOUGH);
        assertUses(vector, false);
    }

    /** If the estimate is wrong, for example on a slow machine, both are measured. */
    @Test
    void keepsVectorKernelsMeasuredToBeFaster() {
        kernels.announce(ENOUGH);
        kernels.took(kernels.next(), 1_000_000, TRIAL); // 2000 ns a row
        assertUses("scalar", true);
        kernels.took(kernels.next(), 10_000, SCALAR_TRIAL); // 5000
        assertUses(vector, false);
    }

    @Test
    void retriesSlowerVectorKernelsAfterFourTimesTheWork() {
        kernels.announce(ENOUGH);
        kernels.took(kernels.next(), 10_000, TRIAL - 1);
        assertUses(vector, true);
        kernels.took(kernels.next(), 10_000, 1); // sets the least time, by an error of the clock
        assertUses(vector, false);

        PredictionKernels slow =
                new PredictionKernels(TierChoice.AUTO, NetworkAccess.plan(NETWORK), ESTIMATE);
        for (int work = ENOUGH; work < 100 * ENOUGH; work *= 4) {
            slow.announce(work - 1);
            assertEquals("scalar", slow.next().name());
            assertFalse(slow.onTrial());
            slow.announce(1);
            assertEquals(vector, slow.next().name());
            slow.took(slow.next(), 10_000, TRIAL); // 200 µs a row
            assertTrue(slow.onTrial());
            slow.took(slow.next(), 50_000, SCALAR_TRIAL); // 1000 ns
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR"})
    void keepsARequestedTier(Tier tier) {
        PredictionKernels requested =
                new PredictionKernels(
                        TierChoice.named(tier.name()), NetworkAccess.plan(NETWORK), ESTIMATE);
        requested.announce(ENOUGH);
        assertEquals(tier == Tier.SCALAR ? "scalar" : vector, requested.next().name());
        assertFalse(requested.onTrial());
    }

    /** In a JVM whose C2 compiles, but without the inlining that vector code needs to be fast. */
    @Test
    void returnsToScalarKernelsWhereVectorsAreSlow(@TempDir Path folder) throws Exception {
        String output =
                predictions(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-XX:CompileCommand=quiet",
                        "-XX:CompileCommand=dontinline,jdk.incubator.vector.*::*");
        assertTrue(output.contains("kernels [scalar, " + vector + ", scalar]"), output);
        assertEquals(1, logged(output), output);
        assertTrue(output.contains("scalar kernels: the vector kernels were not faster"), output);
    }

    @Test
    void logsOneLineWithoutTheModule(@TempDir Path folder) throws Exception {
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

    /** Predicts until there has been enough work to try vector kernels. */
    static final class ManyPredictions {
        /** Few enough for a prediction to be shorter than a trial, even on a busy machine. */
        private static final int ROWS = 100;

        private ManyPredictions() {}

        /** Prints the kernels used, in order. */
        public static void main(String[] args) {
            Network network = Network.of(64, Layer.relu(100), Layer.softmax(10));
            FeatureMatrix features = EngineLife.data(network, ROWS).features();
            FeatureMatrix outputs = new FeatureMatrix(ROWS, network.outputs());
            // 1.2 times the predictions that start a trial: each takes a third of an iteration.
            int enough =
                    (int)
                            (1.2
                                    * PredictionKernels.PAYS_NANOS
                                    / NetworkAccess.plan(network).scalarNanos(ROWS)
                                    * 3);
            Predictor predictor = EngineLife.start(network).predictor();
            List<String> used = new ArrayList<>(List.of(NetworkAccess.kernels(predictor)));
            int end = enough;
            for (int k = 0; k < end; k++) {
                predictor.predict(features, outputs);
                if (!used.getLast().equals(NetworkAccess.kernels(predictor))) {
                    used.add(NetworkAccess.kernels(predictor));
                    end = k + enough / 2; // for the trial that begins with the change
                }
            }
            System.out.println("kernels " + used);
        }
    }
}
