package lanewise.benchmarks.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.List;

/**
 * Runs picocli commands so that all of them behave alike.
 *
 * <ul>
 *   <li>Success: exit code {@link #OK}, or what the command's {@code call()} returns. Help and
 *       version go to standard output.
 *   <li>What the user can put right (a wrong option, {@link UserError}, {@link
 *       lanewise.data.CsvException}, too little memory): one line {@code name: what is wrong} on
 *       standard error, no usage text, no stack trace, exit code {@link #REFUSED}.
 *   <li>Anything else is a defect: a stack trace on standard error, exit code {@link #FAILED}.
 * </ul>
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Streams streams = Streams.ofProcess();
 *     System.exit(CommandRunner.run(new Bench(streams), args, streams));
 * }
 * }</pre>
 */
public final class CommandRunner {
    /** Exit code of success. */
    public static final int OK = 0;

    /** Exit code of a defect. */
    public static final int FAILED = 1;

    /** Exit code of what the user can put right. */
    public static final int REFUSED = 2;

    private CommandRunner() {}

    /**
     * Runs a command.
     *
     * @param command an object annotated with picocli's {@code Command}, usually a {@code
     *     Callable<Integer>}
     * @param args the arguments
     * @param streams where help and problems go
     * @return the exit code
     */
    public static int run(Object command, String[] args, Streams streams) {
        CommandLine line = new CommandLine(command);
        String name = line.getCommandName();
        OptionSections.use(line);
        line.setExpandAtFiles(false)
                .setOut(new PrintWriter(streams.out(), true))
                .setErr(new PrintWriter(streams.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(
                        (e, arguments) -> CommandCall.refuse(name, explain(e), streams.err()))
                .setExecutionExceptionHandler(
                        (e, parsed, all) -> CommandCall.failure(name, e, streams.err()));
        return CommandCall.run(name, () -> line.execute(args), streams);
    }

    private static String explain(ParameterException e) {
        String message = e.getMessage();
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String hint =
                similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        return message + hint + " (see --help)";
    }
}
