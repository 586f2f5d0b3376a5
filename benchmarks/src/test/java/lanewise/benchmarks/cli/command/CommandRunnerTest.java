package lanewise.benchmarks.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.cli.Invocation;

import org.junit.jupiter.api.Test;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/** {@link CommandRunner} with a configurable command. */
class CommandRunnerTest {

    @Command(name = "stub", mixinStandardHelpOptions = true)
    private static final class Stub implements Callable<Integer> {
        @Option(names = "--number")
        private int number;

        private final Callable<Integer> action;

        Stub(Callable<Integer> action) {
            this.action = action;
        }

        @Override
        public Integer call() throws Exception {
            return action.call();
        }
    }

    private static Invocation run(Callable<Integer> action, String... args) {
        return Invocation.of(false, streams -> CommandRunner.run(new Stub(action), args, streams));
    }

    @Test
    void returnsExitCodeOfCommand() {
        assertEquals(new Invocation(0, "", ""), run(() -> 0));
        assertEquals(new Invocation(7, "", ""), run(() -> 7));
    }

    @Test
    void printsUserErrorInOneLine() {
        Invocation run =
                run(
                        () -> {
                            throw new UserError("no such\n  thing\r\n");
                        });
        assertEquals(new Invocation(2, "", "stub: no such thing" + System.lineSeparator()), run);
    }

    @Test
    void printsInvalidOptionInOneLine() {
        Invocation run = run(() -> 0, "--number", "x");
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertEquals(
                "stub: Invalid value for option '--number': 'x' is not an int (see --help)"
                        + System.lineSeparator(),
                run.err());
    }

    @Test
    void printsLackOfMemoryInOneLine() {
        Invocation run =
                run(
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        });
        assertEquals(2, run.exitCode());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().startsWith("stub: not enough memory (Java heap space)"), run.err());
    }

    @Test
    void printsStackTraceOfDefects() {
        Invocation run =
                run(
                        () -> {
                            throw new IllegalArgumentException("defect");
                        });
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("IllegalArgumentException: defect"), run.err());
        assertTrue(run.err().contains("\tat " + CommandRunnerTest.class.getName()), run.err());
    }

    @Test
    void reportsUnwrittenOutput() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("disk full");
                    }
                };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(new PrintStream(full), new PrintStream(err), false);
        int exitCode =
                CommandRunner.run(
                        new Stub(
                                () -> {
                                    streams.out().println("result");
                                    return 0;
                                }),
                        new String[0],
                        streams);
        assertEquals(2, exitCode);
        assertEquals(
                "stub: standard output could not be written" + System.lineSeparator(),
                err.toString());
    }
}
