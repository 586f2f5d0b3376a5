package lanewise.benchmarks.report.html;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import lanewise.benchmarks.report.JmhJson;
import lanewise.benchmarks.report.Machine;
import lanewise.benchmarks.report.Measurement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a run of {@code scripts/bench} left.
 *
 * @param name of the file, without folders
 * @param jmh the version of JMH that measured
 * @param machine where
 * @param measurements what
 */
public record Results(String name, String jmh, Machine machine, List<Measurement> measurements) {
    private static final Pattern NAME =
            Pattern.compile("bench-(\\d{4}-\\d\\d-\\d\\d)-(\\d\\d)(\\d\\d)-.*\\.json");

    /** Copies its arguments. */
    public Results {
        measurements = List.copyOf(measurements);
    }

    /**
     * The newest results of a folder, by the time that is part of their names.
     *
     * @param folder where to look
     * @return the file
     * @throws IOException if there is none; the message says so
     */
    public static Path newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is not a folder: name a file that bench wrote");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .max((a, b) -> a.getFileName().compareTo(b.getFileName()))
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "no bench-….json in "
                                                    + folder
                                                    + ": measure with scripts/bench, or name a file"));
        }
    }

    /**
     * Reads a file.
     *
     * @param file as {@code bench} writes it
     * @return what is in it
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds something else; the message says what
     */
    public static Results read(Path file) throws IOException {
        String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Set<Machine> machines = new LinkedHashSet<>();
        Set<String> versions = new LinkedHashSet<>();
        List<Measurement> measurements;
        try {
            for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
                JsonObject result = element.getAsJsonObject();
                machines.add(machine(result.get("machine")));
                versions.add(result.get("jmhVersion").getAsString());
            }
            measurements = JmhJson.measurements(json);
        } catch (JsonParseException
                | ClassCastException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "no results of scripts/bench: expected JMH's JSON with the machine of each", e);
        }
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("no results at all");
        }
        if (machines.size() != 1) {
            throw new IllegalArgumentException(
                    "results of "
                            + machines.size()
                            + " machines: expected all of one, as scripts/bench writes them");
        }
        return new Results(
                file.getFileName().toString(),
                String.join(", ", versions),
                machines.iterator().next(),
                measurements);
    }

    private static Machine machine(JsonElement json) {
        Machine machine = new Gson().fromJson(json, Machine.class);
        Stream.of(
                        machine.cpu(),
                        machine.virtualisation(),
                        machine.os(),
                        machine.jdk(),
                        machine.flags(),
                        machine.kernels(),
                        machine.commit())
                .forEach(Objects::requireNonNull);
        return machine;
    }

    /** The day and minute when it was measured, if the name says so, else an empty text. */
    String time() {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? matcher.group(1) + ", " + matcher.group(2) + ":" + matcher.group(3)
                : "";
    }

    /** Whether the figures are rough ones, as the name says. */
    boolean quick() {
        return name.endsWith("-quick.json");
    }
}
