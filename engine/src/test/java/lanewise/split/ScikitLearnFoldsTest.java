package lanewise.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.testing.Messages;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All splitters give scikit-learn's rows in its order, and reject what it rejects. {@code
 * generate_folds.py} describes the files.
 */
class ScikitLearnFoldsTest {
    private static final String REFERENCE = "reference/sklearn_";

    /** A line of a file. */
    record Line(List<String> fields) {
        String get(int column) {
            return fields.get(column);
        }

        int number(int column) {
            return Integer.parseInt(get(column));
        }

        long seed(int column) {
            return Long.parseLong(get(column));
        }

        boolean refused() {
            return fields.getLast().isEmpty();
        }
    }

    private static Stream<Line> lines(String file) {
        return ReferenceFiles.rows(REFERENCE + file).stream().map(row -> new Line(List.of(row)));
    }

    static Stream<Line> folds() {
        return lines("folds.csv");
    }

    static Stream<Line> groupFolds() {
        return lines("group_folds.csv");
    }

    static Stream<Line> shuffles() {
        return lines("shuffles.csv");
    }

    static Stream<Line> timeSeries() {
        return lines("time_series.csv");
    }

    @ParameterizedTest
    @MethodSource("folds")
    void assignsRowsToFolds(Line line) {
        check(line, Rows.labelled(line.get(4)), assigned(line.get(5)));
    }

    @ParameterizedTest
    @MethodSource("groupFolds")
    void assignsGroupsToFolds(Line line) {
        int rows = line.get(1).split(" ").length;
        check(line, Rows.labelled("a".repeat(rows)), assigned(line.get(2)));
    }

    @ParameterizedTest
    @MethodSource("shuffles")
    void drawsRows(Line line) {
        List<Fold> expected = new ArrayList<>();
        if (!line.refused()) {
            for (String split : line.get(5).split(";")) {
                String[] parts = split.split("\\|");
                expected.add(Fold.of(Rows.parse(parts[1]), Rows.parse(parts[0])));
            }
        }
        check(line, Rows.labelled(line.get(4)), expected);
    }

    @ParameterizedTest
    @MethodSource("timeSeries")
    void takesRanges(Line line) {
        List<Fold> expected = new ArrayList<>();
        if (!line.refused()) {
            for (String fold : line.get(5).split(";")) {
                int[] ends = Rows.parse(fold);
                expected.add(Fold.of(range(ends[0], ends[1]), range(ends[2], ends[3])));
            }
        }
        check(line, Rows.numeric(line.number(0)), expected);
    }

    @Test
    void filesContainSplitsAndRejections() {
        for (String file : List.of("folds", "group_folds", "shuffles", "time_series")) {
            long refused = lines(file + ".csv").filter(Line::refused).count();
            assertTrue(refused >= 5, file + ": " + refused + " rejections");
            assertTrue(lines(file + ".csv").count() > refused + 25, file);
        }
        long shuffled = folds().filter(line -> !line.get(3).isEmpty()).count();
        assertTrue(shuffled > 100, shuffled + " with a seed");
    }

    private static void check(Line line, Dataset data, List<Fold> expected) {
        Optional<List<Fold>> folds = Messages.madeOrRefused(() -> splitter(line).split(data));
        assertEquals(line.refused(), folds.isEmpty());
        if (!line.refused()) {
            assertEquals(expected, folds.get());
        }
    }

    private static Splitter splitter(Line line) {
        return switch (line.get(0)) {
            case "KFold" ->
                    line.get(3).isEmpty()
                            ? KFold.of(line.number(1))
                            : KFold.of(line.number(1)).shuffled(line.seed(3));
            case "StratifiedKFold" ->
                    line.get(3).isEmpty()
                            ? StratifiedKFold.of(line.number(1))
                            : StratifiedKFold.of(line.number(1)).shuffled(line.seed(3));
            case "RepeatedKFold" -> RepeatedKFold.of(line.number(1), line.number(2), line.seed(3));
            case "RepeatedStratifiedKFold" ->
                    RepeatedStratifiedKFold.of(line.number(1), line.number(2), line.seed(3));
            case "LeaveOneOut" -> LeaveOneOut.of();
            case "ShuffleSplit" ->
                    ShuffleSplit.of(line.number(1), TestSize.parse(line.get(2)), line.seed(3));
            case "StratifiedShuffleSplit" ->
                    StratifiedShuffleSplit.of(
                            line.number(1), TestSize.parse(line.get(2)), line.seed(3));
            case "train_test_split" ->
                    data -> {
                        TestSize size = TestSize.parse(line.get(2));
                        var split = TrainTestSplit.stratified(data, size, line.seed(3));
                        return List.of(Fold.of(split.trainRows(), split.testRows()));
                    };
            default -> line.fields().size() == 3 ? groupKFold(line) : timeSeriesSplit(line);
        };
    }

    private static Splitter groupKFold(Line line) {
        String[] groups = line.get(1).split(" ");
        return Stream.of(groups).allMatch(group -> group.matches("-?\\d+"))
                ? GroupKFold.of(line.number(0), Rows.parse(line.get(1)))
                : GroupKFold.of(line.number(0), List.of(groups));
    }

    private static Splitter timeSeriesSplit(Line line) {
        TimeSeriesSplit split = TimeSeriesSplit.of(line.number(1)).withGap(line.number(2));
        if (!line.get(3).isEmpty()) {
            split = split.withTestRows(line.number(3));
        }
        return line.get(4).isEmpty() ? split : split.withMaxTrainRows(line.number(4));
    }

    /** Returns the folds of assignments: a digit or letter for each row, a word a repetition. */
    private static List<Fold> assigned(String text) {
        List<Fold> folds = new ArrayList<>();
        for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
            int[] digits = word.chars().map(c -> Character.digit(c, 36)).toArray();
            int last = Arrays.stream(digits).max().getAsInt();
            for (int fold = 0; fold <= last; fold++) {
                int tested = fold;
                int[] tests =
                        IntStream.range(0, digits.length)
                                .filter(row -> digits[row] == tested)
                                .toArray();
                folds.add(Fold.leaving(digits.length, tests));
            }
        }
        return folds;
    }

    private static int[] range(int first, int last) {
        return IntStream.rangeClosed(first, last).toArray();
    }
}
