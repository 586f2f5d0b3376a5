package lanewise.select;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.file.Journal;
import lanewise.metrics.Metric;
import lanewise.split.Fold;
import lanewise.table.ColumnEncoding;
import lanewise.table.TableColumn;
import lanewise.train.StopReason;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keeps the finished trials of a search in a file. */
final class SearchJournal implements AutoCloseable {
    /** Increased whenever the engine computes other results from the same settings. */
    private static final int DEFINITION = 1;

    private final Path file;
    private final Journal journal;

    private SearchJournal(Path file, Journal journal) {
        this.file = file;
        this.journal = journal;
    }

    /**
     * Opens a journal.
     *
     * @throws UncheckedIOException if the file cannot be used or belongs to another search
     */
    static SearchJournal open(
            Path file,
            TrialRows rows,
            List<Fold> folds,
            CrossValidation validation,
            Search search,
            List<Estimator> estimators) {
        List<String> trainings = new ArrayList<>();
        for (Estimator estimator : estimators) {
            trainings.add(description(estimator, rows));
        }
        String header =
                "lanewise-search=1 definition="
                        + DEFINITION
                        + " data="
                        + ofRows(rows)
                        + " folds="
                        + ofFolds(folds)
                        + " candidates="
                        + ofTexts(search.candidates().stream().map(Candidate::toString).toList())
                        + " trainings="
                        + ofTexts(trainings)
                        + " seeds="
                        + validation.seeds().toString().replace(" ", "")
                        + " metrics="
                        + String.join(
                                ",",
                                validation.metrics().stream()
                                        .map(Metric::name)
                                        .map(name -> name.replaceAll("\\s", "_"))
                                        .toList())
                        + " halving="
                        + search.halving().map(Halving::toString).orElse("none").replace(" ", "");
        try {
            return new SearchJournal(file, Journal.open(file, header));
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + e.getMessage(), e);
        }
    }

    /** All that determines the result of an estimator. */
    private static String description(Estimator estimator, TrialRows rows) {
        String validation =
                estimator
                        .validation()
                        .map(splitter -> ofFolds(List.of(splitter.split(rows.data()).getFirst())))
                        .orElse("none");
        return estimator.network().inputs()
                + " "
                + estimator.network().layers()
                + " "
                + estimator.network().loss()
                + " "
                + estimator.initializer()
                + " "
                + estimator.trainer()
                + " "
                + (rows.source().isPresent() ? estimator.preparation() : estimator.scaler())
                + " "
                + validation
                + " "
                + estimator.patience()
                + estimator
                        .trainer()
                        .earlyStopping()
                        .map(rule -> " " + ofData(rule.validation()))
                        .orElse("");
    }

    private static String ofRows(TrialRows rows) {
        if (rows.source().isEmpty()) {
            return ofData(rows.data());
        }
        MessageDigest digest = sha256();
        update(digest, ofData(rows.data()));
        ByteBuffer number = ByteBuffer.allocate(8);
        for (ColumnEncoding encoding : rows.source().get().whole().columns()) {
            update(digest, encoding.toString());
            TableColumn column = rows.source().get().table().column(encoding.column());
            for (int row = 0; row < column.rows(); row++) {
                if (column.isNumeric()) {
                    digest.update(number.clear().putDouble(column.number(row)).flip());
                } else {
                    update(digest, column.isMissing(row) ? "" : column.text(row));
                }
            }
        }
        return hex(digest);
    }

    private static String ofData(Dataset data) {
        MessageDigest digest = sha256();
        update(digest, data.featureNames().toString());
        update(digest, data.classNames().toString());
        for (FeatureMatrix matrix : List.of(data.features(), data.targets())) {
            ByteBuffer column = ByteBuffer.allocate(Math.multiplyExact(8, matrix.samples()));
            for (int feature = 0; feature < matrix.features(); feature++) {
                column.clear();
                for (int row = 0; row < matrix.samples(); row++) {
                    column.putDouble(matrix.getDouble(row, feature));
                }
                digest.update(column.flip());
            }
        }
        return hex(digest);
    }

    private static String ofFolds(List<Fold> folds) {
        MessageDigest digest = sha256();
        for (Fold fold : folds) {
            for (int[] rows : List.of(fold.trainRows(), fold.testRows())) {
                ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * rows.length).putInt(rows.length);
                bytes.asIntBuffer().put(rows);
                digest.update(bytes.rewind());
            }
        }
        return hex(digest);
    }

    private static String ofTexts(List<String> texts) {
        MessageDigest digest = sha256();
        texts.forEach(text -> update(digest, text));
        return hex(digest);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** The trials that the journal had when it was opened. */
    List<Trial> trials(int metrics) {
        List<Trial> trials = new ArrayList<>();
        for (String line : journal.lines()) {
            trials.add(trial(line.split(" "), metrics));
        }
        return trials;
    }

    private static Trial trial(String[] words, int metrics) {
        List<Double> scores = new ArrayList<>();
        for (int k = 0; k < metrics; k++) {
            scores.add(Double.valueOf(words[7 + k]));
        }
        return new Trial(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]),
                StopReason.valueOf(words[4]),
                Integer.parseInt(words[5]),
                Double.parseDouble(words[6]),
                scores);
    }

    /** Adds a trial. */
    void add(Trial trial) {
        StringBuilder line = new StringBuilder();
        line.append(trial.rung()).append(' ').append(trial.candidate());
        line.append(' ').append(trial.fold()).append(' ').append(trial.seed());
        line.append(' ').append(trial.stopReason().name());
        line.append(' ').append(trial.iterations()).append(' ').append(trial.seconds());
        trial.scores().forEach(score -> line.append(' ').append(score));
        journal.append(line.toString());
    }

    /** A line that says why trials are not in the file; empty if all are. */
    Optional<String> problem() {
        return journal.failure()
                .map(
                        e ->
                                "journal "
                                        + file
                                        + ": "
                                        + e.getMessage()
                                        + "; finished trials are kept in memory and written as soon"
                                        + " as possible: free some space");
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + file + ": " + e.getMessage(), e);
        }
    }
}
