package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code search} reports errors in one line and leaves no files behind. */
class SearchRefusalTest {
    @TempDir private Path temp;

    private Invocation search(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--data=" + Invocation.iris());
        args.add("--no-plots");
        return Invocation.of(
                false, streams -> SearchCommand.run(args.toArray(String[]::new), streams));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        --folds=3                                       | give at least one, such as --grid hidden=8,16
        --grid=hiden=8                                  | no setting 'hiden': expected one of hidden, bias,
        --grid=seed=1,2                                 | no setting 'seed'
        --grid=hidden                                   | such as hidden=8,16
        --grid=hidden=                                  | no values
        --grid=hidden=8,,16                             | such as 16,8
        --grid=hidden=0                                 | candidate 0 (hidden 0): a layer of 0 units
        --grid=learning-rate=fast                       | above 0
        --grid=learning-rate=0.1,0.10                   | has the value 0.1 twice
        --grid=bias=yes                                 | true or false
        --grid=activation=relu,swish                    | gelu
        --grid=hidden=2 --grid=hidden=3                 | two choices have the name "hidden"
        --grid=hidden=2 --hidden=3                      | give only one
        --grid=momentum=0.5                             | --optimizer momentum or nesterov
        --grid=epochs=3 --iterations=5                  | --iterations and --epochs
        --grid=learning-rate=0.1..0.2                   | --random 20
        --grid=activation=relu..tanh --random=2         | only numbers have ranges
        --grid=learning-rate=0.2..0.1 --random=2        | the first below the second
        --grid=hidden=8..2 --random=2                   | the smallest and the largest
        --grid=hidden=2,3 --random=3                    | only 2 combinations
        --grid=hidden=2 --random-seed=3                 | requires --random
        --grid=hidden=2 --folds=151                     | 151 folds of 150 rows
        --grid=hidden=2 --folds=1                       | at least 2
        --grid=hidden=2 --repeats=0                     | whole number from 1
        --grid=hidden=2 --metric=f2                     | expected one of [accuracy,
        --grid=hidden=2 --metric=mae,mae                | occurs twice
        --grid=output=tanh --metric=log-loss            | candidate 0 (output tanh): --metric log-loss requires
        --grid=hidden=2 --seeds=3..1                    | whole number from 3
        --grid=hidden=2 --seeds=0..3,2                  | different seeds
        --grid=hidden=2 --factor=2                      | requires --halving
        --grid=hidden=2 --min-epochs=2                  | requires --halving
        --grid=hidden=2 --halving --factor=1            | factor of 1
        --grid=hidden=2 --halving --epochs=5 --min-epochs=6 | more than the 5 epochs
        --grid=epochs=2,3 --halving                     | leave out --grid epochs
        --grid=patience=2 --validation-size=150         | leaves none
        --grid=hidden=2 --resume                        | to resume: leave out --resume
        --grid=hidden=2 --threads=2000                  | 1 to 1024
        """)
    void rejectsInvalidOptionsInOneLine(String options, String part) {
        List<String> args = new ArrayList<>(List.of(options.split(" +")));
        Path out = temp.resolve("new/out");
        args.add("--out=" + out);
        search(args.toArray(String[]::new)).refused("search", part);
        assertFalse(Files.exists(out.getParent()), "a refused search must not leave files");
    }

    @Test
    void resumeNeedsAFolder() {
        search("--grid=hidden=2", "--resume").refused("search", "--resume requires --out");
    }

    @Test
    void keepsAnotherSearch() throws IOException {
        Path out = temp.resolve("out");
        String folder = "--out=" + out;
        search("--grid=hidden=2,3", "--iterations=9", folder).succeeded();
        String trials = Files.readString(out.resolve("trials.csv"));
        String journal = Files.readString(out.resolve("search.journal"));
        search("--grid=hidden=2,3", "--iterations=9", folder)
                .refused("search", "continue it with --resume");
        search("--grid=hidden=2,4", "--iterations=9", folder, "--resume")
                .refused("search", "which differs in candidates, trainings");
        search("--grid=hidden=2,3", "--iterations=8", folder, "--resume")
                .refused("search", "which differs in trainings");
        search("--grid=hidden=2,3", "--iterations=9", folder, "--resume", "--folds=4")
                .refused("search", "which differs in folds");
        search("--grid=hidden=2,3", "--iterations=9", folder, "--resume", "--metric=mae")
                .refused("search", "which differs in metrics");
        assertEquals(trials, Files.readString(out.resolve("trials.csv")));
        assertEquals(journal, Files.readString(out.resolve("search.journal")));
    }

    @Test
    void rejectsUnusableFoldersBeforeTraining() throws IOException {
        String endless = "--iterations=2000000000";
        Path file = Files.writeString(temp.resolve("file"), "mine");
        search("--grid=hidden=2", endless, "--out=" + file).refused("search", "is not a directory");
        Path taken = Files.createDirectories(temp.resolve("taken/trials.csv")).getParent();
        search("--grid=hidden=2", endless, "--out=" + taken)
                .refused("search", "not a regular file but a directory");
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void printsTheTableIfNoCandidateHasAScore() throws IOException {
        Path out = temp.resolve("out");
        Invocation invocation =
                search(
                        "--grid=learning-rate=1e30,1e29",
                        "--output=identity",
                        "--iterations=30",
                        "--out=" + out);
        assertEquals(2, invocation.exitCode());
        assertEquals(1, invocation.err().lines().count(), invocation.err());
        assertTrue(invocation.err().startsWith("search: no model: "), invocation.err());
        assertTrue(invocation.out().contains("diverged"), invocation.out());
        assertFalse(Files.exists(out.resolve("model.safetensors")));
        List<String> trials = Files.readAllLines(out.resolve("trials.csv"));
        assertEquals(11, trials.size());
        assertTrue(trials.get(1).startsWith("0,0,1.0E30,0,10,,"), trials.get(1));
        assertTrue(trials.get(1).endsWith(",diverged"), trials.get(1));
    }

    @Test
    void rejectsADeviceAsJournal() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        Path out = Files.createDirectories(temp.resolve("out"));
        Files.createSymbolicLink(out.resolve("search.journal"), full);
        search("--grid=hidden=2", "--iterations=9", "--resume", "--out=" + out)
                .refused("search", "search.journal");
    }
}
