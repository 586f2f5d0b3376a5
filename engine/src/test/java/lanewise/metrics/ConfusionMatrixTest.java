package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.Layer;
import lanewise.Model;
import lanewise.ModelTest;
import lanewise.Network;
import lanewise.data.Dataset;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

/** {@link ConfusionMatrix}: metrics, table and argument checks; see also {@link ModelTest}. */
class ConfusionMatrixTest {

    @Test
    void computesMetricsFromCounts() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(
                        new int[] {0, 0, 0, 1, 1, 2},
                        new int[] {0, 0, 1, 1, 0, 0},
                        List.of("a", "b", "c", "d"));
        assertEquals(2, confusion.count(0, 0));
        assertEquals(3, confusion.hits());
        assertEquals(0.5, confusion.accuracy());
        assertEquals(2.0 / 4, confusion.precision(0));
        assertEquals(2.0 / 3, confusion.recall(0));
        assertEquals(4.0 / 7, confusion.f1(0));
        assertEquals(0, confusion.precision(2), "never predicted");
        assertEquals(0, confusion.recall(3), "has no rows");
        assertEquals(0, confusion.f1(3), "does not occur");
        // Class d does not occur, so it is left out of macro averages.
        assertEquals((0.5 + 0.5 + 0) / 3, confusion.macroPrecision());
        assertEquals((2.0 / 3 + 0.5 + 0) / 3, confusion.macroRecall(), 1e-16);
        assertEquals((4.0 / 7 + 0.5 + 0) / 3, confusion.macroF1(), 1e-16);
        assertEquals((2.0 / 3 + 0.5 + 0) / 3, confusion.balancedAccuracy(), 1e-16);
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.precision(4));
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.recall(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.f1(4));
    }

    @Test
    void balancedAccuracyLeavesOutClassesThatAreOnlyPredicted() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(
                        new int[] {0, 0, 1}, new int[] {0, 2, 1}, List.of("a", "b", "c"));
        assertEquals((0.5 + 1) / 2, confusion.balancedAccuracy());
        assertEquals((0.5 + 1 + 0) / 3, confusion.macroRecall());
    }

    @Test
    void acceptsASingleOutputForTwoClasses() {
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        float[][] rows = {{1}, {-1}, {0}, {3}};
        ConfusionMatrix confusion =
                ConfusionMatrix.of(model, Dataset.labelled(rows, "yes", "no", "no", "no"));
        assertEquals(
                """
                actual \\ predicted  no  yes
                no                   2    1
                yes                  0    1\
                """,
                confusion.toString());
        assertRefused(
                "the data has 1 classes, but the network 1-1 has 1 outputs: expected one output per"
                        + " class, or a single output for two classes",
                () -> ConfusionMatrix.of(model, Dataset.labelled(rows, "a", "a", "a", "a")));
        assertRefused(
                "the data has 3 classes, but the network 1-1 has 1 outputs",
                () -> ConfusionMatrix.of(model, Dataset.labelled(rows, "a", "b", "c", "a")));
    }

    @Test
    void escapesControlCharactersInNames() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(
                        new int[] {0, 1, 2},
                        new int[] {0, 1, 1},
                        List.of("one\ntwo", "é\u2028\u0007$1", "a\tb\r"));
        assertEquals(
                """
                actual \\ predicted  one\\ntwo  é\\u2028\\u0007$1  a\\tb\\r
                one\\ntwo                   1                0       0
                é\\u2028\\u0007$1            0                1       0
                a\\tb\\r                     0                1       0\
                """,
                confusion.toString());
        assertEquals("one\ntwo", confusion.classNames().getFirst());
    }

    @Test
    void quotesNamesWithBlanksAtTheirEnds() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(
                        new int[] {0, 1, 2}, new int[] {0, 1, 2}, List.of("x", "x ", "x\u200b"));
        assertEquals(
                """
                actual \\ predicted  x  "x "  x\\u200b
                x                   1     0        0
                "x "                0     1        0
                x\\u200b             0     0        1\
                """,
                confusion.toString());
    }

    @Test
    void copiesItsArguments() {
        int[] classes = {0, 1};
        ConfusionMatrix confusion = ConfusionMatrix.of(classes, classes, List.of("a", "b"));
        classes[0] = 1;
        assertEquals(1, confusion.count(0, 0));
        assertThrows(UnsupportedOperationException.class, () -> confusion.classNames().add("c"));
    }

    /** A dense table of counts would take 40 GB. */
    @Test
    void supportsManyClasses() {
        ConfusionMatrix confusion =
                ConfusionMatrix.of(
                        new int[] {5, 99_999}, new int[] {5, 7}, Collections.nCopies(100_000, "k"));
        assertEquals(1, confusion.count(5, 5));
        assertEquals(1, confusion.count(99_999, 7));
        assertEquals(0, confusion.count(7, 99_999));
        assertEquals(0.5, confusion.accuracy());
        assertEquals(1.0 / 3, confusion.macroF1());
    }

    @Test
    void rejectsInvalidClasses() {
        List<String> names = List.of("a", "b");
        int[] two = {0, 1};
        assertRefused(
                "true class 2 of row 1: expected 0 to 1 for 2 class names",
                () -> ConfusionMatrix.of(new int[] {0, 2}, two, names));
        assertRefused(
                "predicted class -1 of row 0: expected 0 to 1 for 2 class names",
                () -> ConfusionMatrix.of(two, new int[] {-1, 0}, names));
        assertRefused(
                "2 true and 1 predicted classes: expected equal numbers, at least 1",
                () -> ConfusionMatrix.of(two, new int[1], names));
        assertRefused(
                "0 true and 0 predicted classes",
                () -> ConfusionMatrix.of(new int[0], new int[0], names));
        assertRefused(
                "0 class names: expected a name for each class",
                () -> ConfusionMatrix.of(two, two, List.of()));
        assertThrows(NullPointerException.class, () -> ConfusionMatrix.of(null, two, names));
        assertThrows(NullPointerException.class, () -> ConfusionMatrix.of(two, null, names));
        assertThrows(NullPointerException.class, () -> ConfusionMatrix.of(two, two, null));
    }

    @Test
    void countsOfRowsGiveTheSameMatrix() {
        int[] actual = {0, 0, 1, 2, 2, 2, 2};
        int[] predicted = {0, 1, 1, 2, 0, 2, 1};
        int[][] counts = new int[4][4];
        for (int row = 0; row < actual.length; row++) {
            counts[actual[row]][predicted[row]]++;
        }
        List<String> names = List.of("a", "b", "c", "d");
        ConfusionMatrix expected = ConfusionMatrix.of(actual, predicted, names);
        ConfusionMatrix found = ConfusionMatrix.of(counts, names);
        assertEquals(expected.toString(), found.toString());
        assertEquals(expected.accuracy(), found.accuracy());
        assertEquals(7, found.rows());
        assertEquals(4, found.hits());
        assertEquals(expected.macroF1(), found.macroF1());
        assertEquals(expected.macroRecall(), found.macroRecall());
        for (int k = 0; k < 4; k++) {
            assertEquals(expected.precision(k), found.precision(k));
        }
        counts[0][0] = 99;
        assertEquals(1, found.count(0, 0));
        for (int[][] bad :
                new int[][][] {{}, {{1}}, {{1, 0}, {1}}, {{1, 0}, {-1, 1}}, {{0, 0}, {0, 0}}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ConfusionMatrix.of(bad, List.of("a", "b")));
        }
        int most = Integer.MAX_VALUE;
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfusionMatrix.of(new int[][] {{most, 1}, {0, 0}}, List.of("a", "b")));
    }
}
