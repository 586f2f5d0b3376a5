package lanewise.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux' {@code perf} may count here.
 *
 * @param event what to sample by; empty if there is nothing
 * @param problem what is missing, in a line; empty if nothing is
 */
record Perf(String event, String problem) {
    /** Time, by a timer of the kernel: virtual machines seldom have counters. */
    private static final List<String> EVENTS = List.of("cycles", "cpu-clock");

    private static final Path PARANOIA = Path.of("/proc/sys/kernel/perf_event_paranoid");

    /** Finds out by the command that JMH will call. */
    static Perf here() {
        String command = System.getenv("JMH_PERF");
        return of(command == null ? "perf" : command, PARANOIA);
    }

    /**
     * Finds out.
     *
     * @param command perf
     * @param paranoia the file in which the kernel tells whom it allows to count
     */
    static Perf of(String command, Path paranoia) {
        try {
            for (String event : EVENTS) {
                if (counts(command, event)) {
                    return new Perf(
                            event,
                            event.equals(EVENTS.getFirst())
                                    ? ""
                                    : "perfasm samples by a timer: perf finds no counter of cycles,"
                                            + " which few virtual machines have");
                }
            }
        } catch (IOException e) {
            return new Perf(
                    "", "no perfasm: there is no perf; on Debian, apt-get install linux-perf");
        }
        return new Perf(
                "",
                "no perfasm: the kernel lets perf count neither cycles nor time"
                        + level(paranoia)
                        + "; as root, sysctl kernel.perf_event_paranoid=2, and in a container allow"
                        + " perf_event_open");
    }

    private static boolean counts(String command, String event) throws IOException {
        Process perf =
                new ProcessBuilder(command, "stat", "--event", event, "--", "echo")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(perf.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return perf.waitFor() == 0 && !said.contains("<not ");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String level(Path paranoia) {
        try {
            String level = Files.readString(paranoia).strip();
            return " (kernel.perf_event_paranoid is " + level + ")";
        } catch (IOException e) {
            return ""; // no such kernel
        }
    }
}
