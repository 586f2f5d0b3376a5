package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link TestSize}: parsing, number of rows and rejected arguments. */
class TestSizeTest {
    @ParameterizedTest
    @CsvSource({"20, 20", "+3, 3", "' 7 ', 7", "007, 7"})
    void parsesWholeNumbersAsCounts(String text, int rows) {
        assertEquals(TestSize.count(rows), TestSize.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.2", ".5, 0.5", "2.5e-1, 0.25", "' 0.1 ', 0.1", "1e-3, 0.001"})
    void parsesOtherNumbersAsFractions(String text, double share) {
        assertEquals(TestSize.fraction(share), TestSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "20%", "0,2", "1/3", "NaN", "0x1p-1", "0.2f", "."})
    void rejectsTextThatIsNotANumber(String text) {
        assertRejected(
                "test size \""
                        + text
                        + "\" is invalid: expected a number of rows such as 20 or a fraction such"
                        + " as 0.2",
                () -> TestSize.parse(text));
    }

    /** Backtracking took an hour. */
    @Test
    void rejectsLongTextThatBeginsLikeANumber() {
        String text = "1".repeat(500_000) + "x";
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TestSize.parse(text));
        assertTrue(e.getMessage().endsWith("a fraction such as 0.2"), e.getMessage());
        assertTrue(e.getMessage().length() < 200, e.getMessage());
    }

    @Test
    void rejectsNull() {
        assertEquals(
                "text must not be null",
                assertThrows(NullPointerException.class, () -> TestSize.parse(null)).getMessage());
    }

    @Test
    void rejectsCountsBeyondInt() {
        assertRejected(
                "test size \"2147483648\" is too large: expected at most 2147483647",
                () -> TestSize.parse("2147483648"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void rejectsCountsBelowOne(int rows) {
        String message = "test size of " + rows + " rows: expected at least 1";

        assertRejected(message, () -> TestSize.count(rows));
        assertRejected(message, () -> TestSize.parse("" + rows));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 1.0, -0.5, 1.5, 20.0})
    void rejectsFractionsOutOfRange(double share) {
        String message =
                "test size of "
                        + share
                        + ": expected a fraction above 0 and below 1; for a number of rows use a"
                        + " whole number";

        assertRejected(message, () -> TestSize.fraction(share));
        assertRejected(message, () -> TestSize.parse("" + share));
    }

    @Test
    void rejectsNaN() {
        assertThrows(IllegalArgumentException.class, () -> TestSize.fraction(Double.NaN));
    }

    @ParameterizedTest
    @CsvSource({
        "20, 150, 20",
        "1, 2, 1",
        "149, 150, 149",
        "0.2, 150, 30",
        "0.1, 7, 1",
        "0.5, 7, 4",
        "0.0001, 150, 1"
    })
    void roundsFractionsUp(String size, int rows, int testRows) {
        assertEquals(testRows, TestSize.parse(size).testRows(rows));
    }

    @Test
    void rejectsSizesThatLeaveNoTrainingRows() {
        assertRejected(
                "test size of 150 rows leaves none of 150 rows for training: expected 1 to 149",
                () -> TestSize.count(150).testRows(150));
        assertRejected(
                "test size of 0.9 leaves none of 7 rows for training: expected a smaller fraction"
                        + " or more rows",
                () -> TestSize.fraction(0.9).testRows(7));
        assertRejected(
                "1 rows cannot be split: expected at least 2, one for training and one for testing",
                () -> TestSize.fraction(0.5).testRows(1));
        assertRejected(
                "1 rows cannot be split: expected at least 2, one for training and one for testing",
                () -> TestSize.count(1).testRows(1));
    }

    private static void assertRejected(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
