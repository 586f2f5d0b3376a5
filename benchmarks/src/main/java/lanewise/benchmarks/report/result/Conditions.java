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
 * What makes figures of this machine less certain, as Linux tells it. Of another system nothing is
 * known.
 */
public final class Conditions {
    /** So much work of other programs that it takes part of a processor. */
    private static final double LOAD = 0.5;

    private Conditions() {}

    /**
     * What somebody who measures should know, and put right where it can be.
     *
     * @param root where {@code sys} and {@code proc} are, {@code /} on a machine
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
                            + ": the clock follows the load; cpupower frequency-set -g performance keeps it up");
        }
        if (isTurboOn(processors)) {
            warnings.add(
                    "turbo is on: the clock depends on heat and on how many cores work, so compare within one run");
        }
        if (isVirtual(root)) {
            warnings.add(
                    "virtual machine: others may take the cores for seconds, which nothing here can see;"
                            + " look at single forks, and measure again what matters");
        }
        text(root.resolve("proc/loadavg"))
                .map(line -> Double.parseDouble(line.split(" ")[0]))
                .filter(load -> load > LOAD)
                .ifPresent(
                        load ->
                                warnings.add(
                                        "load average "
                                                + load
                                                + " before the first benchmark: end other programs for figures that hold"));
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
            return List.of(); // another system
        }
        return found;
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // what cannot be read cannot be told
        }
    }
}
