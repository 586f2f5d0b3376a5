package lanewise.benchmarks.profile;

import com.sun.management.ThreadMXBean;

import jdk.jfr.Recording;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.jmh.recording.EngineRecording;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An open-ended training run on generated rows. */
public final class ProfiledRun {

    /** Learning rate; so small that hardly any network diverges, however long it trains. */
    private static final double LEARNING_RATE = 1e-5;

    private static final long STRETCH_NANOS = 20_000_000;

    /** Enough for any kernels on a busy machine, in ns. */
    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

    /** Allocation of an iteration of compiled code; where it is not, each vector is an object. */
    private static final double FEW_BYTES = 1000;

    private final Network network;
    private final TrainingRun run;
    private String flamesProblem = "";

    /**
     * The time of an iteration.
     *
     * @param nanos its time without a recording, in ns
     * @param bytes allocation of the calling thread without a recording
     * @param recordedNanos its time with a recording and sampling for the flame graph
     */
    public record Timing(double nanos, double bytes, double recordedNanos) {}

    /**
     * Starts a run.
     *
     * @param workload the workload
     * @throws IllegalArgumentException if there is no such network
     * @throws IllegalStateException if the tier is unavailable
     */
    public ProfiledRun(Workload workload) {
        List<Integer> sizes = workload.sizes();
        List<Layer> layers = new ArrayList<>();
        for (int units : sizes.subList(1, sizes.size() - 1)) {
            layers.add(new Layer(units, workload.activation(), workload.bias()));
        }
        layers.add(new Layer(sizes.getLast(), workload.output(), workload.bias()));
        network = new Network(sizes.getFirst(), layers);
        Trainer trainer =
                Trainer.gradientDescent(LEARNING_RATE, Integer.MAX_VALUE)
                        .withoutHistory()
                        .withListener(
                                new TrainingListener() {}) // Without history, no loss is computed.
                        .withTier(workload.tier())
                        .withThreads(workload.threads());
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(1));
        run = trainer.start(start, data(sizes.getFirst(), sizes.getLast(), workload.rows()));
    }

    /** Features from -1 to 1; one-hot targets, another class for each row. */
    private static Dataset data(int inputs, int outputs, int rows) {
        Random random = new Random(1);
        FeatureMatrix features = new FeatureMatrix(rows, inputs);
        FeatureMatrix targets = new FeatureMatrix(rows, outputs);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inputs; k++) {
                features.set(row, k, 2 * random.nextFloat() - 1);
            }
            targets.set(row, row % outputs, 1f);
        }
        return Dataset.of(features, targets);
    }

    /**
     * Warms up, measures, and records.
     *
     * @param seconds duration of the recording and, at least, of the warm-up; the measurement in
     *     between takes a quarter of it
     * @param recording the file for the recording
     * @param flames the file for the flame graph
     * @return the times
     * @throws IOException if a file cannot be written
     * @throws lanewise.train.DivergenceException if the training diverges
     */
    public Timing profile(double seconds, Path recording, Path flames) throws IOException {
        warmUp(seconds);
        long before = allocatedBytes();
        long iterations = run.iteration();
        double nanos = advance(seconds / 4);
        double bytes = (double) (allocatedBytes() - before) / (run.iteration() - iterations);
        double recordedNanos;
        try (Recording recorder = EngineRecording.create()) {
            recorder.start();
            FlameGraph.Result begun = FlameGraph.start();
            flamesProblem = begun.problem();
            try {
                recordedNanos = advance(seconds);
            } finally {
                if (begun.graph().isPresent()) {
                    flamesProblem = begun.graph().get().stop(flames, network.toString());
                }
            }
            recorder.stop();
            recorder.dump(recording);
        }
        return new Timing(nanos, bytes, recordedNanos);
    }

    /**
     * Runs for a while, and longer until the run has its kernels and these are compiled. On a busy
     * machine that takes several seconds.
     */
    private void warmUp(double seconds) {
        long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
        advance(seconds);
        while (isWarmingUp() && System.nanoTime() < end) {
            advance(0.1);
        }
        double bytes;
        do {
            long before = allocatedBytes();
            int iterations = run.iteration();
            advance(0.25);
            bytes = (double) (allocatedBytes() - before) / (run.iteration() - iterations);
        } while (bytes > FEW_BYTES && System.nanoTime() < end);
    }

    /** Bytes that the calling thread has allocated. */
    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("lanewise-warm-up"));
    }

    /** Runs a number of iterations. */
    void advance(int iterations) {
        run.advance(iterations);
    }

    /** Runs for a while and returns the time of an iteration, in ns. */
    private double advance(double seconds) {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        int first = run.iteration();
        int stretch = 1;
        long now = begin;
        while (now < end) {
            long start = now;
            run.advance(stretch);
            now = System.nanoTime();
            stretch = now - start < STRETCH_NANOS ? 2 * stretch : Math.max(1, stretch / 2);
        }
        return (double) (now - begin) / (run.iteration() - first);
    }

    /**
     * The trained network.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * The kernels in use.
     *
     * @return the kernels' name
     */
    public String kernels() {
        return run.kernels();
    }

    /**
     * The reason why there is no flame graph.
     *
     * @return one line; empty if there is one
     */
    public String flamesProblem() {
        return flamesProblem;
    }

    /**
     * The reason for the choice of kernels.
     *
     * @return one line
     */
    public String kernelsReason() {
        return run.kernelsReason();
    }
}
