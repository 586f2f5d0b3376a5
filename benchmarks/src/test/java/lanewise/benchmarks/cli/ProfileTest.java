package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jfr.consumer.RecordingFile;

import lanewise.Activation;
import lanewise.Tier;
import lanewise.benchmarks.profile.MachineLimits;
import lanewise.benchmarks.profile.PhaseProfile;
import lanewise.benchmarks.profile.PhaseTable;
import lanewise.benchmarks.profile.ProfiledRun;
import lanewise.benchmarks.profile.Workload;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/** The command {@code profile}, which records all that happens in its JVM. */
@Isolated
class ProfileTest {
    @TempDir private Path folder;

    private static Invocation profile(String... args) {
        return Invocation.of(false, s -> Profile.run(args, s));
    }

    @Test
    void showsTimeByPhase() throws Exception {
        Invocation done =
                profile(
                        "16-32-5",
                        "--rows",
                        "64",
                        "--kernels",
                        "scalar",
                        "--seconds",
                        "0.4",
                        "--out",
                        folder.toString());
        assertEquals(0, done.exitCode(), done.err());
        assertTrue(done.out().contains("64 rows, 1 thread"), done.out());
        assertTrue(done.out().contains("kernels     scalar: as requested"), done.out());
        assertTrue(done.out().contains("| forward  | 0     |"), done.out());
        assertTrue(done.out().contains("| update   | all   |"), done.out());

        assertFalse(RecordingFile.readAllEvents(folder.resolve("profile.jfr")).isEmpty());
        PhaseProfile phases = PhaseProfile.read(folder.resolve("profile.jfr"));
        assertEquals(
                List.of("forward0", "forward1", "loss-1", "backward1", "backward0", "update-1"),
                phases.phases().stream().map(p -> p.phase() + p.layer()).toList());
        PhaseProfile.PhaseSum first = phases.phases().getFirst();
        assertEquals(2L * 16 * 32 * 64 * phases.iterations(), first.flops());
        assertEquals(4L * (16 * 32 + 48 * 64) * phases.iterations(), first.bytes());

        assertEquals(1800, ImageIO.read(folder.resolve("roofline.png").toFile()).getWidth());
        if (!done.err().contains("no flame graph:")) {
            String flames = Files.readString(folder.resolve("flames.html"));
            assertTrue(flames.contains("lanewise/"), "the engine is in the flame graph");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | network \"4\": expected inputs-units-…-outputs, such as 4-2-3",
                "4-0-3 | network \"4-0-3\": expected inputs-units-…-outputs, such as 4-2-3",
            })
    void rejectsMalformedNetworks(String network, String reason) {
        assertEquals(
                new Invocation(2, "", "profile: " + reason + System.lineSeparator()),
                profile(network));
    }

    /** The last layer's stage of these kernels includes the loss. */
    @Tag("vectors")
    @Test
    void omitsMissingPhases() throws Exception {
        Workload workload =
                new Workload(
                        List.of(4, 2, 3),
                        Activation.SIGMOID,
                        Activation.SIGMOID,
                        false,
                        130,
                        Tier.SPECIALISED,
                        1);
        Path recording = folder.resolve("profile.jfr");
        ProfiledRun.Timing timing =
                new ProfiledRun(workload).profile(0.2, recording, folder.resolve("flames.html"));
        assertTrue(timing.bytes() < 1000, timing + ": not compiled");
        String table =
                PhaseTable.of(PhaseProfile.read(recording), new MachineLimits(200, 400, 20), 1)
                        .toString();
        assertTrue(table.contains("| backward | 1     |"), table);
        assertFalse(table.contains("| loss "), table);
        assertFalse(table.contains("Infinity"), table);
    }

    /** In a separate JVM, on the kernels of the table and the layers of the options. */
    @Test
    void runsJmhProfilers() {
        Invocation done =
                profile(
                        "8-4",
                        "--activation",
                        "relu",
                        "--output",
                        "softmax",
                        "--bias",
                        "--kernels",
                        "scalar", // if vectors are not compiled yet, all samples may be in the JDK
                        "--seconds",
                        "0.2",
                        "--prof",
                        "gc",
                        "--prof",
                        "stack",
                        "--out",
                        folder.toString());
        assertEquals(0, done.exitCode(), done.err());
        assertTrue(done.out().contains("| gc.alloc.rate.norm |"), done.out());
        String stack = done.out().substring(done.out().indexOf("JMH -prof stack, "));
        assertTrue(stack.contains("RUNNABLE"), stack);
        assertTrue(stack.contains(" lanewise."), stack);
    }

    @Test
    void rejectsUnknownProfilers() {
        assertEquals(
                new Invocation(
                        2,
                        "",
                        "profile: Invalid value for option '--prof' (name): expected gc, stack or"
                                + " perfasm, found 'async' (see --help)"
                                + System.lineSeparator()),
                profile("--prof", "async"));
    }

    @Test
    void rejectsDurationsOutOfRange() {
        for (String seconds : List.of("0.1", "31")) {
            Invocation refused = profile("--seconds", seconds);
            assertEquals(2, refused.exitCode());
            assertTrue(refused.err().contains("expected 0.2 to 30"), refused.err());
        }
    }

    @Test
    void rejectsUnavailableKernels() {
        Invocation refused = profile("4-200-3", "--kernels", "specialised");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().startsWith("profile: no specialised kernels"), refused.err());
        Invocation softmax = profile("4-1", "--output", "softmax");
        assertEquals(2, softmax.exitCode());
        assertTrue(softmax.err().startsWith("profile: "), softmax.err());
    }

    @Test
    void rejectsUnusableDirectory() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Invocation refused = profile("--out", file.toString());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("is not a directory"), refused.err());
    }
}
