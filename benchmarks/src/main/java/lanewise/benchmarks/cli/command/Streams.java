package lanewise.benchmarks.cli.command;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Destinations of a command's output.
 *
 * @param out results: standard output
 * @param err errors and progress: standard error
 * @param terminal true if standard error is a terminal, which may show a progress bar
 */
public record Streams(PrintStream out, PrintStream err, boolean terminal) {

    /**
     * Checks the streams.
     *
     * @throws NullPointerException if a stream is null
     */
    public Streams {
        Objects.requireNonNull(out, "out must not be null: expected the stream for results");
        Objects.requireNonNull(err, "err must not be null: expected the stream for errors");
    }

    /**
     * The streams of this process. The scripts set the system property {@code lanewise.terminal} if
     * standard error is a terminal; Java can detect that for standard output only.
     *
     * @return {@code System.out} and {@code System.err}
     */
    public static Streams ofProcess() {
        return new Streams(System.out, System.err, Boolean.getBoolean("lanewise.terminal"));
    }

    /**
     * Prints a warning to {@link #err}. A lambda in its place would cost a cold JVM 10 ms.
     *
     * @param command name of the command
     * @param warning what is doubtful, and the remedy, in one line
     */
    public void warn(String command, String warning) {
        err.println(command + ": warning: " + warning);
    }
}
