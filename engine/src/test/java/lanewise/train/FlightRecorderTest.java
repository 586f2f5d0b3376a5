package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.profile.ConvergenceEvent;
import lanewise.internal.profile.EpochEvent;
import lanewise.internal.profile.IterationEvent;
import lanewise.internal.profile.ModelEvent;
import lanewise.internal.profile.PhaseEvent;
import lanewise.internal.profile.RunEvent;
import lanewise.internal.profile.SpecialisationEvent;
import lanewise.internal.profile.TierChangeEvent;
import lanewise.internal.profile.WarmUpEvent;
import lanewise.internal.tier.KernelProvider;
import lanewise.random.RandomState;
import lanewise.recurrent.Convergence;
import lanewise.shard.ShardedTrainer;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Events of training runs in a recording with the configuration of the jar. */
class FlightRecorderTest {
    private static final List<Class<? extends Event>> EVENTS =
            List.of(
                    RunEvent.class,
                    EpochEvent.class,
                    IterationEvent.class,
                    ConvergenceEvent.class,
                    PhaseEvent.class,
                    TierChangeEvent.class,
                    WarmUpEvent.class,
                    SpecialisationEvent.class,
                    ModelEvent.class);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR", "SPECIALISED"})
    void recordsIterationsAndTheirPhases(Tier tier) throws Exception {
        Trainer trainer = Trainer.gradientDescent(0.1, 1000).withTier(tier);
        TrainingRun[] run = new TrainingRun[1];
        List<RecordedEvent> events =
                record(() -> run[0] = trainer.fit(Iris.start(), Iris.split().train()));

        List<RecordedEvent> iterations = named(events, "lanewise.Iteration");
        assertFalse(iterations.isEmpty());
        for (RecordedEvent e : iterations) {
            int iteration = e.getInt("iteration");
            assertEquals(run[0].history().loss(iteration), e.getFloat("loss"));
            assertEquals(run[0].kernels(), e.getString("kernels"));
            Duration sum = Duration.ZERO;
            for (String phase : List.of("forward", "lossTime", "backward", "update")) {
                sum = sum.plus(e.getDuration(phase));
            }
            assertTrue(e.getDuration("forward").isPositive());
            assertTrue(e.getDuration("backward").isPositive());
            assertTrue(e.getDuration("update").isPositive());
            // The recorder's clock and the engine's are not read at the same instant.
            assertTrue(sum.compareTo(e.getDuration().plusNanos(1000)) <= 0, sum + " of " + e);
        }

        int rows = 130;
        Set<String> seen = new TreeSet<>();
        for (RecordedEvent e : named(events, "lanewise.Phase")) {
            seen.add(e.getString("phase") + e.getInt("layer"));
            long timed = e.getLong("iterations");
            assertTrue(timed >= 1);
            int products =
                    switch (e.getString("phase") + e.getInt("layer")) {
                        case "forward0", "backward0" -> 4 * 2;
                        case "forward1" -> 2 * 3;
                        case "backward1" -> 2 * (2 * 3);
                        case "loss-1", "update-1" -> 0;
                        default -> throw new AssertionError(e.toString());
                    };
            assertEquals(2L * products * rows * timed, e.getLong("flops"), e.toString());
            assertTrue(e.getLong("bytes") > 0);
        }
        Set<String> expected =
                new TreeSet<>(Set.of("forward0", "forward1", "backward0", "backward1", "update-1"));
        if (tier != Tier.SPECIALISED) { // its last layer's stage includes the loss
            expected.add("loss-1");
        }
        assertEquals(expected, seen);
        RecordedEvent whole = only(events, "lanewise.Run");
        assertEquals(1000, whole.getInt("iterations"));
        assertEquals("iterations done", whole.getString("stopReason"));
        assertEquals(Iris.NETWORK.toString(), whole.getString("network"));
        assertEquals(run[0].loss(), whole.getFloat("loss"));
        assertEquals(run[0].lossGrowth(), whole.getDouble("lossGrowth"));
    }

