package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands in a JVM like that of {@code run_quick} in {@code scripts/lib.sh}. */
class QuickJvmTest extends TrainInFolder {
    private static final String FULL = "--add-modules jdk.incubator.vector";

    /** A full JVM that cannot start. */
    private static final String BROKEN = "--no-such-option";

    private record Result(int exitCode, String out, String err) {}

    private Result trained(String full, String... options)
            throws IOException, InterruptedException {
        Path err = temp.resolve("err.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dlanewise.fullJvm=" + full);
        command.add("-Dlanewise.home=" + Invocation.root());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("lanewise.benchmarks.cli.Train", "--no-plots", "--out=" + out));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        byte[] printed = process.getInputStream().readAllBytes();
        int exitCode = process.waitFor();
        return new Result(
                exitCode, new String(printed, StandardCharsets.UTF_8), Files.readString(err));
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
