package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.NetworkAccess;
import lanewise.Predictor;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.tier.KernelProvider;
import lanewise.internal.tier.KernelSelection;
import lanewise.internal.tier.TierChoice;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.testing.Cases;
import lanewise.testing.EngineLife;
import lanewise.train.RunAccess;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Many threads predict and train concurrently and get the same bits as a single thread. The system
 * property {@code lanewise.testScale} multiplies the duration.
 */
class SoakTest {
    private static final int SECONDS = Cases.SCALE;
    private static final int PREDICTING = 64;

    /** Much longer than the lifetime of idle threads. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** Number of completions of each kind of work. */
    private final Map<String, LongAdder> done = new ConcurrentSkipListMap<>();

    private long deadline;

    @Test
    void concurrentThreadsGetTheBitsOfOne() throws Exception {
        List<Prediction> predictions = predictions();
        List<Training> trainings = trainings();
        assertEquals(8, trainings.size());
        deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int k = 0; k < PREDICTING; k++) {
                int first = k;
                futures.add(threads.submit(() -> predict(predictions, first)));
            }
            for (Training training : trainings) {
                futures.add(threads.submit(() -> train(training)));
            }
            for (Future<?> future : futures) {
                get(future);
            }
        }
        awaitNoThreads();
        System.out.println(
                done.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("; ", "soak of " + SECONDS + " s: ", "")));
        Map<String, Long> counts = new TreeMap<>();
        for (Prediction p : predictions) {
            for (String call : List.of("matrix", "row", "class", "model")) {
                String kind = p.name + ", " + call;
                counts.put(kind, count(kind));
            }
        }
        for (Training training : trainings) {
            counts.put(training.name, count(training.name));
        }
        counts.put("moves", count("moves"));
        counts.put("workers", count("workers"));
        counts.forEach((kind, count) -> assertTrue(count > 0, () -> "never done: " + kind));
    }

    private static void get(Future<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a thread got other bits, or failed", e.getCause());
        }
    }

    private void did(String kind) {
        done.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    private long count(String kind) {
        return done.getOrDefault(kind, new LongAdder()).sum();
    }

    private boolean timeIsLeft() {
        return System.nanoTime() < deadline;
    }

    private static void awaitNoThreads() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!threads().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertEquals("", threads(), "threads that do not end");
    }

    /** The names of the engine's own threads. */
    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lanewise-"))
                .collect(Collectors.joining(" "));
    }

    /** A model shared by all threads, rows, and the expected outputs and classes. */
    private record Prediction(
            String name, Model model, FeatureMatrix features, float[] outputs, int[] classes) {

        static Prediction of(String name, Network network, int rows) {
            Model model = Model.initialize(network, Initializer.normal(0.1), new RandomState(rows));
            FeatureMatrix features = EngineLife.data(network, rows).features();
            FeatureMatrix outputs = new FeatureMatrix(rows, network.outputs());
            model.predictor(Tier.SCALAR).predict(features, outputs);
            return new Prediction(
                    name, model, features, outputs.array().clone(), model.classify(features));
        }

        void check(FeatureMatrix actual) {
            assertArrayEquals(bits(outputs), bits(actual.array()), name);
        }

        void check(int row, float[] actual) {
            int stride = features.stride();
            for (int k = 0; k < actual.length; k++) {
                assertEquals(
                        Float.floatToRawIntBits(outputs[k * stride + row]),
                        Float.floatToRawIntBits(actual[k]),
                        name);
            }
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = Float.floatToRawIntBits(values[k]);
        }
        return bits;
    }

    private static List<Prediction> predictions() {
        return List.of(
                Prediction.of("small", Network.of(4, Layer.sigmoid(6), Layer.softmax(3)), 150),
                Prediction.of("middle", Network.of(64, Layer.gelu(32), Layer.softmax(10)), 70),
                Prediction.of("large", Network.of(200, Layer.relu(300), Layer.softmax(10)), 33),
                Prediction.of("one output", Network.of(9, Layer.tanh(5), Layer.sigmoid(1)), 300),
                Prediction.of(
                        "recurrent",
                        Network.of(4, Layer.tanh(7).recurrent(), Layer.sigmoid(2)),
                        40));
    }

    /** The work of one thread, with its own predictors on shared models. */
    private void predict(List<Prediction> predictions, int first) {
        List<Predictor> predictors =
                predictions.stream()
                        .map(p -> p.model.predictor(first % 2 == 0 ? Tier.AUTO : Tier.VECTOR))
                        .toList();
        int round = first;
        do {
            int which = round++ % predictions.size();
            predict(predictions.get(which), predictors.get(which), round);
        } while (timeIsLeft() || round < first + predictions.size());
    }

    private void predict(Prediction p, Predictor predictor, int round) {
        FeatureMatrix matrix = new FeatureMatrix(p.features.samples(), p.model.network().outputs());
        predictor.predict(p.features, matrix);
        p.check(matrix);
        did(p.name + ", matrix");
        int row = round % p.features.samples();
        float[] features = p.features.row(row);
        float[] outputs = new float[p.model.network().outputs()];
        predictor.predict(features, outputs);
        p.check(row, outputs);
        did(p.name + ", row");
        assertEquals(p.classes[row], predictor.classify(features), p.name);
        did(p.name + ", class");
        p.check(row, p.model.predict(features));
        assertArrayEquals(p.classes, p.model.classify(p.features), p.name);
        did(p.name + ", model");
    }

    /** A training, and the expected hash after each of its parts. */
    private record Training(
            String name,
            Trainer trainer,
            Model start,
            Dataset data,
            int part,
            List<String> hashes) {

        static Training of(String name, Trainer trainer, Network network, int rows, int part) {
            Model start = Model.initialize(network, Initializer.normal(0.1), new RandomState(rows));
            Dataset data = EngineLife.data(network, rows);
            TrainingRun run = trainer.withTier(Tier.SCALAR).withThreads(1).start(start, data);
            List<String> hashes = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                run.advance(part);
                hashes.add(hash(run));
            }
            return new Training(name, trainer, start, data, part, List.copyOf(hashes));
        }

        private static String hash(TrainingRun run) {
            int[] losses = new int[run.history().size()];
            for (int k = 0; k < losses.length; k++) {
                losses[k] =
                        31 * Float.floatToRawIntBits(run.history().loss(k)) + run.history().hits(k);
            }
            return run.model().parametersSha256() + " " + Arrays.hashCode(losses);
        }
    }

    /** Only the long run may change tier by itself; the others are pinned. */
    private static List<Training> trainings() {
        Network small = Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3));
        Network middle = Network.of(64, Layer.relu(32), Layer.softmax(10));
        Network dropping = Network.of(30, Layer.gelu(20).withDropout(0.2), Layer.sigmoid(4));
        Network large = Network.of(200, Layer.relu(300), Layer.softmax(10));
        Network recurrent = Network.of(4, Layer.tanh(7).recurrent(), Layer.sigmoid(2));
        Trainer descent = Trainer.gradientDescent(0.1, 1000);
        Trainer adam = Trainer.of(new Adam(0.01)).withIterations(1000);
        return List.of(
                Training.of("long", Trainer.gradientDescent(0.1, 1_900_000), small, 130, 5000),
                Training.of("moving", adam.withMaxGradientNorm(0.5), small, 300, 50),
                Training.of("specialised", descent.withTier(Tier.SPECIALISED), small, 130, 200),
                Training.of("vector", adam.withTier(Tier.VECTOR).withBatches(32), middle, 300, 5),
                Training.of("dropout", adam.withTier(Tier.VECTOR), dropping, 100, 5),
                Training.of("scalar", descent.withTier(Tier.SCALAR).withBatches(45), middle, 99, 5),
                Training.of(
                        "team",
                        descent.withTier(Tier.VECTOR).withThreads(3).withBatches(64),
                        large,
                        128,
                        2),
                Training.of(
                        "recurrent, team",
                        adam.withTier(Tier.VECTOR).withThreads(2),
                        recurrent,
                        200,
                        3));
    }

    private void train(Training training) {
        do {
            TrainingRun run = training.trainer.start(training.start, training.data);
            for (String hash : training.hashes) {
                if (training.name.equals("moving")) {
                    move(run, training);
                }
                run.advance(training.part);
                assertEquals(hash, Training.hash(run), training.name);
            }
            did(training.name);
            if (training.name.equals("team") && threads().contains("lanewise-worker")) {
                did("workers");
            }
            if (training.name.equals("long") && run.tierUses().size() > 1) {
                did("moves by itself");
            }
        } while (timeIsLeft());
    }

    /** Moves the run after each part: scalar, vector, specialised, and back. */
    private void move(TrainingRun run, Training training) {
        Tier tier =
                switch (run.iteration() / training.part) {
                    case 1 -> Tier.VECTOR;
                    case 2 -> Tier.SPECIALISED;
                    default -> Tier.SCALAR;
                };
        Kernels kernels =
                tier == Tier.SCALAR
                        ? KernelProvider.scalar()
                        : KernelSelection.select(
                                TierChoice.named(tier.name()),
                                NetworkAccess.plan(training.start.network()));
        RunAccess.moveTo(run, tier, kernels);
        did("moves");
    }
}
