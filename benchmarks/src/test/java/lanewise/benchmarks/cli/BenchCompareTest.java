package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.cli.bench.KeptResults;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.report.result.SessionJson;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Input, output and errors of {@code bench --compare}. */
class BenchCompareTest {
    private static final String OLD = "bench-2026-11-22-2359-jdk25-aaaaaaa.json";
    private static final String NEW = "bench-2026-11-23-0001-jdk25-bbbbbbb.json";
    private static final Map<String, String> PARAMS = Map.of("history", "true");

    @TempDir private Path folder;

    @BeforeEach
    void writeTwoSessions() throws IOException {
        write(OLD, session("vector-512", 100, 104, 102, 101));
        write(NEW, session("vector-512", 50, 52, 51, 53));
    }

    private static SessionJson session(String kernels, double... forks) {
        return SessionJson.of(kernels)
                .with("IrisLoop.train", PARAMS, forks)
                .with("FmaPeak.chains", Map.of(), 5);
    }

    private Path write(String name, Object content) throws IOException {
        return Files.writeString(folder.resolve(name), content.toString());
    }

    private Invocation compare(String... args) {
        String[] all =
                Stream.concat(
                                Stream.of("--out", folder.toString(), "--compare"),
                                Arrays.stream(args))
                        .toArray(String[]::new);
        return Invocation.of(false, streams -> Bench.run(all, streams));
    }

    private void assertRefused(String problem, String... args) {
        Invocation run = compare(args);
        assertEquals("", run.out());
        assertEquals("bench: " + problem + System.lineSeparator(), run.err());
        assertEquals(2, run.exitCode());
    }

    private static void assertFaster(Invocation run) {
        String out = run.succeeded().out();
        assertTrue(out.startsWith("old      " + OLD + ", commit abc1234\nnew      " + NEW), out);
        assertTrue(out.contains("| IrisLoop.train history=true | faster "), out);
        assertTrue(out.contains("| FmaPeak.chains              | too few forks to tell |"), out);
    }

    @Test
    void acceptsPathsNamesAndNewest() throws IOException {
        write("bench-2026-11-22-1200-jdk25-ccccccc.json", "older");
        write("bench-notes.json", "no time in its name");
        write("bench-2026-11-23-0001-jdk25-bbbbbbb.txt", "no results");
        assertFaster(compare(folder.resolve(OLD).toString(), folder.resolve(NEW).toString()));
        assertFaster(compare(OLD, NEW));
        assertFaster(compare(OLD.replace(".json", ""), NEW.replace(".json", "")));
        assertFaster(compare("previous", "latest"));
    }

    @Test
    void findsPublishedFilesByName() throws Exception {
        Path home = Invocation.iris().resolve("../..").normalize();
        KeptResults kept = new KeptResults(home, folder);
        String published;
        try (Stream<Path> files = Files.list(home.resolve("benchmarks/results"))) {
            published =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
        }
        assertEquals(published, kept.read(published).name());
        assertEquals(published, kept.read(published.replace(".json", "")).name());
        String later = "bench-9999-01-01-0000-jdk99.json";
        write(later, session("vector-512", 1));
        assertEquals(later, kept.read("latest").name());
    }

    @Test
    void slowdownIsSuccess() {
        Invocation run = compare("latest", "previous").succeeded();
        assertTrue(run.out().contains("| IrisLoop.train history=true | slower "), run.out());
    }

    @Test
    void filtersRows() {
        String out = compare("previous", "latest", "Iris").succeeded().out();
        assertTrue(out.contains("\n1 compared: 1 faster, "), out);
        assertRefused(
                OLD + " and " + NEW + " have no benchmark in common whose name matches [Digits]",
                "previous",
                "latest",
                "--filter",
                "Digits");
    }

