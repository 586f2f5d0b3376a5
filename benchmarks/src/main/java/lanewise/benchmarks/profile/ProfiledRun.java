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

/** A training run on made-up rows that goes on for as long as it is looked at. */
public final class ProfiledRun {

    /** So small that hardly any network diverges however long it is trained. */
    private static final double LEARNING_RATE = 1e-5;

    private static final long STRETCH_NANOS = 20_000_000;

    private final Network network;
    private final TrainingRun run;
    private String flamesProblem = "";

    /**
     * What an iteration took.
     *
     * @param nanos its time without a recording, in ns
     * @param bytes what the calling thread allocated without a recording
     * @param recordedNanos its time with a recording, samples for the flame graph included
     */
    public record Timing(double nanos, double bytes, double recordedNanos) {}

    /**
     * Starts a run.
     *
     * @param workload what is trained
     * @throws IllegalArgumentException if there cannot be such a network
     * @throws IllegalStateException if the tier cannot be had
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
                        .withListener(new TrainingListener() {}) // else no loss is measured
                        .withTier(workload.tier())
                        .withThreads(workload.threads());
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(1));
        run = trainer.start(start, data(sizes.getFirst(), sizes.getLast(), workload.rows()));
    }

    /** Features from -1 to 1; of each row, another target is 1 and the others 0. */
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
     * @param seconds how long to record and to warm up; a quarter of it is measured in between
     * @param recording where the recording goes
     * @param flames where the flame graph goes
     * @return the times
     * @throws IOException if a file cannot be written
     * @throws lanewise.train.DivergenceException if the training diverges
     */
    public Timing profile(double seconds, Path recording, Path flames) throws IOException {
        advance(seconds);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long iterations = run.iteration();
        double nanos = advance(seconds / 4);
        double bytes =
                (double) (threads.getCurrentThreadAllocatedBytes() - before)
                        / (run.iteration() - iterations);
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

    /** Does so many iterations. */
    void advance(int iterations) {
        run.advance(iterations);
    }

    /** Goes on for a while; how long an iteration took, in ns. */
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
     * What is trained.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /**
     * Who computes now.
     *
     * @return the kernels' name
     */
    public String kernels() {
        return run.kernels();
    }

    /**
     * Why there is no flame graph.
     *
     * @return one line, empty if there is one
     */
    public String flamesProblem() {
        return flamesProblem;
    }

    /**
     * Why they do.
     *
     * @return one line
     */
    public String kernelsReason() {
        return run.kernelsReason();
    }
}
