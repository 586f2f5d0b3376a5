package lanewise.benchmarks.cli;

import lanewise.data.CsvException;

import java.io.PrintStream;
import java.util.concurrent.Callable;

/** Carries a command out, and says what became of it as {@link CommandRunner} describes. */
final class CommandCall {
    private CommandCall() {}

    /** The command's exit code, or one that says how it failed. */
    static int run(String name, Callable<Integer> command, Streams streams) {
        int exitCode;
        try {
            exitCode = command.call();
        } catch (Exception e) {
            exitCode = failure(name, e, streams.err());
        } catch (OutOfMemoryError e) {
            String problem =
                    "not enough memory ("
                            + e.getMessage()
                            + "): ask for less, or give Java more "
                            + "by -Xmx in the environment variable JDK_JAVA_OPTIONS";
            return refuse(name, problem, streams.err());
        }
        // A full disk behind standard output must not pass for success; PrintStream keeps such
        // errors to itself.
        return exitCode == CommandRunner.OK && streams.out().checkError()
                ? refuse(name, "standard output could not be written", streams.err())
                : exitCode;
    }

    static int failure(String name, Exception e, PrintStream err) {
        if (e instanceof UserError || e instanceof CsvException) {
            return refuse(name, e.getMessage(), err);
        }
        e.printStackTrace(err);
        return CommandRunner.FAILED;
    }

    static int refuse(String name, String problem, PrintStream err) {
        err.println(name + ": " + problem.strip().replaceAll("\\s*\\R\\s*", " "));
        err.flush();
        return CommandRunner.REFUSED;
    }
}
