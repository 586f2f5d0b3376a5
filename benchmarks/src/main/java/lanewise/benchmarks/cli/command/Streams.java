package lanewise.benchmarks.cli.command;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command writes.
 *
 * @param out results, standard output
 * @param err problems and progress, standard error
 * @param terminal whether a person watches standard error: then there may be a progress bar
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
     * The streams of this process. Whether they are a terminal's is told by the system property
     * {@code lanewise.terminal}, which the scripts set: Java can ask for standard output only.
     *
     * @return {@code System.out} and {@code System.err}
     */
    public static Streams ofProcess() {
        return new Streams(System.out, System.err, Boolean.getBoolean("lanewise.terminal"));
    }
}
