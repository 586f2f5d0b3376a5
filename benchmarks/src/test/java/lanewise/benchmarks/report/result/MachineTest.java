package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class MachineTest {
    private static final List<String> CPUINFO =
            List.of(
                    "processor\t: 0",
                    "cpu family\t: 6",
                    "model\t\t: 207",
                    "model name\t: Intel(R) Xeon(R) Processor",
                    "flags\t\t: fpu sse hypervisor avx512f",
                    "",
                    "processor\t: 1",
                    "model name\t: another");

    @Test
    void namesFirstProcessorWithItsNumbers() {
        assertEquals("Intel(R) Xeon(R) Processor (family 6, model 207)", Machine.cpu(CPUINFO));
        assertEquals("Abacus", Machine.cpu(List.of("model name : Abacus")));
        assertTrue(Machine.cpu(List.of()).startsWith("unknown "));
    }

    @Test
    void detectsVirtualMachine() {
        assertEquals(
                "virtual machine (others may share the cores)", Machine.virtualisation(CPUINFO));
        assertEquals(
                "no hypervisor seen",
                Machine.virtualisation(List.of("flags : fpu sse hypervisor2")));
        assertEquals("not known whether virtual", Machine.virtualisation(List.of()));
    }

    @Test
    void directoryWithoutGitHasNoCommit(@TempDir Path folder) {
        assertTrue(Commit.of(folder).isEmpty());
        assertTrue(Commit.of(folder.resolve("missing")).isEmpty());
        assertEquals("none", Machine.here(folder, List.of()).commit());
    }

    @Test
    void describesThisMachine(@TempDir Path folder) {
        Machine machine = Machine.here(folder, List.of());
        assertTrue(machine.cores() >= 1);
        assertTrue(
                machine.jdk().contains(System.getProperty("java.runtime.version")), machine.jdk());
        assertFalse(machine.kernels().isBlank());
        assertEquals(6, machine.describe().lines().count());
    }

    @Test
    void includesConditions(@TempDir Path folder) {
        assertEquals(
                List.of("note     pinned to processors 0,1", "note     turbo is on"),
                Machine.here(folder, List.of("pinned to processors 0,1", "turbo is on"))
                        .describe()
                        .lines()
                        .skip(6)
                        .toList());
    }
}