    @Test
    void rejectsOtherMachinesUnlessForced() throws IOException {
        Path narrow = write("narrow.json", session("vector-256", 70, 70, 70, 70));
        assertRefused(
                "narrow.json and "
                        + NEW
                        + " come from different machines (kernels vector-256 and vector-512):"
                        + " their times do not show the effect of a change; to compare anyway, add"
                        + " --force",
                narrow.toString(),
                NEW);
        String out = compare(narrow.toString(), NEW, "--force").succeeded().out();
        assertTrue(
                out.contains("\nwarning  other machine: kernels vector-256 and vector-512\n"), out);
        assertTrue(out.contains("| IrisLoop.train history=true | faster "), out);
    }

    @Test
    void refusesSessionsOfTwoMachines() {
        Path results =
                Invocation.iris()
                        .resolve("../../benchmarks/src/test/resources/results")
                        .normalize();
        Invocation run =
                compare(
                        results.resolve("bench-2026-11-24-0024-jdk25-ffa6852.json").toString(),
                        results.resolve("bench-2026-11-24-0700-jdk25-86918ef.json").toString());
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(
                run.err()
                        .contains(
                                "(cpu Intel(R) Xeon(R) Processor (family 6, model 207) and AMD"
                                        + " EPYC (family 26, model 2))"),
                run.err());
    }

    @Test
    void rejectsOtherFiles() throws IOException {
        String notResults = " is not a result file of bench: ";
        Path text = write("text.json", "cpu      Abacus 9000");
        assertRefused(text + notResults + "it is not an array of results in JSON", OLD, "text");
        Path empty = write("empty.json", "[]");
        assertRefused(empty + notResults + "it has no results", "empty", NEW);
        Path plainJmh = write("jmh.json", session("", 1).toString().replace("machine", "place"));
        assertRefused(plainJmh + notResults + "result 1 has no machine", OLD, "jmh");
        Path picture = Files.write(folder.resolve("picture"), new byte[] {(byte) 0x89, 'P'});
        assertRefused(picture + notResults + "it is not text", OLD, picture.toString());
    }

    @Test
    void rejectsMissingFiles() {
        String places = Path.of("benchmarks/results") + " and " + folder;
        assertRefused(
                "no such file: nothing, neither here nor in "
                        + places
                        + "; latest and previous select the newest files there",
                "nothing",
                NEW);
        Invocation isFolder = compare(folder.toString(), NEW);
        assertEquals(2, isFolder.exitCode());
        assertTrue(isFolder.err().startsWith("bench: no such file: " + folder), isFolder.err());
    }

    @Test
    void previousNeedsTwoFiles() throws IOException {
        Files.delete(folder.resolve(OLD));
        KeptResults kept = new KeptResults(folder.resolve("nowhere"), folder);
        assertEquals(
                folder.resolve("nowhere/benchmarks/results")
                        + " and "
                        + folder
                        + " contain 1 result files, too few for this: measure with"
                        + " scripts/bench first",
                assertThrows(UserError.class, () -> kept.read("previous")).getMessage());
    }

    @Test
    void rejectsEqualSessions() throws IOException {
        Files.copy(folder.resolve(NEW), folder.resolve("copy.json"));
        assertRefused(
                NEW + " and " + NEW + " contain the same results: expected two sessions", NEW, NEW);
        assertRefused(
                "copy.json and " + NEW + " contain the same results: expected two sessions",
                "copy",
                NEW);
    }

    @Test
    void rejectsContradictoryOptions() {
        for (String option : List.of("--quick", "--forks=3")) {
            assertRefused(
                    option.replaceFirst("=.*", "")
                            + " is for measuring, but --compare measures nothing: leave one out",
                    OLD,
                    NEW,
                    option);
        }
        assertRefused(
                "--compare is given twice: expected two files (see --help)",
                OLD,
                NEW,
                "--compare",
                OLD,
                NEW);
        assertRefused(
                "option '--compare' at index 0 (old new) requires at least 2 values, but only 1"
                        + " were specified:"
                        + " ["
                        + OLD
                        + "] (see --help)",
                OLD);
        Invocation forceAlone =
                Invocation.of(false, streams -> Bench.run(new String[] {"--force"}, streams));
        assertEquals(
                "bench: --force requires --compare (see --help)" + System.lineSeparator(),
                forceAlone.err());
        assertEquals(2, forceAlone.exitCode());
    }
}