    @Test
    void recordsTheModelsOfAGroup() throws Exception {
        Trainer alone = Trainer.gradientDescent(0.1, 20);
        Trainer stacked = alone.withBatches(8).withTier(Tier.VECTOR);
        Dataset train = Iris.split().train();
        List<TrainingRequest> requests = new ArrayList<>();
        for (Trainer trainer :
                List.of(alone, stacked, stacked, stacked, stacked, stacked, stacked)) {
            requests.add(TrainingRequest.of(Iris.start(), trainer, train));
        }
        requests.set(3, requests.get(3).withRows(1, 2, 3, 5, 8, 13, 21, 34));
        List<TrainingResult> results = new ArrayList<>();
        List<RecordedEvent> events = record(() -> results.addAll(TrainingGroup.of(requests).fit()));
        List<RecordedEvent> models = named(events, "lanewise.Model");
        assertEquals(requests.size(), models.size());
        for (RecordedEvent e : models) {
            TrainingResult result = results.get(e.getInt("index"));
            assertEquals(e.getInt("index") == 3 ? 8 : 130, e.getInt("rows"));
            assertEquals(20, e.getInt("iterations"));
            assertEquals(result.kernels(), e.getString("kernels"));
            assertEquals(result.loss(), e.getFloat("loss"));
            assertEquals(result.seconds(), e.getDouble("seconds"));
            assertEquals("iterations done", e.getString("stopReason"));
            assertEquals(Iris.NETWORK.toString(), e.getString("network"));
        }
        assertTrue(results.getLast().kernels().startsWith("stacked-"));
    }

    /** Other code processes small batches. */
    @ParameterizedTest
    @EnumSource(names = {"SCALAR", "VECTOR", "SPECIALISED"})
    void recordsThePhasesOfSmallBatches(Tier tier) throws Exception {
        Network network = Network.of(4, Layer.tanh(20), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(3));
        Trainer trainer = Trainer.gradientDescent(0.01, 300).withBatches(5).withTier(tier);
        List<RecordedEvent> events = record(() -> trainer.fit(start, Iris.split().train()));
        Set<String> seen = new TreeSet<>();
        for (RecordedEvent e : named(events, "lanewise.Phase")) {
            seen.add(e.getString("phase") + e.getInt("layer"));
            assertTrue(e.getDuration("time").isPositive(), e.toString());
        }
        assertEquals(
                Set.of("forward0", "forward1", "loss-1", "backward0", "backward1", "update-1"),
                seen);
    }

