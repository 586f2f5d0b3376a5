package lanewise.benchmarks.cli.train;

import lanewise.train.StopReason;
import lanewise.train.TrainingRun;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.PrintStream;

/**
 * Advances a training run, and shows how far it is if that takes long. The line is ended when the
 * run ends.
 */
public final class ProgressBarOnTerminal extends Progress {
    private final PrintStream terminal;

    public ProgressBarOnTerminal(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    void advance(TrainingRun run, int iterations) {
        if (isSoonDone(run, iterations)) {
            return;
        }
        // With a width of our own the library never asks jline, which would load native code
        // and warn about it.
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

    /** Advances a run for as long as nobody asks how far it is. */
    private static boolean isSoonDone(TrainingRun run, int iterations) {
        advance(run, iterations, 300_000_000, null);
        return run.iteration() == iterations || run.stopReason() != StopReason.ITERATIONS_DONE;
    }

    private static void advance(TrainingRun run, int iterations, long nanos, ProgressBar bar) {
        long enoughNanos = 50_000_000; // so long that the bar costs nothing, so short that it moves
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
