package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ConditionsTest {
    @TempDir Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    private List<String> beginnings() {
        return Conditions.warnings(root).stream()
                .map(warning -> warning.replaceFirst("[:;,].*", ""))
                .toList();
    }

    @Test
    void unknownSystemHasNoWarnings() {
        assertEquals(List.of(), Conditions.warnings(root));
    }

    @Test
    void quietMachineHasNoWarnings() throws IOException {
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance");
        write("sys/devices/system/cpu/intel_pstate/no_turbo", "1");
        write("proc/cpuinfo", "flags : fpu sse");
        write("proc/loadavg", "0.05 0.60 2.00 1/80 1234");
        assertEquals(List.of(), Conditions.warnings(root));
    }

    @Test
    void reportsEachCondition() throws IOException {
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance");
        write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave");
        write("sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "ondemand");
        write("sys/devices/system/cpu/cpufreq/boost", "1");
        write("proc/cpuinfo", "model name : Abacus\nflags : fpu hypervisor");
        write("proc/loadavg", "1.25 0.60 2.00 1/80 1234");
        assertEquals(
                List.of(
                        "frequency governor ondemand",
                        "turbo is on",
                        "virtual machine",
                        "load average 1.25 before the first benchmark"),
                beginnings());
        assertTrue(Conditions.warnings(root).getFirst().contains("powersave"));
    }

    @Test
    void reportsIntelTurboUnlessOff() throws IOException {
        write("sys/devices/system/cpu/intel_pstate/no_turbo", "0");
        assertEquals(List.of("turbo is on"), beginnings());
    }
}
