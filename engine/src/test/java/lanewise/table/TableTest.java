package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class TableTest {
    @TempDir private Path directory;

    private Table read(String text, String... texts) throws IOException, CsvException {
        Path file = Files.writeString(directory.resolve("table.csv"), text);
        return Table.read(file, CsvFormat.standard(), texts);
    }

    @Test
    void columnsAreNumbersOrTexts() throws IOException, CsvException {
        Table table = read("a,b,c\n1,x,NA\n2.5,,7\n?,y,8\n");
        assertEquals(3, table.rows());
        assertTrue(table.column("a").isNumeric());
        assertEquals(2.5, table.column("a").number(1));
        assertTrue(table.column("a").isMissing(2));
        assertFalse(table.column("b").isNumeric());
        assertEquals("", table.column("b").text(1));
        assertEquals("y", table.column("b").text(2));
        assertEquals(1, table.column("c").missing());
    }

    @Test
    void codesKeepTheirZeros() throws IOException, CsvException {
        Table table = read("zip,x\n01067,1\n80331,0\n");
        assertEquals("01067", table.column("zip").text(0));
        assertTrue(table.column("x").isNumeric());
        Table late = read("zip\n" + "10000\n".repeat(1500) + "01067\n");
        assertEquals("01067", late.column("zip").text(1500));
        assertEquals("80331", read("zip,x\n80331,1\n", "zip").column("zip").text(0));
        assertFalse(read("zip,x\n80331,1\n", "zip").column("zip").isNumeric());
    }

    /** Rows are read in blocks, and columns hold floats until a number needs a double. */
    @Test
    void longColumnsKeepEveryNumber() throws IOException, CsvException {
        double[] decimals = new double[5000];
        StringBuilder text = new StringBuilder("whole,decimal,town\n");
        for (int row = 0; row < decimals.length; row++) {
            decimals[row] = row < 3000 ? row / 4.0 : row / 3.0;
            text.append(row % 10 == 9 ? "NA" : row).append(',').append(decimals[row]);
            text.append(row % 2 == 0 ? ",Ulm\n" : ",Bonn\n");
        }
        Table table = read(text.toString());
        for (int row = 0; row < decimals.length; row++) {
            double whole = row % 10 == 9 ? Double.NaN : row;
            assertEquals(whole, table.column("whole").number(row));
            assertEquals(decimals[row], table.column("decimal").number(row));
            assertEquals(row % 2 == 0 ? "Ulm" : "Bonn", table.column("town").text(row));
        }
    }

    /** Numbers are read again as texts, so that 1.0 and 1 are different texts. */
    @Test
    void aLateTextTurnsAColumnIntoTexts() throws IOException, CsvException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 0; row < 5000; row++) {
            text.append(row % 7).append(".0,").append(row).append('\n');
        }
        Table table = read(text + "late,5000\n");
        assertEquals(5001, table.rows());
        assertEquals("6.0", table.column("a").text(6));
        assertEquals("late", table.column("a").text(5000));
        assertEquals(8, table.column("a").distinctTexts().size());
        assertEquals(4999, table.column("b").number(4999));
    }

    @Test
    void selectedRowsHaveTheirOwnCategories() {
        TableColumn column = TableColumn.ofTexts("x", List.of("a", "b", "", "c", "b"));
        TableColumn selected = column.select(3, 2, 3, 1);
        assertEquals(List.of("c", "b"), selected.distinctTexts());
        assertEquals("c", selected.text(2));
        assertTrue(selected.isMissing(1));
        assertArrayEquals(
                new double[] {1, 2},
                TableColumn.ofNumbers("x", 2, 1, Double.NaN, 2).distinctNumbers());
    }

    @Test
    void problemsAreNamed() {
        Table table = Table.of(TableColumn.ofNumbers("x", 1, 2));
        assertMessage("expected one of [x]", () -> table.column("y"));
        assertMessage(
                "two columns are named \"x\"", () -> Table.of(column("x", 1), column("x", 1)));
        assertMessage("column \"y\" has 2 rows", () -> Table.of(column("x", 1), column("y", 2)));
        assertMessage("the table has no columns", () -> Table.of(List.of()));
        assertMessage("the table has no rows", () -> table.select());
        assertMessage("the name of a column is blank", () -> TableColumn.ofNumbers(" "));
        assertMessage("expected a finite float", () -> TableColumn.ofNumbers("x", 1e39));
    }

    private static TableColumn column(String name, int rows) {
        return TableColumn.ofNumbers(name, new double[rows]);
    }

    private static void assertMessage(String part, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void samplesKeepOrderAndNumbersOfTheirRows() throws IOException, CsvException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int row = 1; row <= 3000; row++) {
            text.append(row).append(row % 3 == 0 ? ",x\n" : ",y\n");
        }
        Path file = Files.writeString(directory.resolve("large.csv"), text);
        Table sample = Table.sample(file, CsvFormat.standard(), 1000, 7);
        assertEquals(1000, sample.rows());
        long sum = 0;
        for (int row = 0; row < 1000; row++) {
            long number = sample.rowNumber(row);
            assertEquals(number, sample.column("a").number(row));
            assertEquals(number % 3 == 0 ? "x" : "y", sample.column("b").text(row));
            assertTrue(row == 0 || number > sample.rowNumber(row - 1));
            sum += number;
        }
        // The mean of 1000 of the numbers 1 to 3000, which deviates by 22.
        assertEquals(1500.5, sum / 1000.0, 80);
        assertEquals(
                sample.rowNumber(0),
                Table.sample(file, CsvFormat.standard(), 1000, 7).rowNumber(0));
        assertEquals(sample.rowNumber(5), sample.select(9, 5).rowNumber(1));
        assertEquals(sample.rowNumber(9), sample.select(9, 5).select(0).rowNumber(0));
        assertThrows(IndexOutOfBoundsException.class, () -> sample.rowNumber(1000));
    }

    @Test
    void aSampleOfFewRowsHasAllOfThem() throws IOException, CsvException {
        Path file = Files.writeString(directory.resolve("few.csv"), "a\n1\n2\n3\n");
        Table all = Table.sample(file, CsvFormat.standard(), 3, 0);
        assertEquals(3, all.rows());
        assertEquals(3, all.rowNumber(2));
        assertEquals(1, Table.sample(file, CsvFormat.standard(), 1, 0).rows());
        IllegalArgumentException none =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Table.sample(file, CsvFormat.standard(), 0, 0));
        assertEquals("a sample of 0 rows: expected at least 1", none.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Table.sample(file, CsvFormat.standard(), 1, -1));
    }
}
