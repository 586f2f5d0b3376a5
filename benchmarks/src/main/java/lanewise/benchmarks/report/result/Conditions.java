package lanewise.benchmarks.report.result;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Conditions of this machine that make figures less certain, as reported by Linux. Empty on other
 * systems.
 */
public final class Conditions {
    /** Load average above which other programs occupy part of a processor. */
    private static final double LOAD = 0.5;

    private Conditions() {}

    /**
     * Lists the conditions, with a remedy where there is one.
     *
     * @param root the parent of {@code sys} and {@code proc}; {@code /} on a real machine
     * @return a sentence for each
     */
    public static List<String> warnings(Path root) {
        List<String> warnings = new ArrayList<>();
        TreeSet<String> governors = new TreeSet<>();
        Path processors = root.resolve("sys/devices/system/cpu");
        for (Path processor : folders(processors, "cpu[0-9]*")) {
            text(processor.resolve("cpufreq/scaling_governor")).ifPresent(governors::add);
        }
        governors.remove("performance");
        if (!governors.isEmpty()) {
            warnings.add(
                    "frequency governor "
                            + String.join(", ", governors)
                            + ": the clock follows the load; cpupower frequency-set -g"
                            + " performance keeps it high");
        }
        if (isTurboOn(processors)) {
            warnings.add(
                    "turbo is on: the clock depends on temperature and on the number of busy"
                            + " cores, so compare within one run");
        }
        if (isVirtual(root)) {
            warnings.add(
                    "virtual machine: other guests may take the cores for seconds without any"
                            + " trace; look at single forks, and repeat important measurements");
        }
        text(root.resolve("proc/loadavg"))
                .map(line -> Double.parseDouble(line.split(" ")[0]))
                .filter(load -> load > LOAD)
                .ifPresent(
                        load ->
                                warnings.add(
                                        "load average "
                                                + load
                                                + " before the first benchmark: stop other"
                                                + " programs to get reliable figures"));
        return warnings;
    }

    private static boolean isTurboOn(Path processors) {
        return text(processors.resolve("intel_pstate/no_turbo")).equals(Optional.of("0"))
                || text(processors.resolve("cpufreq/boost")).equals(Optional.of("1"));
    }

    private static boolean isVirtual(Path root) {
        return text(root.resolve("proc/cpuinfo"))
                .filter(cpuinfo -> Machine.isVirtual(cpuinfo.lines().toList()))
                .isPresent();
    }

    private static List<Path> folders(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
            all.forEach(found::add);
        } catch (IOException e) {
            return List.of(); // Not Linux.
        }
        return found;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Unreadable: unknown.
        }
    }
}
