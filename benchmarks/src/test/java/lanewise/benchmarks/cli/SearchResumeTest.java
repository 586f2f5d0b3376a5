package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A search that is killed continues, and ends with the same tables. */
class SearchResumeTest {
    private static final int TRIALS = 60;

    @TempDir private Path temp;

    private static List<String> args(Path out) {
        return new ArrayList<>(
                List.of(
                        "--data=" + Invocation.iris(),
                        "--grid=hidden=6,4",
                        "--grid=learning-rate=0.1,0.5",
                        "--iterations=200",
                        "--folds=3",
                        "--seeds=0..4",
                        "--no-plots",
                        "--out=" + out));
    }

    private static void search(List<String> args) {
        Invocation invocation =
                Invocation.of(
                        false, streams -> SearchCommand.run(args.toArray(String[]::new), streams));
        assertEquals(0, invocation.exitCode(), invocation.err());
    }

    @Test
    void continuesAfterAKill() throws Exception {
        Path whole = temp.resolve("whole");
        search(args(whole));
        Path killed = temp.resolve("killed");
        kill(killed);
        List<String> journal = Files.readAllLines(killed.resolve("search.journal"));
        assertTrue(journal.size() > 2 && journal.size() <= TRIALS, journal.size() + " lines");

        List<String> args = args(killed);
        args.add("--resume");
        search(args);
        for (String table : List.of("trials.csv", "candidates.csv")) {
            assertEquals(withoutTimes(whole.resolve(table)), withoutTimes(killed.resolve(table)));
        }
        assertEquals(
                -1,
                Files.mismatch(
                        whole.resolve("model.safetensors"), killed.resolve("model.safetensors")));
        List<String> resumed = Files.readAllLines(killed.resolve("search.journal"));
        assertEquals(TRIALS + 1, resumed.size());
        int intact = journal.size() - 1; // the last line may have been written in part
        assertEquals(journal.subList(0, intact), resumed.subList(0, intact));
    }

    /** Starts a search in another JVM, a slow one, and kills it once a few trials are finished. */
    private void kill(Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xint", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(SearchCommand.class.getName());
        command.addAll(args(out));
        command.add("--threads=1");
        Path output = temp.resolve("output.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            while (lines(out.resolve("search.journal")) < 4) {
                assertTrue(process.isAlive(), () -> "ended: " + read(output));
                Thread.sleep(2);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<String> withoutTimes(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        int seconds = List.of(lines.getFirst().split(",")).indexOf("seconds");
        return lines.stream()
                .map(
                        line -> {
                            List<String> fields = new ArrayList<>(List.of(line.split(",", -1)));
                            fields.remove(seconds);
                            return String.join(",", fields);
                        })
                .toList();
    }
}
