package lanewise.benchmarks.cli.search;

import lanewise.benchmarks.cli.command.Streams;
import lanewise.select.SearchListener;
import lanewise.select.SearchProgress;

/** Prints a line about a long search now and then, where there is no terminal. */
final class ProgressLines implements SearchListener {
    private static final double INTERVAL_SECONDS = 30;

    private final Streams streams;
    private double next = INTERVAL_SECONDS;

    /**
     * Creates a listener.
     *
     * @param streams where lines are printed
     */
    ProgressLines(Streams streams) {
        this.streams = streams;
    }

    @Override
    public boolean trialDone(SearchProgress progress) {
        if (progress.elapsedSeconds() >= next) {
            next = progress.elapsedSeconds() + INTERVAL_SECONDS;
            String warning = progress.warning().map(line -> "; warning: " + line).orElse("");
            streams.err().println("search: " + progress + warning);
        }
        return true;
    }
}
