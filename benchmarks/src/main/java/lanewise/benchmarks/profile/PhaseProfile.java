package lanewise.benchmarks.profile;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The time of iterations by phase and layer: the sum of a recording's events {@code lanewise.Phase}
 * for the kernels that computed most of the timed iterations.
 *
 * @param kernels the kernels' name
 * @param iterations number of timed iterations
 * @param phases the phases in the order of an iteration
 */
public record PhaseProfile(String kernels, long iterations, List<PhaseSum> phases) {

    private static final List<String> ORDER = List.of("forward", "loss", "backward", "update");

    /**
     * A phase of a layer.
     *
     * @param phase forward, loss, backward or update
     * @param layer counted from 0; -1 for a phase of all layers
     * @param nanos the time
     * @param flops additions and multiplications of the matrix products
     * @param bytes minimal traffic
     */
    public record PhaseSum(String phase, int layer, long nanos, long flops, long bytes) {
        private PhaseSum plus(PhaseSum other) {
            return new PhaseSum(
                    phase, layer, nanos + other.nanos, flops + other.flops, bytes + other.bytes);
        }
    }

    /** Copies its arguments. */
    public PhaseProfile {
        phases = List.copyOf(phases);
    }

    /**
     * Reads a recording.
     *
     * @param recording a file of the Flight Recorder
     * @return the sums
     * @throws IOException if the file cannot be read
     * @throws NoSuchElementException if it has no such events
     */
    public static PhaseProfile read(Path recording) throws IOException {
        Map<String, Map<String, PhaseSum>> sums = new HashMap<>();
        Map<String, Long> iterations = new HashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent e = file.readEvent();
                if (!e.getEventType().getName().equals("lanewise.Phase")) {
                    continue;
                }
                PhaseSum sum =
                        new PhaseSum(
                                e.getString("phase"),
                                e.getInt("layer"),
                                e.getLong("time"),
                                e.getLong("flops"),
                                e.getLong("bytes"));
                String kernels = e.getString("kernels");
                sums.computeIfAbsent(kernels, _ -> new HashMap<>())
                        .merge(sum.phase + sum.layer, sum, PhaseSum::plus);
                if (sum.phase.equals("update")) {
                    iterations.merge(kernels, e.getLong("iterations"), Long::sum);
                }
            }
        }
        String most =
                iterations.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow(
                                () ->
                                        new NoSuchElementException(
                                                recording + " has no events lanewise.Phase"))
                        .getKey();
        List<PhaseSum> phases = new ArrayList<>(sums.get(most).values());
        phases.sort(
                Comparator.comparingInt((PhaseSum p) -> ORDER.indexOf(p.phase))
                        .thenComparingInt(p -> p.phase.equals("backward") ? -p.layer : p.layer));
        return new PhaseProfile(most, iterations.get(most), phases);
    }

    /**
     * The time of all phases.
     *
     * @return nanoseconds
     */
    public long nanos() {
        return phases.stream().mapToLong(PhaseSum::nanos).sum();
    }
}
