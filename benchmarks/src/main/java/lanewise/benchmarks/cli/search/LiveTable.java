package lanewise.benchmarks.cli.search;

import lanewise.select.Candidate;
import lanewise.select.SearchListener;
import lanewise.select.SearchProgress;
import lanewise.select.Trial;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows a long search on a terminal: time left, and the best candidates of the present rung by the
 * trials that are done. Closing it removes the table.
 */
final class LiveTable implements SearchListener, AutoCloseable {
    private static final double INTERVAL_SECONDS = 0.2;
    private static final int WIDTH = 79;
    private static final int MOST_ROWS = 5;

    private static final String UP = "\033[%dA";
    private static final String ERASE_BELOW = "\033[J";

    private final PrintStream terminal;
    private final List<Setting> settings;
    private final List<Candidate> candidates;
    private final int trainings;
    private final Map<Integer, Standing> standings = new TreeMap<>();
    private int rung;
    private double next = INTERVAL_SECONDS;
    private int lines;

    /** The trials of a candidate. */
    private static final class Standing {
        private int trials;
        private double sum;

        double mean() {
            return sum / trials;
        }
    }

    /**
     * Creates a table.
     *
     * @param terminal the terminal
     * @param settings what the candidates differ in
     * @param candidates the candidates
     * @param trainings number of trials of a candidate in a rung
     */
    LiveTable(
            PrintStream terminal,
            List<Setting> settings,
            List<Candidate> candidates,
            int trainings) {
        this.terminal = terminal;
        this.settings = settings;
        this.candidates = candidates;
        this.trainings = trainings;
    }

    @Override
    public boolean trialDone(SearchProgress progress) {
        Trial trial = progress.trial();
        if (trial.rung() != rung) {
            rung = trial.rung();
            standings.clear();
        }
        Standing standing = standings.computeIfAbsent(trial.candidate(), _ -> new Standing());
        standing.trials++;
        standing.sum += trial.scores().getFirst();
        if (progress.elapsedSeconds() >= next) {
            next = progress.elapsedSeconds() + INTERVAL_SECONDS;
            show(progress);
        }
        return true;
    }

    private void show(SearchProgress progress) {
        List<String> table = new ArrayList<>();
        long complete = standings.values().stream().filter(s -> s.trials == trainings).count();
        table.add(
                String.format(
                        Locale.ROOT,
                        "%s%d of %d trials, %.0f s left; candidates done: %d",
                        rung == 0 ? "" : "rung " + (rung + 1) + ", ",
                        progress.done(),
                        progress.total(),
                        progress.remainingSeconds(),
                        complete));
        if (progress.best().isPresent()) {
            table.add(
                    String.format(
                            Locale.ROOT,
                            "best so far %.4f  %s",
                            progress.bestMean(),
                            Setting.describe(settings, progress.best().get())));
        }
        table.add(String.format(Locale.ROOT, "%11s  %9s  candidate", progress.metric(), "trials"));
        standings.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                entry -> entry.getValue().mean(), progress.metric()::compare))
                .limit(MOST_ROWS)
                .forEach(entry -> table.add(row(entry.getKey(), entry.getValue())));
        progress.warning().ifPresent(table::add);
        redraw(table);
    }

    private String row(int candidate, Standing standing) {
        return String.format(
                Locale.ROOT,
                "%11.4f  %9s  %s",
                standing.mean(),
                standing.trials + "/" + trainings,
                Setting.describe(settings, candidates.get(candidate)));
    }

    /** Replaces the table. Longer lines would break, and their number would be wrong. */
    private void redraw(List<String> table) {
        StringBuilder text = new StringBuilder(erasing());
        for (String line : table) {
            text.append(line, 0, Math.min(WIDTH, line.length())).append('\n');
        }
        lines = table.size();
        terminal.print(text);
        terminal.flush();
    }

    private String erasing() {
        return lines == 0 ? "" : String.format(Locale.ROOT, UP, lines) + "\r" + ERASE_BELOW;
    }

    @Override
    public void close() {
        terminal.print(erasing());
        terminal.flush();
        lines = 0;
    }
}
