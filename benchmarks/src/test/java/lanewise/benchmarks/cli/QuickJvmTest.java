package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Commands in a JVM like that of {@code run_quick} in {@code scripts/lib.sh}. */
class QuickJvmTest extends TrainInFolder {
    private static final String FULL = "--add-modules jdk.incubator.vector";

    /** A full JVM that cannot start. */
    private static final String BROKEN = "--no-such-option";

    private static final Pattern COMMAND =
            Pattern.compile("^run(?:_quick)? (lanewise\\S+)", Pattern.MULTILINE);

    private record Result(int exitCode, String out, String err) {}

    private Result trained(String full, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--no-plots", "--out=" + out));
        arguments.addAll(List.of(options));
        return started("lanewise.benchmarks.cli.Train", full, arguments);
    }

    private Result started(String main, String full, List<String> arguments)
            throws IOException, InterruptedException {
        Path err = temp.resolve("err.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dlanewise.fullJvm=" + full);
        command.add("-Dlanewise.home=" + Invocation.root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(main);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        byte[] printed = process.getInputStream().readAllBytes();
        int exitCode = process.waitFor();
        return new Result(
                exitCode, new String(printed, StandardCharsets.UTF_8), Files.readString(err));
    }

    /** The scripts that start a command. */
    static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Invocation.root().resolve("scripts"))) {
            return files.map(QuickJvmTest::scriptOf).flatMap(Optional::stream).sorted().toList();
        }
    }

    private static Optional<String> scriptOf(Path file) {
        return mainOf(file).map(_ -> file.getFileName().toString());
    }

    private static Optional<String> mainOf(Path script) {
        try {
            return COMMAND.matcher(Files.readString(script))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void printsTheHelpOfEveryScript(String script) throws Exception {
        String main = mainOf(Invocation.root().resolve("scripts").resolve(script)).orElseThrow();
        Result result = started(main, BROKEN, List.of("--help"));
        assertEquals("", result.err);
        assertEquals(0, result.exitCode);
        assertTrue(result.out.startsWith("Usage: " + script + " "), result.out);
    }

    @Test
    void staysForShortTrainings() throws Exception {
        Result result = trained(BROKEN, "--iterations=20000");
        assertEquals(0, result.exitCode, result.err);
        assertTrue(result.out.contains("kernels            scalar ("), result.out);
        assertEquals("", result.err);
    }

    @Test
    void leavesForLongTrainings() throws Exception {
        Result result = trained(BROKEN, "--iterations=200000");
        assertEquals(1, result.exitCode, result.err);
        assertEquals("", result.out);
        assertTrue(result.err.contains(BROKEN), result.err);
    }

    @Test
    void continuesElsewhereForOtherKernels() throws Exception {
        Result result = trained(FULL, "--kernels=vector", "--iterations=10");
        assertEquals(0, result.exitCode, result.err);
        assertTrue(result.out.contains("kernels            vector-"), result.out);
        assertEquals("", result.err); // not even the announcement of an incubator module
    }

    @Test
    void continuesElsewhereForOtherKernelsOnTables() throws Exception {
        Path members = Invocation.iris().resolveSibling("tables/members.csv");
        Result result =
                trained(
                        FULL,
                        "--data=" + members,
                        "--target=segment",
                        "--kernels=vector",
                        "--epochs=2");
        assertEquals(0, result.exitCode, result.err);
        assertTrue(result.out.contains("kernels            vector-"), result.out);
        assertEquals("", result.err);
    }

    /** A quick JVM would report the missing vector module. */
    @Test
    void passesOnExitCodesAndMessages() throws Exception {
        Result result = trained(FULL, "--kernels=specialised", "--dropout=0.1");
        assertEquals(2, result.exitCode, result.err);
        assertEquals("", result.out);
        assertEquals(1, result.err.lines().count(), result.err);
        assertTrue(result.err.contains("dropout is not supported"), result.err);
    }
}
