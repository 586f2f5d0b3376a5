package lanewise.benchmarks.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM in which the scripts start short commands. It starts sooner than another, as it has C1
 * only, no vector module, and an archive of classes. A command with more work than that pays for
 * continues in a full JVM.
 */
public final class QuickJvm {
    /** Set by the scripts in a quick JVM: the options of a full one, separated by blanks. */
    private static final String FULL_OPTIONS = "lanewise.fullJvm";

    private static final String ANNOUNCEMENT = "WARNING: Using incubator modules: ";

    private QuickJvm() {}

    /** Thrown in a quick JVM by commands with much work; {@link CommandRunner} catches it. */
    public static final class FullJvmNeeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private FullJvmNeeded() {
            super("the command needs a full JVM", null, false, false);
        }
    }

    /**
     * Continues the command in a full JVM if its work is long and this JVM is a quick one. To be
     * called before anything is printed or written.
     *
     * @param isLong whether the command takes longer here than in another JVM, start included
     */
    public static void leaveIf(boolean isLong) {
        if (isLong && System.getProperty(FULL_OPTIONS) != null) {
            throw new FullJvmNeeded();
        }
    }

    /**
     * Runs a command in a full JVM with this one's standard streams.
     *
     * @param main its main class
     * @param args its arguments
     * @return its exit code
     * @throws IOException if Java cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    static int runInFullJvm(Class<?> main, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty(FULL_OPTIONS).split(" ")));
        for (String property : List.of("java.awt.headless", "lanewise.home", "lanewise.terminal")) {
            command.add("-D" + property + "=" + System.getProperty(property));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.INHERIT)
                        .redirectOutput(Redirect.INHERIT)
                        .start();
        Thread end = new Thread(process::destroy, "end-of-command");
        Runtime.getRuntime().addShutdownHook(end); // a signal to this JVM is for the command
        copyErrors(process.getErrorStream());
        return process.waitFor();
    }

    /** Copies all but the announcement of the vector module, which no option turns off. */
    private static void copyErrors(InputStream errors) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = errors.read(); b >= 0; b = errors.read()) {
            line.write(b);
            if (b == '\n') {
                if (line.toString(StandardCharsets.UTF_8).startsWith(ANNOUNCEMENT)) {
                    line.reset();
                }
                break;
            }
        }
        line.writeTo(System.err);
        System.err.flush();
        errors.transferTo(System.err);
    }
}
