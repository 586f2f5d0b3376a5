package lanewise.split;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import lanewise.data.Dataset;

import org.junit.jupiter.api.Test;

import java.util.List;

class FoldTest {
    private final Fold fold = Fold.of(rows(5, 0, 3), rows(4, 1));

    private static int[] rows(int... rows) {
        return rows;
    }

    @Test
    void keepsRowsInTheirOrder() {
        assertArrayEquals(rows(5, 0, 3), fold.trainRows());
        assertArrayEquals(rows(4, 1), fold.testRows());
        assertEquals("Fold[3 training rows, 2 test rows]", fold.toString());
    }

    @Test
    void selectsRowsAndKeepsAllClasses() {
        Dataset data = Rows.labelled("abcabc");

        Dataset train = fold.train(data);
        Dataset test = fold.test(data);

        assertArrayEquals(new float[] {5}, train.features().row(0));
        assertArrayEquals(new float[] {0}, train.features().row(1));
        assertEquals(3, train.rows());
        assertArrayEquals(new float[] {4}, test.features().row(0));
        assertEquals(2, test.rows());
        assertEquals(List.of("a", "b", "c"), test.classNames());
    }

    @Test
    void isNotChangedThroughArrays() {
        int[] train = {0, 1};
        int[] test = {2};
        Fold made = Fold.of(train, test);

        train[0] = 9;
        test[0] = 9;
        made.trainRows()[1] = 9;
        made.testRows()[0] = 9;

        assertEquals(Fold.of(rows(0, 1), rows(2)), made);
    }

    @Test
    void equalsFoldsWithTheSameRowsInTheSameOrder() {
        assertEquals(Fold.of(rows(5, 0, 3), rows(4, 1)), fold);
        assertEquals(Fold.of(rows(5, 0, 3), rows(4, 1)).hashCode(), fold.hashCode());
        assertNotEquals(Fold.of(rows(0, 3, 5), rows(4, 1)), fold);
        assertNotEquals(Fold.of(rows(5, 0, 3), rows(1, 4)), fold);
    }

    @Test
    void leavesTestRows() {
        assertEquals(Fold.of(rows(0, 2, 3), rows(4, 1)), Fold.leaving(5, 4, 1));
    }

    @Test
    void trainsRowsOfABootstrapSampleTwice() {
        Fold bootstrap = Fold.of(rows(2, 0, 2), rows(1));

        assertEquals(3, bootstrap.train(Rows.labelled("aab")).rows());
    }

    @Test
    void rejectsRowsThatMislead() {
        assertRefused("trainRows is empty: expected", () -> Fold.of(rows(), rows(1)));
        assertRefused("testRows is empty: expected", () -> Fold.of(rows(1), rows()));
        assertRefused("row -1 in trainRows is negative", () -> Fold.of(rows(-1), rows(1)));
        assertRefused("row -2 in testRows is negative", () -> Fold.of(rows(1), rows(0, -2)));
        assertRefused("row 3 is twice in testRows", () -> Fold.of(rows(1), rows(3, 2, 3)));
        assertRefused(
                "row 3 is in trainRows and in testRows: expected test rows that are not trained;"
                        + " remove it from one of them",
                () -> Fold.of(rows(1, 3), rows(2, 3)));
    }

    @Test
    void rejectsRowsThatCannotBeLeft() {
        assertRefused("testRows is empty", () -> Fold.leaving(3));
        assertRefused("row 3 is out of range: expected 0 to 2", () -> Fold.leaving(3, 3));
        assertRefused("row 1 is twice in testRows", () -> Fold.leaving(3, 1, 1));
        assertRefused(
                "3 test rows leave none of 3 rows for training: expected at most 2",
                () -> Fold.leaving(3, 0, 1, 2));
    }

    @Test
    void rejectsASmallerDataSet() {
        assertRefused(
                "the fold has row 5, but the data set only 3 rows: pass the data set that was"
                        + " split",
                () -> fold.train(Rows.labelled("abc")));
    }
}