    @Test
    void timesAllPhasesOfLongIterations() throws Exception {
        Network network = Network.of(4, Layer.tanh(300), Layer.tanh(200), Layer.softmax(3));
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(3));
        Trainer trainer = Trainer.gradientDescent(0.01, 12).withTier(Tier.SCALAR);
        List<RecordedEvent> events = record(() -> trainer.fit(start, Iris.split().train()));
        assertEquals(12, named(events, "lanewise.Iteration").size());
        assertEquals(
                12,
                named(events, "lanewise.Phase").stream()
                        .filter(e -> e.getString("phase").equals("update"))
                        .mapToInt(e -> e.getInt("iterations"))
                        .sum());
    }

    @Test
    void recordsConvergenceOfRecurrentLayers() throws Exception {
        Network network = Network.of(4, Layer.tanh(100).recurrent(), Layer.softmax(3));
        Model start = Model.normal(network, 0.02, new RandomState(3));
        Trainer trainer = Trainer.gradientDescent(0.001, 12).withTier(Tier.SCALAR);
        TrainingRun[] run = new TrainingRun[1];
        List<RecordedEvent> events =
                record(() -> run[0] = trainer.fit(start, Iris.split().train()));
        List<RecordedEvent> convergences = named(events, "lanewise.Settling");
        assertEquals(12, convergences.size());
        Convergence last = run[0].convergence(0);
        RecordedEvent event = convergences.getLast();
        assertEquals(11, event.getInt("iteration"));
        assertEquals(0, event.getInt("layer"));
        assertEquals(last.forwardSweeps(), event.getInt("forwardSweeps"));
        assertEquals(last.backwardSweeps(), event.getInt("backwardSweeps"));
        assertEquals(last.residual(), event.getFloat("residual"));
        assertEquals(last.backwardResidual(), event.getFloat("backwardResidual"));
        assertEquals(1.0, event.getDouble("settled"));

        // 100 · 100 products per row and sweep, and 4 · 100 per row for the inputs.
        long flops =
                named(events, "lanewise.Phase").stream()
                        .filter(e -> e.getString("phase").equals("forward"))
                        .filter(e -> e.getInt("layer") == 0)
                        .mapToLong(e -> e.getLong("flops"))
                        .sum();
        long rowSweeps = (flops / 2 - 12 * 130 * 400) / 10_000;
        assertEquals(flops, 2 * (12 * 130 * 400 + rowSweeps * 10_000));
        assertTrue(rowSweeps > 12 * 130 && rowSweeps <= 12L * 130 * 50, rowSweeps + " row sweeps");
    }

    /** Also of recurrent networks, whose convergence is not known then. */
    @Test
    void recordsRunsInShards() throws Exception {
        Network network = Network.of(4, Layer.tanh(100).recurrent(), Layer.softmax(3));
        Model start = Model.normal(network, 0.02, new RandomState(3));
        Trainer trainer = Trainer.gradientDescent(0.001, 6).withTier(Tier.SCALAR);
        for (int threads : new int[] {1, 2}) {
            ShardedTrainer sharded = ShardedTrainer.of(trainer.withThreads(threads), 3);
            List<RecordedEvent> events = record(() -> sharded.fit(start, Iris.split().train()));
            assertEquals(6, named(events, "lanewise.Iteration").size());
            assertEquals(0, named(events, "lanewise.Settling").size());
            RecordedEvent iteration = named(events, "lanewise.Iteration").getLast();
            assertTrue(iteration.getLong("backward") > 0, iteration.toString());
            assertTrue(iteration.getLong("forward") > 0 == (threads == 1), iteration.toString());
        }
    }

    @Test
    void recordsEpochsAndMoves() throws Exception {
        Dataset data = Iris.split().train();
        Trainer trainer =
                Trainer.gradientDescent(0.1, 1)
                        .withEpochs(6)
                        .withBatches(50)
                        .withEarlyStopping(new EarlyStopping(Iris.split().test(), 6))
                        .withTier(Tier.AUTO);
        float[] losses = new float[6];
        List<RecordedEvent> events =
                record(
                        () -> {
                            TrainingRun run = trainer.start(Iris.start(), data);
                            for (int epoch = 0; epoch < 6; epoch++) {
                                run.advance(3);
                                losses[epoch] = run.validationLoss();
                                if (epoch == 3) {
                                    RunAccess.moveTo(run, Tier.VECTOR, KernelProvider.vector());
                                }
                            }
                        });
        List<RecordedEvent> epochs = named(events, "lanewise.Epoch");
        assertEquals(6, epochs.size());
        for (int epoch = 0; epoch < 6; epoch++) {
            assertEquals(epoch, epochs.get(epoch).getInt("epoch"));
            assertEquals(losses[epoch], epochs.get(epoch).getFloat("validationLoss"));
        }
        RecordedEvent move = only(events, "lanewise.TierChange");
        assertEquals(12, move.getInt("iteration"));
        assertEquals("scalar", move.getString("from"));
        assertEquals(KernelProvider.vector().name(), move.getString("to"));
        assertEquals(6, named(events, "lanewise.Run").size());
    }

    @Test
    void recordsWarmUpAndSpecialisation() throws Exception {
        Trainer trainer = Trainer.gradientDescent(0.1, 2_000_000);
        List<RecordedEvent> events =
                record(
                        () -> {
                            TrainingRun run = trainer.start(Iris.start(), Iris.split().train());
                            long deadline = System.nanoTime() + 60_000_000_000L;
                            while (run.tierUses().size() == 1 && System.nanoTime() < deadline) {
                                run.advance(10_000);
                            }
                        });
        RecordedEvent warmUp = only(events, "lanewise.WarmUp");
        assertTrue(warmUp.getBoolean("faster"));
        assertTrue(warmUp.getString("kernels").startsWith("specialised-"));
        assertTrue(warmUp.getDouble("nanosPerIteration") > 0);
        RecordedEvent change = only(events, "lanewise.TierChange");
        assertEquals(warmUp.getString("kernels"), change.getString("to"));
        // A busy machine may end a first warm-up before it is conclusive.
        assertTrue(named(events, "lanewise.Specialisation").getLast().getInt("stages") >= 3);
    }

    /** To 1000 per second and type, whatever the speed of the run, to keep files small. */
    @Test
    void limitsTheRateOfEvents() throws Exception {
        Trainer trainer = Trainer.gradientDescent(0.1, 60_000).withTier(Tier.SCALAR);
        double[] seconds = new double[1];
        List<RecordedEvent> events =
                record(
                        () -> {
                            TrainingRun run = trainer.start(Iris.start(), Iris.split().train());
                            long begin = System.nanoTime();
                            for (int k = 0; k < 10_000; k++) {
                                run.advance(1);
                            }
                            run.advance(50_000);
                            seconds[0] = (System.nanoTime() - begin) / 1e9;
                        });
        for (String name : List.of("Run", "Epoch", "Iteration")) {
            int count = named(events, "lanewise." + name).size();
            assertTrue(count >= 1, name);
            assertTrue(count <= 1000 * (seconds[0] + 2), count + " of " + name);
        }
    }

    @Test
    void recordsTheEndOfADivergingRun() throws Exception {
        Trainer trainer = Trainer.gradientDescent(1e38, 50).withTier(Tier.SCALAR);
        List<RecordedEvent> events =
                record(
                        () -> {
                            try {
                                trainer.fit(
                                        Model.normal(
                                                Network.of(4, Layer.identity(3)),
                                                1,
                                                new RandomState(1)),
                                        Iris.split().train());
                            } catch (DivergenceException expected) {
                                return;
                            }
                            throw new AssertionError("should have diverged");
                        });
        assertEquals("diverged", only(events, "lanewise.Run").getString("stopReason"));
    }

    /** Even in the last iteration. */
    @Test
    void recordsAFailureWhenAListenerThrows() throws Exception {
        Trainer trainer =
                Trainer.gradientDescent(0.1, 3)
                        .withTier(Tier.SCALAR)
                        .withListener(
                                TrainingListener.everyEpoch(
                                        run -> {
                                            if (run.epoch() == 3) {
                                                throw new UnsupportedOperationException();
                                            }
                                            return true;
                                        }));
        List<RecordedEvent> events =
                record(
                        () ->
                                assertThrows(
                                        UnsupportedOperationException.class,
                                        () -> trainer.fit(Iris.start(), Iris.split().train())));
        assertEquals("failed", only(events, "lanewise.Run").getString("stopReason"));
    }

    @Test
    void defaultRecordingsContainNoEvents() throws Exception {
        Path file = folder.resolve("default.jfr");
        try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
            recording.start();
            Iris.TRAINER.fit(Iris.start(), Iris.split().train());
            recording.stop();
            recording.dump(file);
        }
        for (RecordedEvent e : RecordingFile.readAllEvents(file)) {
            assertFalse(e.getEventType().getName().startsWith("lanewise."), e.toString());
        }
    }

    @Test
    void recordingDoesNotAffectTheResult() throws Exception {
        TrainingRun[] run = new TrainingRun[1];
        record(() -> run[0] = Iris.TRAINER.fit(Iris.start(), Iris.split().train()));
        TrainingRun alone = Iris.TRAINER.fit(Iris.start(), Iris.split().train());
        assertArrayEquals(alone.model().parameters(), run[0].model().parameters());
    }

    @Test
    void labelsEveryEventAndField() {
        for (Class<? extends Event> event : EVENTS) {
            FlightRecorder.register(event);
        }
        List<EventType> types =
                FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .filter(type -> type.getName().startsWith("lanewise."))
                        .toList();
        assertEquals(EVENTS.size(), types.size());
        for (EventType type : types) {
            assertEquals(List.of("Lanewise"), type.getCategoryNames());
            assertFalse(type.getLabel().isBlank());
            assertFalse(type.getDescription().isBlank());
            for (ValueDescriptor field : type.getFields()) {
                assertFalse(field.getLabel() == null, type.getName() + " " + field.getName());
            }
        }
    }

    private List<RecordedEvent> record(Runnable work) throws IOException, ParseException {
        Path file = folder.resolve("run.jfr");
        try (Reader reader =
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Trainer.class.getResourceAsStream(
                                                "/META-INF/lanewise.jfc")),
                                StandardCharsets.UTF_8);
                Recording recording = new Recording(Configuration.create(reader))) {
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        Stream<RecordedEvent> found =
                events.stream().filter(e -> e.getEventType().getName().equals(name));
        return found.sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime())).toList();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = named(events, name);
        assertEquals(1, found.size(), name + ": " + found);
        return found.getFirst();
    }
}
