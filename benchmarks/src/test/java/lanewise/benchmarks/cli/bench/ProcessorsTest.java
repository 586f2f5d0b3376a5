package lanewise.benchmarks.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.cli.command.UserError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class ProcessorsTest {
    @TempDir Path sysfs;

    private void processor(int number, String siblings) throws IOException {
        Path topology = Files.createDirectories(sysfs.resolve("cpu" + number + "/topology"));
        Files.writeString(topology.resolve("thread_siblings_list"), siblings + "\n");
    }

    @Test
    void selectsFirstThreadOfEachCore() throws IOException {
        processor(0, "0,4");
        processor(4, "0,4");
        processor(10, "10-11");
        processor(11, "10-11");
        Files.createDirectories(sysfs.resolve("cpufreq"));
        assertEquals(Optional.of("0,10"), Processors.oneOfEachCore(sysfs));
    }

    @Test
    void ignoresOtherSystems() {
        assertEquals(Optional.empty(), Processors.oneOfEachCore(sysfs.resolve("missing")));
        assertTrue(
                Processors.pinToCores(sysfs.resolve("missing"))
                        .startsWith("not pinned to processors: this system"));
    }

    @Test
    void rejectsMissingProcessors() {
        String message = assertThrows(UserError.class, () -> Processors.pin("100000")).getMessage();
        assertTrue(
                message.startsWith("cannot run on the processors 100000: ")
                        || message.startsWith("processors are chosen by taskset"),
                message);
    }

    @Test
    void keepsPresetAffinity() throws IOException {
        int more = Runtime.getRuntime().availableProcessors() + 1;
        for (int cpu = 0; cpu < more; cpu++) {
            processor(cpu, String.valueOf(cpu));
        }
        assertEquals(
                "on the processors that were preset: " + (more - 1) + " of " + more,
                Processors.pinToCores(sysfs));
    }
}
