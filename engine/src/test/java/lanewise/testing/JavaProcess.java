package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a separate JVM, the same as the one that runs the tests. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * Runs Java and requires that it exits with status 0.
     *
     * @param folder the working directory
     * @param arguments arguments of {@code java}
     * @return its standard output and error
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the test is interrupted
     */
    public static String run(Path folder, String... arguments)
            throws IOException, InterruptedException {
        return output(start(folder, arguments));
    }

    /**
     * Starts Java.
     *
     * @param folder the working directory
     * @param arguments arguments of {@code java}
     * @return the process, for {@link #output}
     * @throws IOException if it cannot be started
     */
    public static Process start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-XX:+UseSerialGC"); // starts sooner, and leaves the other core alone
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Java reports on standard error that it has read them.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder.directory(folder.toFile()).redirectErrorStream(true).start();
    }

    /**
     * Waits for the end of a process and requires that it exits with status 0.
     *
     * @param process the process
     * @return its standard output and error
     * @throws IOException if the output cannot be read
     * @throws InterruptedException if the test is interrupted
     */
    public static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
