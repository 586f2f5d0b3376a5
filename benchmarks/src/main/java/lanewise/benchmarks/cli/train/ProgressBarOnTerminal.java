package lanewise.benchmarks.cli.train;

import lanewise.train.GroupListener;
import lanewise.train.StopReason;
import lanewise.train.TrainingGroup;
import lanewise.train.TrainingResult;
import lanewise.train.TrainingRun;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;
import java.util.List;

/**
 * Trains and shows a progress bar if it takes long: by iterations, or by models of a group. The
 * line is terminated when the training ends.
 */
public final class ProgressBarOnTerminal extends Progress {
    /** Time after which a bar is shown. */
    private static final long UNSEEN_NANOS = 300_000_000;

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

    @Override
    public List<TrainingResult> fit(TrainingGroup group, int models) {
        try (GroupBar bar = new GroupBar(models)) {
            return group.withListener(bar).fit();
        }
    }

    /** Counts the models of a group; makes the bar after a while. */
    private final class GroupBar implements GroupListener, AutoCloseable {
        private final long begin = System.nanoTime();
        private final int models;
        private int done;
        private ProgressBar bar;

        GroupBar(int models) {
            this.models = models;
        }

        @Override
        public boolean modelDone(int index, TrainingResult result) {
            done++;
            if (bar == null && done < models && System.nanoTime() - begin > UNSEEN_NANOS) {
                bar = bar("trainings", models);
            }
            if (bar != null) {
                bar.stepTo(done);
            }
            return true;
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    private ProgressBar bar(String task, int steps) {
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
