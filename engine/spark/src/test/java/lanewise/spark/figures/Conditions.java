package lanewise.spark.figures;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** Where and when figures are measured. */
final class Conditions {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Conditions() {}

    /**
     * The conditions here and now.
     *
     * @param spark version of Spark
     * @param effort sizes of the measurements
     */
    static SequencedMap<String, String> here(String spark, Effort effort) throws IOException {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        conditions.put(
                "date",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                        .format(ZonedDateTime.now(ZoneOffset.UTC)));
        conditions.put("cpu", cpu());
        conditions.put("cores", "" + Runtime.getRuntime().availableProcessors());
        conditions.put(
                "os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put(
                "jdk", System.getProperty("java.vendor") + " " + Runtime.version().toString());
        conditions.put("spark", spark);
        conditions.put("commit", commit());
        conditions.put("options", effort.toString());
        conditions.put("heapMiB", "" + (Runtime.getRuntime().maxMemory() >> 20));
        conditions.put("loadAtBegin", load());
        return conditions;
    }

    /** Average number of running processes in the last minute. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Name of a results file: date, processor, JDK and commit. */
    static String fileName(SequencedMap<String, String> conditions) {
        String date = conditions.get("date").replace(":", "").replace(' ', '-');
        return "spark-%s-%s-jdk%d-%s.json"
                .formatted(date, core(), Runtime.version().feature(), conditions.get("commit"));
    }

    private static String cpu() throws IOException {
        if (!Files.isReadable(CPUINFO)) {
            return System.getProperty("os.arch");
        }
        return "%s %s (family %s, model %s)"
                .formatted(
                        field("vendor_id").replace("AuthenticAMD", "AMD").replace("Genuine", ""),
                        field("model name").replaceFirst("^(AMD|Intel\\(R\\)) ", ""),
                        field("cpu family"),
                        field("model"));
    }

    /** The names that the files of {@code scripts/bench} have, or family and model. */
    private static String core() {
        try {
            String name = field("vendor_id") + "-" + field("cpu family") + "-" + field("model");
            return switch (name) {
                case "AuthenticAMD-25-1" -> "zen3";
                case "AuthenticAMD-25-17" -> "zen4";
                case "AuthenticAMD-26-2" -> "zen5";
                case "GenuineIntel-6-143" -> "sapphirerapids";
                default -> name.toLowerCase(Locale.ROOT);
            };
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String field(String name) throws IOException {
        return Files.readAllLines(CPUINFO).stream()
                .filter(line -> line.replaceFirst("\\s*:.*", "").equals(name))
                .findFirst()
                .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                .orElse("unknown");
    }

    /** The commit of the sources, with a mark if some are changed; {@code none} if unknown. */
    private static String commit() throws IOException {
        String commit = git("rev-parse", "--short=7", "HEAD");
        if (commit.isEmpty()) {
            return "none";
        }
        return git("status", "--porcelain", "--", "engine").isEmpty()
                ? commit
                : commit + "-changed";
    }

    private static String git(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(ResultsFile.root().toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? out.strip() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git ran", e);
        }
    }
}
