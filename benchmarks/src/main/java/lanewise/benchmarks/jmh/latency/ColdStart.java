package lanewise.benchmarks.jmh.latency;

import lanewise.benchmarks.workload.BundledFile;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The train command on the reference workload as a separate process, without plots: from the start
 * of Java to its end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStart {
    private static final String ANSWER = "test accuracy      16/20 = 0.8";

    /** The JVM options of {@code scripts/train} for this run. */
    private static final List<String> CLASSIC =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /**
     * The launch of Java: without options, with those of {@code scripts/train}, or also with a
     * class archive like the script's.
     */
    @Param({"default", "script", "script with archive"})
    public String java;

    private Path folder;
    private List<String> command;

    /** Creates the benchmark; JMH sets its parameters. */
    public ColdStart() {}

    /**
     * Prepares the command and the archive.
     *
     * @throws IOException if files cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    @Setup(Level.Trial)
    public void prepare() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("lanewise-cold-");
        Files.createDirectory(folder.resolve("src-test-data"));
        new BundledFile("iris.csv").copyTo(folder.resolve("src-test-data/iris.csv"));
        Path archive = folder.resolve("archive");
        command = command(java.equals("default") ? List.of() : CLASSIC);
        if (java.endsWith("archive")) {
            command.add(1, "-XX:AOTCacheOutput=" + archive);
            train();
            command.set(1, "-XX:AOTCache=" + archive);
        }
    }

    private List<String> command(List<String> options) {
        List<String> parts = new ArrayList<>();
        parts.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        parts.addAll(options);
        parts.addAll(
                List.of(
                        "-Djava.awt.headless=true",
                        "-Dlanewise.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "lanewise.benchmarks.cli.Train",
                        "--no-plots"));
        return parts;
    }

    /**
     * Trains in a new process.
     *
     * @return its output
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted
     */
    @Benchmark
    public String train() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Another collector than CLASSIC's would end Java.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || output.lines().noneMatch(ANSWER::equals)) {
            throw new IllegalStateException(
                    "expected '" + ANSWER + "' of " + command + ", found: " + output);
        }
        return output;
    }

    /**
     * Deletes the files.
     *
     * @throws IOException if that fails
     */
    @TearDown(Level.Trial)
    public void clean() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
