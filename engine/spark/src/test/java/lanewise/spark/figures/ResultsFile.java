package lanewise.spark.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The figures of a session and where they were measured, as a JSON file.
 *
 * @param conditions date, processor, versions and options, by name
 * @param figures the figures in the order of their measurement
 */
record ResultsFile(SequencedMap<String, String> conditions, List<Figure> figures) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The project's root. */
    static Path root() {
        return Path.of(System.getProperty("lanewise.testData", "src-test-data"))
                .toAbsolutePath()
                .resolve("..")
                .normalize();
    }

    /** The directory of published results. */
    static Path directory() {
        return root().resolve("benchmarks/results/spark");
    }

    /**
     * The published file with the newest date in its name.
     *
     * @throws IllegalStateException if there is none
     */
    static Path newest() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .max(Path::compareTo)
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "no results in "
                                                    + directory()
                                                    + ": measure with scripts/spark-figures"));
        }
    }

    static ResultsFile read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        json.properties()
                .forEach(
                        field -> {
                            if (field.getValue().isTextual()) {
                                conditions.put(field.getKey(), field.getValue().asText());
                            }
                        });
        List<Figure> figures = new ArrayList<>();
        for (JsonNode figure : json.required("figures")) {
            List<Double> samples = new ArrayList<>();
            figure.required("samples").forEach(sample -> samples.add(sample.asDouble()));
            figures.add(
                    new Figure(
                            figure.required("name").asText(),
                            figure.required("unit").asText(),
                            samples));
        }
        return new ResultsFile(conditions, figures);
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        conditions.forEach(json::put);
        for (Figure figure : figures) {
            ObjectNode entry = json.withArray("figures").addObject();
            entry.put("name", figure.name());
            entry.put("unit", figure.unit());
            entry.put("median", figure.median());
            figure.samples().forEach(entry.withArray("samples")::add);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /**
     * A figure.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    Figure figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no figure "
                                                + name
                                                + ": measure all groups with"
                                                + " scripts/spark-figures"));
    }

    double median(String name) {
        return figure(name).median();
    }
}
