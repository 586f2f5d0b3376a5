package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.Recurrence;
import lanewise.testing.EngineLife;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Predictions move to vector kernels once these are compiled, and only where they are faster. */
class PredictionKernelsTest {
    private static final Network NETWORK = Network.of(64, Layer.relu(100), Layer.softmax(10));

    private final Model model = EngineLife.start(NETWORK);

    /** Estimated so high that one row is enough, or so low that none ever are. */
    private PredictionKernels kernels(double nanosPerRow) {
        return new PredictionKernels(NetworkAccess.plan(NETWORK), model.parameters(), nanosPerRow);
    }

    /** Of other tests in this JVM, which has one warm-up at a time. */
    @BeforeEach
    void awaitEndOfWarmUps() throws InterruptedException {
        WarmUpThread.awaitEnd();
    }

    @Test
    void countsTheWorkOfAllCalls() {
        PredictionKernels kernels = kernels(PredictionKernels.PAYS_NANOS / 100);
        for (int k = 0; k < 33; k++) {
            assertFalse(kernels.count(3));
        }
        assertTrue(kernels.count(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 96})
    void movesToVectorKernelsForNumbersOfRowsLikeThatOfTheCall(int rows)
            throws InterruptedException {
        PredictionKernels kernels = kernels(1e9);
        assertNull(kernels.select(rows));
        assertTrue(kernels.count(rows));
        kernels.warmUp(rows, new float[64]);
        WarmUpThread.awaitEnd();
        assertFalse(kernels.count(rows), "one warm-up is enough");
        for (int n : new int[] {1, 2, 4, 5, 6, 15, 16, 17, PredictionPass.BLOCK}) {
            boolean same = PredictionWarmUp.classOf(n) == PredictionWarmUp.classOf(rows);
            assertEquals(same ? kernels.vector() : null, kernels.select(n), n + " rows");
        }
    }

    /** Each call would copy a row for the warm-up, only to find that there already is one. */
    @Test
    void startsNoWarmUpWhileAnotherIsInProgress() throws InterruptedException {
        PredictionKernels busy = kernels(1e9);
        assertTrue(busy.count(96));
        busy.warmUp(96, new float[64]);
        PredictionKernels waiting = kernels(1e9);
        assertFalse(waiting.count(1));
        WarmUpThread.awaitEnd();
        assertTrue(waiting.count(1));
    }

    /** Single rows of recurrent networks have no vector kernels. */
    @Test
    void keepsScalarKernelsWhereThereAreNoOthers() throws InterruptedException {
        Network network =
                Network.of(20, Layer.tanh(40).withRecurrence(Recurrence.full()), Layer.sigmoid(2));
        float[] parameters = EngineLife.start(network).parameters();
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] *= 0.1f;
        }
        PredictionKernels kernels =
                new PredictionKernels(NetworkAccess.plan(network), parameters, 1e9);
        assertFalse(kernels.count(1));
        assertTrue(kernels.count(PredictionPass.BLOCK));
        kernels.warmUp(PredictionPass.BLOCK, new float[20]);
        WarmUpThread.awaitEnd();
        assertNull(kernels.select(1));
        assertEquals(kernels.vector(), kernels.select(PredictionPass.BLOCK));
    }

    /** The model shares its kernels, so that short-lived predictors count, too. */
    @Test
    void eachPredictorOfAModelCounts() throws InterruptedException {
        float[] row = new float[64];
        row[3] = 1;
        float[] expected = new float[10];
        model.predictor(Tier.SCALAR).predict(row, expected);
        double nanos = NetworkAccess.plan(NETWORK).scalarNanos(1) / 3;
        for (int k = 0; k < PredictionKernels.PAYS_NANOS / nanos + 2; k++) {
            assertArrayEquals(expected, model.predict(row));
        }
        WarmUpThread.awaitEnd();
        Predictor predictor = model.predictor();
        assertEquals(KernelProvider.vector().name(), NetworkAccess.kernels(predictor, 1));
        float[] actual = new float[10];
        predictor.predict(row, actual);
        assertArrayEquals(expected, actual);
    }

    @Test
    void keepsARequestedTier() {
        assertEquals("scalar", NetworkAccess.kernels(model.predictor(Tier.SCALAR), 96));
        String vector = KernelProvider.vector().name();
        assertEquals(vector, NetworkAccess.kernels(model.predictor(Tier.VECTOR), 1));
    }

    /** Otherwise calls would run vector code that is not compiled yet, many times slower. */
    @Test
    void fullTilesOfAnyNumberOfRowsAreCompiledBeforeTheMove(@TempDir Path folder) throws Exception {
        String output =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-Xbatch", // C2's queue of a busy machine would outlast the warm-up
                        "-XX:+PrintCompilation",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MovingPredictions.class.getName());
        String tile = KernelProvider.vector().name().endsWith("512") ? "tile4" : "tile2";
        List<String> late = new ArrayList<>();
        boolean moved = false;
        int compiled = 0;
        for (String line : output.lines().toList()) {
            moved = line.contains("warm-up") ? line.contains("after") : moved;
            if (line.contains("Tiles::" + tile)) {
                compiled++;
                if (moved) {
                    late.add(line);
                }
            }
        }
        assertTrue(compiled > 0, output);
        assertEquals(List.of(), late);
    }

    /** In a JVM whose C2 compiles, but without the inlining that vector code needs to be fast. */
    @Test
    void keepsScalarKernelsWhereVectorsAreSlow(@TempDir Path folder) throws Exception {
        String output =
                predictions(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-XX:CompileCommand=quiet",
                        "-XX:CompileCommand=dontinline,jdk.incubator.vector.*::*");
        assertTrue(output.contains("kernels scalar"), output);
        assertEquals(1, logged(output), output);
        assertTrue(output.contains("scalar kernels: the vector kernels were not faster"), output);
    }

    @Test
    void logsOneLineWithoutTheModule(@TempDir Path folder) throws Exception {
        String output = predictions(folder, "-ea");
        assertTrue(output.contains("kernels scalar"), output);
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

    /** Predicts any number of rows after a warm-up of a few, and after one of many. */
    static final class MovingPredictions {
        private MovingPredictions() {}

        /** Prints a line before and after each warm-up. */
        public static void main(String[] args) throws InterruptedException {
            Network network = Network.of(24, Layer.relu(240), Layer.softmax(16));
            float[] parameters = EngineLife.start(network).parameters();
            NetworkPlan plan = NetworkAccess.plan(network);
            PredictionKernels kernels = new PredictionKernels(plan, parameters, 1e9);
            PredictionPass pass = new PredictionPass(plan, parameters, KernelProvider.scalar());
            float[] x = new float[PredictionPass.BLOCK * 24];
            float[] outputs = new float[PredictionPass.BLOCK * 16];
            for (int rows : new int[] {10, 64}) {
                System.out.println("before a warm-up");
                assertTrue(kernels.count(rows));
                kernels.warmUp(rows, new float[24]);
                WarmUpThread.awaitEnd();
                System.out.println("after a warm-up");
                for (int n = rows < 16 ? 5 : 16; n <= (rows < 16 ? 15 : 96); n++) {
                    for (int k = 0; k < 50; k++) {
                        pass.rows(kernels.select(n), x, 0, n, outputs, 0, 0);
                        int ld = PredictionPass.BLOCK;
                        pass.columns(kernels.select(n), x, 0, ld, n, outputs, 0, ld, 0);
                    }
                }
            }
        }
    }

    /** Predicts until there has been enough work to try vector kernels, and waits for the trial. */
    static final class ManyPredictions {
        private ManyPredictions() {}

        /** Prints the kernels used at the end. */
        public static void main(String[] args) throws InterruptedException {
            Network network = Network.of(4, Layer.sigmoid(6), Layer.softmax(3));
            Predictor predictor = EngineLife.start(network).predictor();
            float[] row = new float[4];
            float[] outputs = new float[3];
            double nanos = NetworkAccess.plan(network).scalarNanos(1) / 3;
            for (int k = 0; k < PredictionKernels.PAYS_NANOS / nanos + 2; k++) {
                predictor.predict(row, outputs);
            }
            WarmUpThread.awaitEnd();
            System.out.println("kernels " + NetworkAccess.kernels(predictor, 1));
        }
    }
}
