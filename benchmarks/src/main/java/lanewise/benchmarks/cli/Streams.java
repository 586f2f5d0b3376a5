package lanewise.benchmarks.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command writes.
 *
 * @param out results, standard output
 * @param err problems and progress, standard error
 * @param terminal whether a person watches: then there may be colours and progress bars
 */
public record Streams(PrintStream out, PrintStream err, boolean terminal) {

    /**
     * Checks the streams.
     *
     * @throws NullPointerException if a stream is null
     */
    public Streams {
        Objects.requireNonNull(out, "out is null: expected where results go");
        Objects.requireNonNull(err, "err is null: expected where problems go");
    }

    /**
     * The streams of this process.
     *
     * @return {@code System.out} and {@code System.err}
     */
    public static Streams ofProcess() {
        Console console = System.console();
        return new Streams(System.out, System.err, console != null && console.isTerminal());
    }

    /**
     * Streams that nobody watches.
     *
     * @param out results
     * @param err problems
     * @return the streams, without colours and progress bars
     */
    public static Streams quiet(PrintStream out, PrintStream err) {
        return new Streams(out, err, false);
    }
}
