package lanewise.benchmarks.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Detection of {@code perf} capabilities, with scripts that behave like {@code perf} on other
 * machines.
 */
class PerfTest {
    @TempDir private Path folder;

    /** Uses a script as the command {@code perf stat --event EVENT -- echo}. */
    private Perf perf(String script) throws IOException {
        Path command = Files.writeString(folder.resolve("perf"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return Perf.of(command.toString(), Files.writeString(folder.resolve("paranoid"), "4\n"));
    }

    @Test
    void samplesByCyclesIfCounted() throws IOException {
        assertEquals(new Perf("cycles", ""), perf("echo \"12,345 $3\""));
    }

    @Test
    void samplesByTimeWithoutCounter() throws IOException {
        Perf perf = perf("[ $3 = cpu-clock ] && echo '0.1 msec' || echo '<not supported> cycles'");
        assertEquals("cpu-clock", perf.event());
        assertEquals(
                "perfasm samples by a timer: perf finds no cycle counter, which few virtual"
                        + " machines have",
                perf.problem());
    }

    @Test
    void reportsForbiddenAccess() throws IOException {
        assertEquals(
                new Perf(
                        "",
                        "no perfasm: the kernel lets perf count neither cycles nor time"
                                + " (kernel.perf_event_paranoid is 4); as root, sysctl"
                                + " kernel.perf_event_paranoid=2, and in a container allow"
                                + " perf_event_open"),
                perf("echo Access is limited >&2; exit 255"));
    }

    @Test
    void reportsMissingPerf() {
        Path none = folder.resolve("none");
        assertEquals(
                new Perf(
                        "",
                        "no perfasm: perf is not installed; on Debian, apt-get install"
                                + " linux-perf"),
                Perf.of(none.toString(), none));
    }
}
