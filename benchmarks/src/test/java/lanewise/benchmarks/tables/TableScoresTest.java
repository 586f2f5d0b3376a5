package lanewise.benchmarks.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.FeatureMatrix;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.table.TableSplit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * On tables that others made, inputs are those of scikit-learn, and scores are not worse than those
 * of its perceptron with the same settings.
 *
 * <p>Both train on the same rows, but from other weights and in another order of batches: scores
 * differ at random. A mean over the seeds is worse if it lies behind by more than twice the
 * standard error of the difference of both means; a mean over all tables, if it does by more than
 * twice the standard error that the differences of the tables show.
 */
@Tag("vectors")
class TableScoresTest {
    private static final Map<String, List<ScoredTable.Fit>> FITS = new HashMap<>();

    private static List<ScoredTable> tables() {
        return ScoredTable.all();
    }

    private static synchronized List<List<Double>> scores(ScoredTable table) {
        return FITS.computeIfAbsent(table.name(), _ -> MeasureScores.fits(table)).stream()
                .map(ScoredTable.Fit::scores)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void inputsHaveTheBitsOfScikitLearn(ScoredTable table) throws NoSuchAlgorithmException {
        int parts = 0;
        for (String[] fields : ScoredTable.lines("reference/sklearn_table_inputs.csv")) {
            if (fields[0].equals(table.name())) {
                TableSplit split = table.split(Integer.parseInt(fields[1]));
                Preparation preparation = table.preparation(split);
                Table part = fields[2].equals("train") ? split.train() : split.test();
                FeatureMatrix inputs = preparation.features(part);
                String place = table + ", seed " + fields[1] + ", " + fields[2];
                assertEquals(Integer.parseInt(fields[3]), inputs.samples(), place);
                assertFirstRow(fields[5].split(" "), inputs, preparation, place);
                assertEquals(fields[4], digest(inputs), place + ": a later row differs");
                parts++;
            }
        }
        assertEquals(2 * ScoredTable.SEEDS, parts);
    }

    private static void assertFirstRow(
            String[] expected, FeatureMatrix inputs, Preparation preparation, String place) {
        assertEquals(expected.length, inputs.features(), place);
        for (int k = 0; k < expected.length; k++) {
            float input = (float) Double.parseDouble(expected[k]);
            assertEquals(
                    Math.abs(input) < 1e-12f ? 0 : input,
                    inputs.get(0, k),
                    place + ", " + preparation.inputNames().get(k));
        }
    }

    /** SHA-256 of all inputs in little-endian order, row by row. */
    private static String digest(FeatureMatrix inputs) throws NoSuchAlgorithmException {
        ByteBuffer bytes =
                ByteBuffer.allocate(inputs.samples() * inputs.features() * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < inputs.samples(); row++) {
            for (float input : inputs.row(row)) {
                bytes.putFloat(input + 0f); // no −0
            }
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void scoresAreNotWorseThanThoseOfScikitLearn(ScoredTable table) {
        List<List<Double>> ours = scores(table);
        List<List<Double>> theirs = Reference.scores(table.name(), "perceptron");
        List<Score> kinds = Score.of(table.hasClasses());
        for (int k = 0; k < kinds.size(); k++) {
            Sample sample = Sample.of(ours, k);
            Sample reference = Sample.of(theirs, k);
            double gain = kinds.get(k).gain(sample.mean(), reference.mean());
            double noise = sample.minus(reference).noise();
            assertTrue(
                    gain >= -noise,
                    table
                            + ": "
                            + kinds.get(k).title()
                            + " "
                            + sample.mean()
                            + " is worse than scikit-learn's "
                            + reference.mean()
                            + " by more than the noise, "
                            + noise);
        }
    }

    @Test
    void scoresOfAllTablesTogetherAreNotWorse() {
        List<Double> gains = new ArrayList<>();
        for (ScoredTable table : tables()) {
            Sample ours = Sample.of(scores(table), 0);
            Sample theirs = Sample.of(Reference.scores(table.name(), "perceptron"), 0);
            gains.add(Score.of(table.hasClasses()).getFirst().gain(ours.mean(), theirs.mean()));
        }
        Sample all = new Sample(gains);
        double noise = all.noise();
        assertTrue(all.mean() >= -noise, "mean gain of accuracy and R²: " + gains);
    }

    @Test
    void publishedScoresAreThoseOfTheEngine() throws IOException {
        MeasuredScores published = MeasuredScores.read(MeasuredScores.newest(ScoredTable.root()));
        for (ScoredTable table : tables()) {
            assertEquals(
                    scores(table),
                    published.of(table.name()).scores(),
                    table + ": measure again with scripts/table-scores");
        }
    }
}
