package lanewise.benchmarks.cli.train;

import lanewise.train.StopReason;
import lanewise.train.TrainingRun;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;

/**
 * Advances a training run and shows a progress bar if it takes long. The line is terminated when
 * the run ends.
 */
public final class ProgressBarOnTerminal extends Progress {
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
        // An explicit width keeps the library from calling jline, which would load native code and
        // warn about it.
        try (ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName("training")
                        .setInitialMax(iterations)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal, 79))
                        .build()) {
            advance(run, iterations, Long.MAX_VALUE, bar);
        }
    }

    /** Advances a run without a progress bar for a short time; true if that completes it. */
    private static boolean isSoonDone(TrainingRun run, int iterations) {
        advance(run, iterations, 300_000_000, null);
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
