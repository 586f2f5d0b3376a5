package lanewise.spark.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM started by the test, as the script {@code bin/spark-class} starts it: Spark's launcher
 * states the command, which is then run. Maven's jars have no scripts.
 */
final class SparkProcess {
    private final String name;
    private final Process process;
    private final Path output;
    private final Path log;
    private final CompletableFuture<Matcher> found = new CompletableFuture<>();
    private Thread logCopier;

    private SparkProcess(String name, Process process, Path output, Path log) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.log = log;
    }

    /**
     * Starts a class of Spark.
     *
     * @param home the installation
     * @param sparkHome SPARK_HOME of the process: the installation or a worker's folder in it
     * @param name name of its log files
     * @param announcement what {@link #announcement} waits for in a line of its log
     * @param arguments the class and its arguments
     */
    static SparkProcess start(
            SparkHome home,
            Path sparkHome,
            String name,
            Pattern announcement,
            List<String> arguments)
            throws IOException, InterruptedException {
        Path output = home.folder().resolve("logs/" + name + ".out.log");
        Path log = home.folder().resolve("logs/" + name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(home, sparkHome, log, arguments));
        setEnvironment(builder, home, sparkHome);
        builder.directory(home.folder().toFile());
        builder.redirectOutput(output.toFile());
        SparkProcess started = new SparkProcess(name, builder.start(), output, log);
        started.logCopier =
                Thread.ofPlatform()
                        .daemon()
                        .name("log of " + name)
                        .start(() -> started.copyLog(announcement));
        return started;
    }

    private static List<String> command(
            SparkHome home, Path sparkHome, Path log, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> launcher = new ArrayList<>();
        launcher.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        launcher.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        launcher.addAll(List.of("-cp", sparkHome.resolve("jars") + "/*"));
        launcher.add("org.apache.spark.launcher.Main");
        launcher.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(launcher);
        setEnvironment(builder, home, sparkHome);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        String text;
        try {
            process.getOutputStream().close();
            text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("Spark's launcher failed:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        // Messages, a null character and a line end, then the command, each word ended by a null.
        String words = text.substring(text.indexOf('\0') + 1).stripLeading();
        return List.of(words.split("\0"));
    }

    private static void setEnvironment(ProcessBuilder builder, SparkHome home, Path sparkHome) {
        Map<String, String> environment = builder.environment();
        // Nothing of an installation that the machine may have.
        environment
                .keySet()
                .removeIf(key -> key.matches("(SPARK|HADOOP|YARN|JAVA|JDK|_JAVA)_.*|CLASSPATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SPARK_HOME", sparkHome.toString());
        environment.put("SPARK_CONF_DIR", home.folder().resolve("conf").toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_LOCAL_DIRS", home.folder().resolve("tmp").toString());
        environment.put("SPARK_DAEMON_MEMORY", "192m");
        environment.put("SPARK_DAEMON_JAVA_OPTS", home.shortLivedOptions());
    }

    /** Copies standard error to a file, since nobody would notice a new line in a file. */
    private void copyLog(Pattern announcement) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
                PrintWriter file = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                Matcher matcher = announcement.matcher(line);
                if (matcher.find()) {
                    found.complete(matcher);
                }
            }
        } catch (IOException e) {
            // The stream of a process that was killed may be closed within a line.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            found.completeExceptionally(new IOException("The " + name + " ended"));
        }
    }

    /** Waits for the announcement and returns it. */
    Matcher announcement() throws IOException, InterruptedException {
        try {
            return found.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    Process process() {
        return process;
    }

    /** Waits for the process to end and returns its exit status. */
    int exitStatus() throws InterruptedException {
        int status = process.waitFor();
        logCopier.join();
        return status;
    }

    /** Returns its standard error so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Returns the lines of its standard output so far. */
    List<String> output() throws IOException {
        return Files.readAllLines(output);
    }

    String name() {
        return name;
    }

    /** Kills the process with SIGKILL and waits for its end, even on an interrupted thread. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
