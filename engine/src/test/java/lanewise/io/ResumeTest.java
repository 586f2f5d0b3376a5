package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
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
import lanewise.testing.JavaProcess;
import lanewise.testing.Losses;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Checkpoint;
import lanewise.train.DivergenceException;
import lanewise.train.EarlyStopping;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A run that is saved, read and resumed gives the same bits as an uninterrupted one. */
class ResumeTest {

    private static final Network NETWORK =
            Network.of(4, Layer.relu(20).withDropout(0.3), Layer.gelu(17), Layer.softmax(3));

    private static final Network RECURRENT =
            Network.of(4, Layer.tanh(5).recurrent(), Layer.softmax(3));

    private static final Dataset TRAIN;
    private static final Dataset VALIDATION;

    static {
        try {
            Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"), "species");
            TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
            TRAIN = split.train(); // 130 rows
            VALIDATION = split.test();
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final List<Optimizer> OPTIMIZERS =
            List.of(
                    new Sgd(new WarmUp(10, new CosineDecay(0.05, 0.001, 40))),
                    new Momentum(0.02, 0.9),
                    new Nesterov(0.02, 0.9),
                    new RmsProp(0.01),
                    new Adam(0.01),
                    new AdamW(0.01, 0.02));

    private static final List<UnaryOperator<Trainer>> WAYS =
            List.of(
                    trainer -> trainer,
                    trainer -> trainer.withBatches(48), // three an epoch, the last of 34 rows
                    trainer -> trainer.withBatches(65).withoutShuffling().withoutHistory(),
                    trainer ->
                            trainer.withBatches(32)
                                    .withWeightDecay(0.01)
                                    .withMaxGradientNorm(0.5)
                                    .withBalancedClasses()
                                    .withEarlyStopping(new EarlyStopping(VALIDATION, 2)));

    @TempDir private Path folder;

    static Stream<Optimizer> optimizers() {
        return OPTIMIZERS.stream();
    }

    private static Model start(Network network) {
        return Model.initialize(network, Initializer.heNormal(), new RandomState(5));
    }

    private static Checkpoint saved(TrainingRun run) throws IOException {
        SavedModel saved = SavedModel.of(run.model()).withCheckpoint(run.checkpoint());
        return SavedFiles.read(SavedFiles.bytes(saved)).checkpoint().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void resumedRunsOfEveryLossEqualUninterruptedRuns(Loss loss) throws IOException {
        Layer last = Layer.of(3, Losses.outputs(loss));
        Network network = new Network(4, List.of(Layer.gelu(7), last), loss);
        for (UnaryOperator<Trainer> way : WAYS) {
            Trainer trainer = way.apply(Trainer.of(new Adam(0.01)).withIterations(12).withSeed(9));
            TrainingRun whole = trainer.fit(start(network), TRAIN);
            TrainingRun part = trainer.start(start(network), TRAIN);
            part.advance(5);
            TrainingRun resumed = trainer.resume(saved(part), TRAIN);
            resumed.advance(7);
            assertEquals(whole.model().parametersSha256(), resumed.model().parametersSha256());
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void resumedRunsEqualUninterruptedRuns(Optimizer optimizer) throws IOException {
        for (UnaryOperator<Trainer> way : WAYS) {
            for (Network network : List.of(NETWORK, RECURRENT)) {
                Trainer trainer = way.apply(Trainer.of(optimizer).withIterations(40).withSeed(9));
                TrainingRun whole = trainer.start(start(network), TRAIN);
                TrainingRun parts = trainer.start(start(network), TRAIN);
                for (int steps = 1; whole.iteration() < 40; steps = 2 * steps + 1) {
                    int more = Math.min(steps, 40 - whole.iteration());
                    advance(whole, more);
                    advance(parts, more);
                    parts = trainer.resume(saved(parts), TRAIN);
                    assertSame(whole, parts);
                }
            }
        }
    }

    /** Advances the run, past early stopping if necessary. */
    private static void advance(TrainingRun run, int iterations) {
        int end = run.iteration() + iterations;
        while (run.iteration() < end) {
            run.advance(end - run.iteration());
        }
    }

    private static void assertSame(TrainingRun whole, TrainingRun parts) {
        String where = " at iteration " + whole.iteration();
        assertEquals(whole.iteration(), parts.iteration());
        assertEquals(whole.epoch(), parts.epoch());
        assertEquals(whole.remaining(), parts.remaining());
        assertEquals(whole.loss(), parts.loss(), where);
        assertEquals(whole.validationLoss(), parts.validationLoss(), where);
        assertEquals(
                whole.model().parametersSha256(), parts.model().parametersSha256(), "best" + where);
        assertEquals(
                whole.checkpoint().current().parametersSha256(),
                parts.checkpoint().current().parametersSha256(),
                "current" + where);
        assertEquals(whole.history().size(), parts.history().size(), where);
        for (int i = 0; i < whole.history().size(); i++) {
            assertEquals(whole.history().loss(i), parts.history().loss(i), "loss " + i + where);
            assertEquals(whole.history().accuracy(i), parts.history().accuracy(i));
        }
    }

    /** Patience is part of a checkpoint: both runs stop in the same epoch. */
    @Test
    void earlyStoppingContinuesAfterResuming() throws IOException {
        Trainer trainer =
                Trainer.of(new Adam(0.05))
                        .withBatches(26)
                        .withEpochs(200)
                        .withEarlyStopping(new EarlyStopping(VALIDATION, 4));
        TrainingRun whole = trainer.fit(start(NETWORK), TRAIN);
        assertEquals(StopReason.EARLY_STOPPING, whole.stopReason());
        int before = whole.iteration() - 7; // within the second epoch before
        TrainingRun parts = trainer.start(start(NETWORK), TRAIN);
        parts.advance(before);
        parts = trainer.resume(saved(parts), TRAIN);
        parts.advance(parts.remaining());
        assertEquals(StopReason.EARLY_STOPPING, parts.stopReason());
        assertSame(whole, parts);
    }

    @Test
    void tierThreadsAndLearningRateCanChange() throws IOException {
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(48).withIterations(60);
        TrainingRun whole = trainer.fit(start(NETWORK), TRAIN);
        TrainingRun parts = trainer.withTier(Tier.SCALAR).start(start(NETWORK), TRAIN);
        parts.advance(20);
        parts = trainer.withTier(Tier.VECTOR).withThreads(3).resume(saved(parts), TRAIN);
        parts.advance(20);
        Checkpoint last = saved(parts);
        parts = trainer.resume(last, TRAIN);
        parts.advance(parts.remaining());
        assertSame(whole, parts);
        TrainingRun slower = trainer.withOptimizer(new Adam(0.001)).resume(last, TRAIN);
        slower.advance(20);
        assertNotEquals(whole.model().parametersSha256(), slower.model().parametersSha256());
    }

    @Test
    void listenersCanKeepCheckpoints() {
        Checkpoint[] kept = new Checkpoint[1];
        Trainer trainer = Trainer.of(new Momentum(0.02, 0.9)).withBatches(48).withIterations(30);
        TrainingRun whole =
                trainer.withListener(
                                TrainingListener.everyIteration(
                                        run -> {
                                            if (run.iteration() == 17) {
                                                kept[0] = run.checkpoint();
                                            }
                                            return true;
                                        }))
                        .fit(start(NETWORK), TRAIN);
        TrainingRun resumed = trainer.resume(kept[0], TRAIN);
        assertEquals(17, resumed.iteration());
        assertEquals(13, resumed.remaining());
        IllegalStateException none = assertThrows(IllegalStateException.class, resumed::gradient);
        assertTrue(none.getMessage().contains("since the run was resumed"), none.getMessage());
        assertTrue(Double.isNaN(resumed.nanosPerIteration()));
        resumed.advance(13);
        assertSame(whole, resumed);
        assertArrayEquals(whole.gradient(), resumed.gradient());
        assertEquals(13, resumed.tierUses().stream().mapToInt(use -> use.iterations()).sum());
        assertEquals(0, resumed.remaining());
    }

    /** Both kernels give the same bits as an uninterrupted run in this JVM. */
    @Test
    void resumesInAnotherJvm() throws Exception {
        String file = folder.resolve("run.safetensors").toString();
        String begun = java(file, "begin");
        assertTrue(begun.startsWith("40 "), begun);
        String scalar = java(file, "SCALAR");
        String vector = java(file, "VECTOR");
        assertEquals(scalar, vector);
        TrainingRun whole = Part.TRAINER.fit(Part.start(), TRAIN);
        assertEquals("90 " + whole.model().parametersSha256(), scalar);
    }

    private String java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add("--add-modules=jdk.incubator.vector");
        command.add("-Dlanewise.testData=" + System.getProperty("lanewise.testData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Part.class.getName());
        command.addAll(List.of(arguments));
        String output = JavaProcess.run(folder, command.toArray(String[]::new));
        return output.strip().lines().toList().getLast(); // after the JVM's warning
    }

    /** One part of a run, in a JVM of its own. */
    static final class Part {
        static final Trainer TRAINER =
                Trainer.of(new AdamW(0.01, 0.02)).withBatches(48).withEpochs(30);

        private Part() {}

        static Model start() {
            Network network = Network.of(4, Layer.relu(20).withDropout(0.3), Layer.softmax(3));
            return Model.normal(network, 0.3, new RandomState(1));
        }

        /** Takes the file of the run; then "begin", or the tier of the part that ends it. */
        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            TrainingRun run;
            if (args[1].equals("begin")) {
                run = TRAINER.start(start(), TRAIN);
                run.advance(40);
                SavedModel.of(run.model()).withCheckpoint(run.checkpoint()).write(file);
            } else {
                Checkpoint saved = SavedModel.read(file).checkpoint().orElseThrow();
                run = TRAINER.withTier(Tier.valueOf(args[1])).resume(saved, TRAIN);
                run.advance(run.remaining());
            }
            System.out.println(run.iteration() + " " + run.model().parametersSha256());
        }
    }

    @Test
    void rejectsResumingWithOtherSettings() throws IOException {
        Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(48).withIterations(30);
        TrainingRun run = trainer.start(start(NETWORK), TRAIN);
        run.advance(5);
        Checkpoint saved = saved(run);
        assertRejected("48 rows, the trainer of 32", trainer.withBatches(32), saved);
        assertRejected("48 rows, the trainer of 130", trainer.withFullBatch(), saved);
        assertRejected("are not shuffled", trainer.withoutShuffling(), saved);
        assertRejected("seed 0, the trainer 1", trainer.withSeed(1), saved);
        assertRejected("Adam, the trainer has Sgd", trainer.withOptimizer(new Sgd(1)), saved);
        assertRejected(
                "without early stopping, the trainer has some",
                trainer.withEarlyStopping(new EarlyStopping(VALIDATION, 1)),
                saved);
        assertRejected("records none", trainer.withoutHistory(), saved);
        IllegalArgumentException fewer =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer.resume(saved, TRAIN.select(1, 2, 3)));
        assertTrue(fewer.getMessage().contains("130 rows, the data has 3"), fewer.getMessage());
        Dataset other = Dataset.labelled(new float[130][5], names());
        assertThrows(IllegalArgumentException.class, () -> trainer.resume(saved, other));
        assertThrows(NullPointerException.class, () -> trainer.resume(null, TRAIN));
        assertThrows(NullPointerException.class, () -> trainer.resume(saved, null));
    }

    private static String[] names() {
        String[] names = new String[130];
        for (int row = 0; row < names.length; row++) {
            names[row] = "c" + row % 3;
        }
        return names;
    }

    private static void assertRejected(String message, Trainer trainer, Checkpoint saved) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> trainer.resume(saved, TRAIN));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains("expected the same"), e.getMessage());
        assertTrue(e.getMessage().contains("current() model"), e.getMessage());
    }

    @Test
    void divergedRunsHaveNoCheckpoint() {
        Network network = Network.of(4, Layer.identity(8), Layer.identity(3));
        TrainingRun run = Trainer.of(new Sgd(1e6)).start(start(network), TRAIN);
        assertThrows(DivergenceException.class, () -> run.advance(100));
        IllegalStateException e = assertThrows(IllegalStateException.class, run::checkpoint);
        assertTrue(e.getMessage().contains("cannot be resumed"), e.getMessage());
    }

    @Test
    void rejectsCheckpointsOfAnotherModel() {
        TrainingRun run = Trainer.of(new Sgd(0.1)).start(start(NETWORK), TRAIN);
        run.advance(1);
        Checkpoint first = run.checkpoint();
        run.advance(1);
        SavedModel later = SavedModel.of(run.model());
        assertThrows(IllegalArgumentException.class, () -> later.withCheckpoint(first));
        assertEquals(1, first.iteration());
        assertEquals(Optional.empty(), later.checkpoint());
        assertFalse(later.withCheckpoint(run.checkpoint()).checkpoint().isEmpty());
    }
}
