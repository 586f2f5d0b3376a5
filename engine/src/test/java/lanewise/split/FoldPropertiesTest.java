package lanewise.split;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.testing.Cases;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** What each splitter promises of any data. */
class FoldPropertiesTest {
    private static final int CASES = 100;

    /** A data set of 2 to 60 rows and up to 4 classes of different sizes. */
    private static Dataset anyData(Random random) {
        StringBuilder letters = new StringBuilder("aabbccdd".substring(0, random.nextInt(2, 9)));
        for (int row = random.nextInt(53); row > 0; row--) {
            letters.append("aaaabbcd".charAt(random.nextInt(8)));
        }
        return Rows.labelled(letters.toString());
    }

    private static long anySeed(Random random) {
        return random.nextLong(1L << 32);
    }

    private static void assertPartition(Dataset data, List<Fold> folds) {
        List<Integer> tested = new ArrayList<>();
        for (Fold fold : folds) {
            int[] all =
                    IntStream.concat(
                                    Arrays.stream(fold.trainRows()), Arrays.stream(fold.testRows()))
                            .sorted()
                            .toArray();
            assertArrayEquals(IntStream.range(0, data.rows()).toArray(), all);
            Arrays.stream(fold.testRows()).forEach(tested::add);
        }
        assertEquals(data.rows(), tested.size());
        assertEquals(data.rows(), new HashSet<>(tested).size());
    }

