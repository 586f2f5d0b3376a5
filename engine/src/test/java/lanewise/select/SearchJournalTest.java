package lanewise.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;
import lanewise.split.KFold;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Journals of searches: stopped anywhere, a search continues and ends with the same table. */
class SearchJournalTest {

    private static final CrossValidation CV = Trials.CV.withThreads(2);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("journal");
    }

    private static Search halving() {
        return Trials.search().withHalving(Halving.epochs(1, 3));
    }

    private static SearchResult fit(Search search) {
        return search.fit(Trials.IRIS, CV, Trials::estimator);
    }

    /** Continues, and counts the trials that are trained. */
    private int resume(Search search, String expected) {
        List<Trial> trained = new ArrayList<>();
        SearchResult result =
                fit(
                        search.withJournal(file)
                                .withListener(progress -> trained.add(progress.trial())));
        assertEquals(expected, Trials.table(result));
        return trained.size();
    }

    @Test
    void anyPrefixOfAJournalIsContinuedToTheSameTable() throws IOException {
        String expected = Trials.table(fit(halving()));
        fit(halving().withJournal(file));
        List<String> lines = Files.readAllLines(file);
        assertEquals(1 + 4 * 3 + 2 * 3, lines.size());
        for (int kept = 0; kept <= lines.size(); kept++) {
            String prefix = String.join("\n", lines.subList(0, kept)) + (kept > 0 ? "\n" : "");
            Files.writeString(file, prefix);
            assertEquals(lines.size() - Math.max(1, kept), resume(halving(), expected), "" + kept);
            assertEquals(lines.size(), Files.readAllLines(file).size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void aTornLineIsTrainedAgain(int lost) throws IOException {
        String expected = Trials.table(fit(Trials.search()));
        fit(Trials.search().withJournal(file));
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - lost));
        assertEquals(1, resume(Trials.search(), expected));
        assertEquals(0, resume(Trials.search(), expected));
    }

    @Test
    void aTornHeaderIsWrittenAgain() throws IOException {
        String expected = Trials.table(fit(Trials.search()));
        fit(Trials.search().withJournal(file));
        Files.writeString(file, Files.readString(file).substring(0, 40));
        assertEquals(12, resume(Trials.search(), expected));
        assertEquals(0, resume(Trials.search(), expected));
    }

    @Test
    void aDamagedLineIsTrainedAgain() throws IOException {
        String expected = Trials.table(fit(Trials.search()));
        fit(Trials.search().withJournal(file));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(4, lines.get(4).replace("DONE", "GONE"));
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertEquals(1, resume(Trials.search(), expected));
    }

    @Test
    void whatIsFinishedWhenItStopsIsInTheJournal() throws IOException {
        Search stopping =
                Trials.search().withJournal(file).withListener(progress -> progress.done() < 7);
        assertFalse(stopping.fit(Trials.IRIS, CV.withThreads(1), Trials::estimator).complete());
        assertEquals(1 + 7, Files.readAllLines(file).size());
        assertEquals(5, resume(Trials.search(), Trials.table(fit(Trials.search()))));
    }

    @Test
    void divergedTrialsAreKept() {
        Function<Candidate, Estimator> diverging = candidate -> Trials.linear(1e30);
        Search search = Search.grid(Choice.of("rate", 1e30)).withJournal(file);
        String expected = Trials.table(search.fit(Trials.IRIS, Trials.LINEAR_CV, diverging));
        Search again = search.withListener(progress -> false);
        SearchResult result = again.fit(Trials.IRIS, Trials.LINEAR_CV, diverging);
        assertEquals(expected, Trials.table(result));
        assertTrue(result.candidates().get(0).trials().get(0).diverged());
    }

    private String refusal(Search search, Dataset data, CrossValidation validation) {
        return refusal(search, data, validation, Trials::estimator);
    }

    private String refusal(
            Search search,
            Dataset data,
            CrossValidation validation,
            Function<Candidate, Estimator> estimator) {
        return assertThrows(
                        UncheckedIOException.class,
                        () -> search.withJournal(file).fit(data, validation, estimator))
                .getMessage()
                .replace(file.toString(), "FILE");
    }

    @Test
    void theJournalOfAnotherSearchIsRefused() throws IOException {
        fit(Trials.search().withJournal(file));
        byte[] before = Files.readAllBytes(file);
        String differs = "journal FILE: is the journal of another search, which differs in ";
        String remedy = ": use another file, or delete it to start again";
        assertEquals(differs + "data" + remedy, refusal(Trials.search(), changed(), CV));
        CrossValidation folds =
                CrossValidation.of(KFold.of(4), Metric.RMSE, Metric.ACCURACY, Metric.LOG_LOSS);
        assertEquals(differs + "folds" + remedy, refusal(Trials.search(), Trials.IRIS, folds));
        assertEquals(
                differs + "seeds" + remedy, refusal(Trials.search(), Trials.IRIS, CV.withSeeds(5)));
        CrossValidation metrics = CrossValidation.of(Trials.FOLDS, Metric.ACCURACY);
        assertEquals(differs + "metrics" + remedy, refusal(Trials.search(), Trials.IRIS, metrics));
        assertEquals(
                differs + "candidates" + remedy,
                refusal(
                        Search.grid(Trials.RATE, Trials.HIDDEN),
                        Trials.IRIS,
                        CV,
                        c ->
                                Trials.estimator(
                                        new int[] {3, 3, 6, 6}[c.index()],
                                        new double[] {0.003, 0.03, 0.003, 0.03}[c.index()])));
        assertEquals(
                differs + "trainings" + remedy,
                refusal(
                        Trials.search(),
                        Trials.IRIS,
                        CV,
                        c -> {
                            Estimator other = Trials.estimator(c);
                            return other.withTrainer(other.trainer().withWeightDecay(1e-4));
                        }));
        assertEquals(differs + "halving" + remedy, refusal(halving(), Trials.IRIS, CV));
        assertEquals(new String(before), Files.readString(file));
    }

    /** The same rows but for one cell. */
    private static Dataset changed() {
        FeatureMatrix features = Trials.IRIS.features().select(rows());
        features.set(64, 3, features.get(64, 3) + 0.1f);
        List<String> labels = new ArrayList<>();
        for (int row : rows()) {
            labels.add(Trials.IRIS.classNames().get(Trials.IRIS.label(row)));
        }
        return Dataset.labelled(Trials.IRIS.featureNames(), features, labels);
    }

    private static int[] rows() {
        return IntStream.range(0, 65).toArray();
    }

    @Test
    void aFileThatIsNoJournalIsRefused() throws IOException {
        Files.writeString(file, "sepal length,species\n5.1,setosa\n");
        assertEquals(
                "journal FILE: is not a journal of a search: use another file",
                refusal(Trials.search(), Trials.IRIS, CV));
        assertTrue(Files.readString(file).startsWith("sepal"));
        file = folder;
        String folderRefused = refusal(Trials.search(), Trials.IRIS, CV);
        assertTrue(folderRefused.contains("cannot be written"), folderRefused);
    }

    @Test
    void aJournalServesOneSearchAtATime() {
        Search inner = Trials.search().withJournal(file);
        List<String> refusals = new ArrayList<>();
        fit(
                inner.withListener(
                        progress -> {
                            if (refusals.isEmpty()) {
                                refusals.add(refusal(inner, Trials.IRIS, CV));
                            }
                            return true;
                        }));
        assertEquals(
                List.of("journal FILE: is in use by another search: wait, or use another file"),
                refusals);
    }
}
