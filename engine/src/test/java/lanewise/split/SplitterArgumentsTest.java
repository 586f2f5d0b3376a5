package lanewise.split;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Arguments and data that splitters reject, warnings and descriptions. */
class SplitterArgumentsTest {
    private static final TestSize THREE = TestSize.count(3);
    private static final long TOO_LARGE = 4294967296L;

    @Test
    void foldsMustBeAtLeastTwo() {
        String message = "folds 1: expected at least 2, so that each has training rows";

        assertRefused(message, () -> KFold.of(1));
        assertRefused(message, () -> StratifiedKFold.of(1));
        assertRefused(message, () -> RepeatedKFold.of(1, 2, 0));
        assertRefused(message, () -> RepeatedStratifiedKFold.of(1, 2, 0));
        assertRefused(message, () -> GroupKFold.of(1, 1, 2));
        assertRefused(message, () -> GroupKFold.of(1, List.of("a", "b")));
        assertRefused(message, () -> TimeSeriesSplit.of(1));
    }

    @Test
    void numbersMustBePositive() {
        assertRefused("repeats 0: expected at least 1", () -> RepeatedKFold.of(2, 0, 0));
        assertRefused("repeats -1: expected", () -> RepeatedStratifiedKFold.of(2, -1, 0));
        assertRefused("splits 0: expected at least 1", () -> ShuffleSplit.of(0, THREE, 0));
        assertRefused("splits 0: expected", () -> StratifiedShuffleSplit.of(0, THREE, 0));
        assertRefused("gap -1: expected", () -> TimeSeriesSplit.of(2).withGap(-1));
        assertRefused("test rows 0: expected", () -> TimeSeriesSplit.of(2).withTestRows(0));
        assertRefused(
                "max train rows 0: expected", () -> TimeSeriesSplit.of(2).withMaxTrainRows(0));
    }

    @Test
    void seedsMustBeThoseOfNumpy() {
        String message = "seed 4294967296 is out of range: expected 0 to 4294967295";

        assertRefused(message, () -> KFold.of(2).shuffled(TOO_LARGE));
        assertRefused(message, () -> StratifiedKFold.of(2).shuffled(TOO_LARGE));
        assertRefused(message, () -> RepeatedKFold.of(2, 2, TOO_LARGE));
        assertRefused(message, () -> RepeatedStratifiedKFold.of(2, 2, TOO_LARGE));
        assertRefused(message, () -> ShuffleSplit.of(2, THREE, TOO_LARGE));
        assertRefused(message, () -> StratifiedShuffleSplit.of(2, THREE, TOO_LARGE));
        assertRefused("seed -1 is out of range", () -> KFold.of(2).shuffled(-1));
    }

    @Test
    void eachFoldNeedsATestRow() {
        Dataset data = Rows.labelled("aaab");
        String message =
                "5 folds of 4 rows: expected a test row for each fold; use fewer folds or more"
                        + " rows";

        assertRefused(message, () -> KFold.of(5).split(data));
        assertRefused(message, () -> StratifiedKFold.of(5).split(data));
        assertRefused(message, () -> RepeatedKFold.of(5, 2, 0).split(data));
        assertRefused(message, () -> RepeatedStratifiedKFold.of(5, 2, 0).split(data));
        assertRefused("1 row cannot be left out", () -> LeaveOneOut.of().split(Rows.numeric(1)));
    }

    @Test
    void oneClassNeedsARowForEachFold() {
        Dataset data = Rows.labelled("abcbab");
        String message =
                "class \"b\" has 3 rows and no class has more, which is too few for 5 folds: use at"
                        + " most 3 folds, add rows, or use KFold";

        assertRefused(message, () -> StratifiedKFold.of(5).split(data));
        assertRefused(message, () -> StratifiedKFold.of(5).warnings(data));
        assertRefused(message, () -> RepeatedStratifiedKFold.of(5, 1, 0).split(data));
        assertRefused(
                "too few for 2 folds: add rows, or use KFold",
                () -> StratifiedKFold.of(2).split(Rows.labelled("abc")));
    }

    @Test
    void warnsOfClassesThatSomeFoldsDoNotTest() {
        Dataset data = Rows.labelled("aaaaabbbcaaa");
        List<String> expected =
                List.of(
                        "class \"b\" has 3 rows, so 2 of 5 folds do not test it: use at most 3"
                                + " folds or add rows",
                        "class \"c\" has 1 row, so 4 of 5 folds do not test it, and one does not"
                                + " train it: add rows");

        assertEquals(expected, StratifiedKFold.of(5).warnings(data));
        assertEquals(expected, RepeatedStratifiedKFold.of(5, 2, 0).warnings(data));
        assertEquals(List.of(), StratifiedKFold.of(3).warnings(Rows.labelled("aaabbb")));
    }

    @Test
    void stratificationNeedsClasses() {
        Dataset numbers = Rows.numeric(10);
        String message = "the targets are numbers, so rows have no classes to stratify by: use";

        assertRefused(message, () -> StratifiedKFold.of(2).split(numbers));
        assertRefused(message, () -> RepeatedStratifiedKFold.of(2, 1, 0).split(numbers));
        assertRefused(message, () -> StratifiedShuffleSplit.of(2, THREE, 0).split(numbers));
        assertRefused(message, () -> TrainTestSplit.stratified(numbers, THREE, 0));
    }

