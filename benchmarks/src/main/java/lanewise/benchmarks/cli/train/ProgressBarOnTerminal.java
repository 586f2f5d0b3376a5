package lanewise.benchmarks.cli.train;

import lanewise.train.StopReason;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRequest;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains and shows a progress bar if it takes long: by iterations, or by models of a group. The
 * line is terminated when the training ends.
 */
public final class ProgressBarOnTerminal extends Progress {
    /** Time after which a bar is shown. */
    private static final long UNSEEN_NANOS = 300_000_000;

    /** Number of models of a group from which they may be trained side by side. */
    private static final int MANY_MODELS = 8;

    private final PrintStream terminal;

    /**
     * Creates a progress bar.
     *
     * @param terminal the terminal
     */
    public ProgressBarOnTerminal(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void advance(TrainingRun run, int iterations) {
        if (isSoonDone(run, iterations)) {
            return;
        }
        try (ProgressBar bar = bar("training", iterations)) {
            advance(run, iterations, Long.MAX_VALUE, bar);
        }
    }

    /** Few models are shown by iterations, many by models, which need no listener of their own. */
    @Override
    public List<TrainingResult> fit(
            List<TrainingRequest> requests, Optional<Integer> threads, int iterations) {
        if (requests.size() >= MANY_MODELS) {
            try (LateBar bar = new LateBar("trainings", requests.size())) {
                return group(requests, threads)
                        .withListener(
                                (_, result) -> {
                                    bar.step(1);
                                    return goOn(result);
                                })
                        .fit();
            }
        }
        try (LateBar bar = new LateBar("training", (long) requests.size() * iterations)) {
            List<TrainingRequest> shown = new ArrayList<>();
            List<Iterations> counts = new ArrayList<>();
            for (TrainingRequest request : requests) {
                Iterations count = new Iterations(bar, Math.max(1, iterations / 1000));
                counts.add(count);
                shown.add(request.with(request.start(), request.trainer().withListener(count)));
            }
            return group(shown, threads)
                    .withListener(
                            (index, result) -> {
                                bar.step(iterations - counts.get(index).shown);
                                return goOn(result);
                            })
                    .fit();
        }
    }

    /** Shows the iterations of a model, {@code chunk} at a time. */
    private static final class Iterations implements TrainingListener {
        private final LateBar bar;
        private final int chunk;
        private int shown;

        Iterations(LateBar bar, int chunk) {
            this.bar = bar;
            this.chunk = chunk;
        }

        @Override
        public boolean iterationDone(TrainingRun run) {
            int done = run.iteration();
            if (done - shown >= chunk) {
                bar.step(done - shown);
                shown = done;
            }
            return true;
        }
    }

    /** A bar that appears after a while, unless all is done by then. */
    private final class LateBar implements AutoCloseable {
        private final long begin = System.nanoTime();
        private final String task;
        private final long steps;
        private long done;
        private ProgressBar bar;

        LateBar(String task, long steps) {
            this.task = task;
            this.steps = steps;
        }

        synchronized void step(int more) {
            done += more;
            if (bar == null && done < steps && System.nanoTime() - begin > UNSEEN_NANOS) {
                bar = bar(task, steps);
            }
            if (bar != null) {
                bar.stepTo(done);
            }
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    private ProgressBar bar(String task, long steps) {
        // An explicit width keeps the library from calling jline, which would load native code and
        // warn about it.
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, 79))
                .build();
    }

    /** Advances a run without a progress bar for a short time; true if that completes it. */
    private static boolean isSoonDone(TrainingRun run, int iterations) {
        advance(run, iterations, UNSEEN_NANOS, null);
        return run.iteration() == iterations || run.stopReason() != StopReason.ITERATIONS_DONE;
    }

    private static void advance(TrainingRun run, int iterations, long nanos, ProgressBar bar) {
        long enoughNanos =
                50_000_000; // long enough for a bar at no cost, short enough for it to move
        long start = System.nanoTime();
        int chunk = 1;
        while (run.iteration() < iterations
                && run.stopReason() == StopReason.ITERATIONS_DONE
                && System.nanoTime() - start < nanos) {
            long begin = System.nanoTime();
            run.advance(Math.min(chunk, iterations - run.iteration()));
            if (bar != null) {
                bar.stepTo(run.iteration());
            }
            if (System.nanoTime() - begin < enoughNanos) {
                chunk = (int) Math.min(2L * chunk, iterations);
            }
        }
    }
}
