package lanewise.benchmarks.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sampling events that Linux {@code perf} offers here.
 *
 * @param event event to sample by; empty if there is none
 * @param problem the missing item, in a line; empty if there is none
 */
record Perf(String event, String problem) {
    /**
     * Events in order of preference. The last is a kernel timer: virtual machines rarely have
     * counters.
     */
    private static final List<String> EVENTS = List.of("cycles", "cpu-clock");

    private static final Path PARANOIA = Path.of("/proc/sys/kernel/perf_event_paranoid");

    /** Tests the command that JMH will run. */
    static Perf here() {
        String command = System.getenv("JMH_PERF");
        return of(command == null ? "perf" : command, PARANOIA);
    }

    /**
     * Tests a command.
     *
     * @param command perf
     * @param paranoia the kernel's file with the access level
     */
    static Perf of(String command, Path paranoia) {
        try {
            for (String event : EVENTS) {
                if (counts(command, event)) {
                    return new Perf(
                            event,
                            event.equals(EVENTS.getFirst())
                                    ? ""
                                    : "perfasm samples by a timer: perf finds no cycle counter,"
                                            + " which few virtual machines have");
                }
            }
        } catch (IOException e) {
            return new Perf(
                    "", "no perfasm: perf is not installed; on Debian, apt-get install linux-perf");
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