    @Test
    void stratifiedRandomSplitsTrainAndTestEachClass() {
        Dataset single = Rows.labelled("aaabbc");
        Dataset data = Rows.labelled("aaabbcc");

        for (Splitter splitter : List.of(stratified(THREE), stratifiedOnce(THREE))) {
            assertRefused(
                    "class \"c\" has 1 row, which cannot be both trained and tested: expected at"
                            + " least 2 rows of each class; add rows, remove this one, or split"
                            + " without classes",
                    () -> splitter.split(single));
        }
        for (Splitter splitter :
                List.of(stratified(TestSize.count(2)), stratifiedOnce(TestSize.count(2)))) {
            assertRefused(
                    "2 test rows are too few for 3 classes: expected at least one for each; change"
                            + " the test size",
                    () -> splitter.split(data));
        }
        assertRefused(
                "2 training rows are too few for 3 classes",
                () -> stratified(TestSize.count(5)).split(data));
    }

    private static Splitter stratified(TestSize size) {
        return StratifiedShuffleSplit.of(2, size, 0);
    }

    private static Splitter stratifiedOnce(TestSize size) {
        return data -> {
            TrainTestSplit split = TrainTestSplit.stratified(data, size, 0);
            return List.of(Fold.of(split.trainRows(), split.testRows()));
        };
    }

    @Test
    void testSizeMustLeaveTrainingRows() {
        String message = "test size of 3 rows leaves none of 3 rows for training";

        assertRefused(message, () -> ShuffleSplit.of(1, THREE, 0).split(Rows.numeric(3)));
        assertRefused(message, () -> stratified(THREE).split(Rows.labelled("aab")));
    }

    @Test
    void groupsMustMatchRowsAndFolds() {
        assertRefused(
                "groups of 3 rows, but a data set of 4: expected the group of each row",
                () -> GroupKFold.of(2, 7, 8, 8).split(Rows.numeric(4)));
        assertRefused(
                "3 folds of 2 groups: expected a group for each fold; use fewer folds or more"
                        + " groups",
                () -> GroupKFold.of(3, List.of("a", "b", "a", "b")));
        assertRefused("2 folds of 1 group: expected", () -> GroupKFold.of(2, 5, 5, 5));
        assertRefused("2 folds of 0 groups: expected", () -> GroupKFold.of(2));
        assertRefused(
                "group of row 1 is blank: expected a name",
                () -> GroupKFold.of(2, List.of("a", " ", "b")));
    }

    @Test
    void timeSeriesNeedsRowsForGapAndFolds() {
        assertRefused(
                "10 rows are too few for TimeSeriesSplit[3 folds, 2 test rows, gap 4]: expected at"
                        + " least 11 for 2 test rows in each fold; use fewer folds, fewer test rows"
                        + " or a smaller gap",
                () -> TimeSeriesSplit.of(3).withTestRows(2).withGap(4).split(Rows.numeric(10)));
        assertRefused(
                "1 row is too few for TimeSeriesSplit[2 folds]: expected at least 3 for 1 test row",
                () -> TimeSeriesSplit.of(2).split(Rows.numeric(1)));
        assertRefused(
                "expected at least 4611686016279904257",
                () ->
                        TimeSeriesSplit.of(Integer.MAX_VALUE)
                                .withTestRows(Integer.MAX_VALUE)
                                .withGap(Integer.MAX_VALUE)
                                .split(Rows.numeric(9)));
    }

    @Test
    void listsOfFoldsAreUnmodifiable() {
        Dataset data = Rows.labelled("aaabbb");
        for (Splitter splitter :
                List.of(
                        KFold.of(2),
                        RepeatedStratifiedKFold.of(2, 2, 0),
                        ShuffleSplit.of(2, THREE, 0),
                        TimeSeriesSplit.of(2))) {
            List<Fold> folds = splitter.split(data);

            assertThrows(UnsupportedOperationException.class, () -> folds.remove(0));
            assertThrows(IndexOutOfBoundsException.class, () -> folds.get(folds.size()));
            assertThrows(IndexOutOfBoundsException.class, () -> folds.get(-1));
        }
    }

    @Test
    void describeThemselves() {
        assertEquals("KFold[5 folds]", KFold.of(5).toString());
        assertEquals(
                "StratifiedKFold[5 folds, shuffled with seed 4]",
                StratifiedKFold.of(5).shuffled(4).toString());
        assertEquals("RepeatedKFold[5 folds, 10 repeats, seed 4]", RepeatedKFold.of(5, 10, 4) + "");
        assertEquals("GroupKFold[2 folds, 3 groups of 4 rows]", GroupKFold.of(2, 1, 2, 3, 1) + "");
        assertEquals("LeaveOneOut[]", LeaveOneOut.of() + "");
        assertEquals(
                "ShuffleSplit[2 splits, test size 3, seed 4]", ShuffleSplit.of(2, THREE, 4) + "");
        assertEquals(
                "StratifiedShuffleSplit[2 splits, test size 0.2, seed 4]",
                StratifiedShuffleSplit.of(2, TestSize.fraction(0.2), 4) + "");
        assertEquals(
                "TimeSeriesSplit[5 folds, 10 test rows, gap 2, at most 50 training rows]",
                TimeSeriesSplit.of(5).withMaxTrainRows(50).withGap(2).withTestRows(10) + "");
    }
}
