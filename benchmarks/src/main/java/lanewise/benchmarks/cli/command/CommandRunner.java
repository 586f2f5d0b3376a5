package lanewise.benchmarks.cli.command;

import lanewise.data.CsvException;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Runs picocli commands with uniform behaviour.
 *
 * <ul>
 *   <li>Success: exit code {@link #OK}, or the result of the command's {@code call()}. Help and
 *       version go to standard output.
 *   <li>Errors that the user can correct (an invalid option, {@link UserError}, {@link
 *       CsvException}, too little memory): one line {@code name: problem} on standard error, no
 *       usage text, no stack trace, exit code {@link #REFUSED}.
 *   <li>Anything else is a defect: a stack trace on standard error, exit code {@link #FAILED}.
 * </ul>
 *
 * <pre>{@code
 * public static void main(String[] args) {
 * Streams streams = Streams.ofProcess();
 * System.exit(CommandRunner.run(new Bench(streams), args, streams));
 * }
 * }</pre>
 */
public final class CommandRunner {
    /** Exit code of success. */
    public static final int OK = 0;

    /** Exit code of a defect. */
    public static final int FAILED = 1;

    /** Exit code of an error that the user can correct. */
    public static final int REFUSED = 2;

    private CommandRunner() {}

    /**
     * Runs a command.
     *
     * @param command an object annotated with picocli's {@code Command}, usually a {@code
     *     Callable<Integer>}
     * @param args the arguments
     * @param streams destinations of help texts and error messages
     * @return the exit code
     */
    public static int run(Object command, String[] args, Streams streams) {
        CommandLine line = new CommandLine(command);
        String name = line.getCommandName();
        OptionSections.use(line);
        line.setExpandAtFiles(false)
                .setOut(new PrintWriter(streams.out(), true, streams.out().charset()))
                .setErr(new PrintWriter(streams.err(), true, streams.err().charset()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(
                        (e, arguments) -> refuse(name, explain(e), streams.err()))
                .setExecutionExceptionHandler(
                        (e, parsed, all) ->
                                e instanceof QuickJvm.FullJvmNeeded
                                        ? QuickJvm.runInFullJvm(command.getClass(), args)
                                        : failure(name, e, streams.err()));
        return call(name, () -> line.execute(args), streams);
    }

    private static String explain(ParameterException e) {
        if (e.getArgSpec() instanceof OptionSpec option && option.arity().max() == 0) {
            return option.longestName() + " takes no value (see --help)";
        }
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String hint =
                similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        return e.getMessage() + hint + " (see --help)";
    }

    /**
     * Runs a command whose options are set, without loading picocli. From then on the JVM's default
     * locale is {@link Locale#ROOT}: libraries such as JMH and picocli format numbers for the
     * default locale, but files and reports must not depend on the user's language.
     *
     * @param name the command's name, a prefix of its messages
     * @param command the command
     * @param streams destinations of output and error messages
     * @return the command's exit code, or the code for its failure
     */
    public static int call(String name, Callable<Integer> command, Streams streams) {
        Locale.setDefault(Locale.ROOT);
        int exitCode;
        try {
            exitCode = command.call();
        } catch (Exception e) {
            exitCode = failure(name, e, streams.err());
        } catch (OutOfMemoryError e) {
            String problem =
                    "not enough memory ("
                            + e.getMessage()
                            + "): reduce the size, or raise Java's limit with -Xmx in the"
                            + " environment variable JDK_JAVA_OPTIONS";
            return refuse(name, problem, streams.err());
        }
        // Report write errors, such as a full disk; PrintStream swallows them.
        return exitCode == OK && streams.out().checkError()
                ? refuse(name, "standard output could not be written", streams.err())
                : exitCode;
    }

    private static int failure(String name, Exception e, PrintStream err) {
        if (e instanceof UserError || e instanceof CsvException) {
            return refuse(name, e.getMessage(), err);
        }
        e.printStackTrace(err);
        return FAILED;
    }

    private static int refuse(String name, String problem, PrintStream err) {
        err.println(name + ": " + problem.strip().replaceAll("\\s*\\R\\s*", " "));
        err.flush();
        return REFUSED;
    }
}