    private static void assertWithinOne(int[] counts) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        assertTrue(sorted[sorted.length - 1] - sorted[0] <= 1, () -> Arrays.toString(counts));
    }

    private static int[] testCounts(List<Fold> folds) {
        return folds.stream().mapToInt(fold -> fold.testRows().length).toArray();
    }

    @Test
    void kFoldTestsEachRowOnceInFoldsOfEqualSize() {
        Cases.check(
                1,
                CASES,
                random -> {
                    Dataset data = anyData(random);
                    KFold splitter = KFold.of(random.nextInt(2, data.rows() + 1));
                    for (KFold k : List.of(splitter, splitter.shuffled(anySeed(random)))) {
                        assertPartition(data, k.split(data));
                        assertWithinOne(testCounts(k.split(data)));
                    }
                });
    }

    @Test
    void stratifiedKFoldSpreadsEachClassEvenly() {
        Cases.check(
                2,
                CASES,
                random -> {
                    Dataset data = anyData(random);
                    int largest = Arrays.stream(counts(data, range(data.rows()))).max().getAsInt();
                    StratifiedKFold splitter = StratifiedKFold.of(random.nextInt(2, largest + 1));
                    for (var k : List.of(splitter, splitter.shuffled(anySeed(random)))) {
                        List<Fold> folds = k.split(data);
                        assertPartition(data, folds);
                        assertWithinOne(testCounts(folds));
                        for (int c = 0; c < data.classNames().size(); c++) {
                            int name = c;
                            assertWithinOne(
                                    folds.stream()
                                            .mapToInt(f -> counts(data, f.testRows())[name])
                                            .toArray());
                        }
                    }
                });
    }

    private static int[] counts(Dataset data, int[] rows) {
        return Rows.classCounts(data, rows);
    }

    private static int[] range(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    @Test
    void stratifiedKFoldDoesNotDependOnNamesOfClasses() {
        Dataset data = Rows.labelled("bbabbacbbabaab");
        Dataset renamed = Rows.labelled("xxyxxyaxxyxyyx");
        StratifiedKFold splitter = StratifiedKFold.of(3).shuffled(7);

        assertEquals(splitter.split(data), splitter.split(renamed));
    }

    @Test
    void classesWithoutRowsDoNotMatter() {
        Dataset data = Rows.labelled("bbabbacbbabaabc");
        Dataset more = data.withClassNames(List.of("a", "aa", "b", "c", "d"));

        for (Splitter splitter :
                List.of(
                        StratifiedKFold.of(3).shuffled(7),
                        StratifiedShuffleSplit.of(4, TestSize.count(5), 3))) {
            assertEquals(splitter.split(data), splitter.split(more));
        }
    }

    @Test
    void repetitionsDiffer() {
        Dataset data = Rows.labelled("aabbccaabbccaabbcc");

        for (Splitter splitter :
                List.of(RepeatedKFold.of(3, 2, 5), RepeatedStratifiedKFold.of(3, 2, 5))) {
            List<Fold> folds = splitter.split(data);

            assertEquals(6, folds.size());
            assertPartition(data, folds.subList(0, 3));
            assertPartition(data, folds.subList(3, 6));
            assertNotEquals(folds.subList(0, 3), folds.subList(3, 6));
        }
    }

    @Test
    void firstRepetitionIsThatOfTheSameSeed() {
        Dataset data = Rows.labelled("aabbccaabbccaabbcc");

        assertEquals(
                KFold.of(3).shuffled(5).split(data),
                RepeatedKFold.of(3, 2, 5).split(data).subList(0, 3));
        assertEquals(
                StratifiedKFold.of(3).shuffled(5).split(data),
                RepeatedStratifiedKFold.of(3, 2, 5).split(data).subList(0, 3));
    }

    @Test
    void groupKFoldDividesNoGroup() {
        Cases.check(
                3,
                CASES,
                random -> {
                    int[] groups =
                            random.ints(random.nextInt(2, 80), -9, random.nextInt(-8, 30))
                                    .toArray();
                    groups[0] = 100;
                    int distinct = (int) Arrays.stream(groups).distinct().count();
                    Dataset data = Rows.labelled("a".repeat(groups.length));
                    int folds = random.nextInt(2, Math.max(2, distinct) + 1);
                    if (distinct < folds) {
                        return;
                    }
                    List<Fold> split = GroupKFold.of(folds, groups).split(data);
                    assertEquals(folds, split.size());
                    assertPartition(data, split);
                    for (Fold fold : split) {
                        Set<Integer> trained = new HashSet<>();
                        Arrays.stream(fold.trainRows()).forEach(row -> trained.add(groups[row]));
                        Arrays.stream(fold.testRows())
                                .forEach(row -> assertFalse(trained.contains(groups[row])));
                    }
                });
    }

    @Test
    void groupsOfTextAreThoseOfEqualNumbers() {
        Dataset data = Rows.labelled("abcabc");

        assertEquals(
                GroupKFold.of(2, 1, 2, 2, 3, 1, 3).split(data),
                GroupKFold.of(2, List.of("a", "b", "b", "c", "a", "c")).split(data));
    }

    @Test
    void leaveOneOutTestsEachRowAlone() {
        List<Fold> folds = LeaveOneOut.of().split(Rows.numeric(4));

        assertEquals(
                List.of(
                        Fold.leaving(4, 0),
                        Fold.leaving(4, 1),
                        Fold.leaving(4, 2),
                        Fold.leaving(4, 3)),
                folds);
    }

    @Test
    void firstRandomSplitIsTheTrainTestSplit() {
        Dataset data = Rows.labelled("aaabbbaaabbbcc");
        TestSize size = TestSize.fraction(0.3);
        TrainTestSplit plain = TrainTestSplit.of(data, size, 9);
        TrainTestSplit stratified = TrainTestSplit.stratified(data, size, 9);

        assertEquals(
                Fold.of(plain.trainRows(), plain.testRows()),
                ShuffleSplit.of(2, size, 9).split(data).getFirst());
        assertEquals(
                Fold.of(stratified.trainRows(), stratified.testRows()),
                StratifiedShuffleSplit.of(2, size, 9).split(data).getFirst());
    }

    @Test
    void stratifiedShuffleSplitDrawsSharesOfClasses() {
        Cases.check(
                4,
                CASES,
                random -> {
                    Dataset data = Rows.labelled("aaaaaaaabbbbccaaaabbaabbcc");
                    TestSize size = TestSize.count(random.nextInt(3, 24));
                    int[] all = counts(data, range(data.rows()));
                    for (Fold fold :
                            StratifiedShuffleSplit.of(3, size, anySeed(random)).split(data)) {
                        int[] tests = counts(data, fold.testRows());
                        int[] trains = counts(data, fold.trainRows());
                        for (int c = 0; c < all.length; c++) {
                            double share = all[c] * fold.testRows().length / (double) data.rows();
                            assertTrue(Math.abs(tests[c] - share) < 1);
                            assertEquals(all[c], tests[c] + trains[c]);
                        }
                    }
                });
    }

    @Test
    void timeSeriesSplitTrainsThePast() {
        Cases.check(
                5,
                CASES,
                random -> {
                    int folds = random.nextInt(2, 6);
                    int gap = random.nextInt(4);
                    int tests = random.nextInt(1, 5);
                    int most = random.nextInt(1, 10);
                    int rows = folds * tests + gap + random.nextInt(1, 20);
                    TimeSeriesSplit splitter =
                            TimeSeriesSplit.of(folds)
                                    .withGap(gap)
                                    .withTestRows(tests)
                                    .withMaxTrainRows(most);
                    int next = rows - folds * tests;
                    for (Fold fold : splitter.split(Rows.numeric(rows))) {
                        int[] trained = fold.trainRows();
                        assertEquals(next, fold.testRows()[0]);
                        assertEquals(tests, fold.testRows().length);
                        assertEquals(next - gap - 1, trained[trained.length - 1]);
                        assertEquals(Math.min(most, next - gap), trained.length);
                        next += tests;
                    }
                    assertEquals(rows, next);
                });
    }

    @Test
    void splittingAgainGivesEqualFolds() {
        Dataset data = Rows.labelled("aaabbbaaabbbcc");
        for (Splitter splitter :
                List.of(
                        KFold.of(3).shuffled(1),
                        StratifiedKFold.of(3).shuffled(1),
                        RepeatedKFold.of(3, 2, 1),
                        RepeatedStratifiedKFold.of(3, 2, 1),
                        ShuffleSplit.of(3, TestSize.count(4), 1),
                        StratifiedShuffleSplit.of(3, TestSize.count(4), 1))) {
            assertEquals(splitter.split(data), splitter.split(data), splitter.toString());
        }
    }

    @Test
    void ownSplittersMayBeLambdas() {
        Splitter halves =
                data -> {
                    int[] second = IntStream.range(data.rows() / 2, data.rows()).toArray();
                    return List.of(Fold.leaving(data.rows(), second));
                };

        assertEquals(List.of(Fold.leaving(5, 2, 3, 4)), halves.split(Rows.numeric(5)));
    }
}
