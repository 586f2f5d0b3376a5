package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class CsvRowsTest {
    @TempDir Path temp;

    /** Csv.read is the oracle. */
    @Test
    void readsSameNumbersAsDataSet() throws IOException {
        Path file = ReferenceFiles.path("iris.csv");
        Dataset iris = Csv.read(file, "species");
        int row = 0;
        try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
            assertEquals(
                    List.of(
                            "sepal_length",
                            "sepal_width",
                            "petal_length",
                            "petal_width",
                            "species"),
                    rows.columns());
            while (rows.next()) {
                for (int k = 0; k < 4; k++) {
                    assertEquals(iris.features().getDouble(row, k), rows.number(k));
                }
                assertEquals(iris.classNames().get(iris.label(row)), rows.text(4));
                row++;
            }
            assertFalse(rows.next());
            assertThrows(IllegalStateException.class, () -> rows.text(0));
        }
        assertEquals(150, row);
    }

    private List<String> read(String content, CsvFormat format) throws IOException {
        List<String> fields = new ArrayList<>();
        try (CsvRows rows =
                CsvRows.open(Files.writeString(temp.resolve("a.csv"), content), format)) {
            assertThrows(IllegalStateException.class, () -> rows.text(0));
            while (rows.next()) {
                for (int k = 0; k < rows.columns().size(); k++) {
                    fields.add(rows.text(k));
                }
            }
        }
        return fields;
    }

    @Test
    void readsAnyColumns() throws IOException {
        CsvFormat standard = CsvFormat.standard();
        assertEquals(
                List.of("1", "\"é,\n", "", "2", "b", "y"),
                read("a,,a\n1,\"\"\"é,\n\",\n\n2,b,y", standard));
        assertEquals(List.of("1", "2"), read("a\n1\n2\n", standard));
        assertEquals(
                List.of("1", "2", "3", "4"),
                read("1;2\r\n3;4", standard.withSeparator(';').withoutHeader()));
    }

    private void assertRejected(String content, CsvFormat format, String message) {
        CsvException e = assertThrows(CsvException.class, () -> read(content, format));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void rejectsMalformedFiles() throws IOException {
        CsvFormat standard = CsvFormat.standard();
        assertRejected("", standard, "a.csv: the file is empty");
        assertRejected("a,b\n", standard, "no rows of data");
        assertRejected("a,b\n1,2\n3\n", standard, "line 3, column 2 (\"b\"): expected 2 fields");
        assertRejected("1,2\n3,4\n", standard, "looks like data");
        assertRejected("a;b\n1;2\n", standard.withSeparator(','), "separated by semicolons");
        Path file = Files.writeString(temp.resolve("b.csv"), "aa,b,b\nx,nan,3\n");
        try (CsvRows rows = CsvRows.open(file, standard)) {
            assertEquals(0, rows.column("aa"));
            String missing = assertThrows(CsvException.class, () -> rows.column("c")).getMessage();
            assertEquals(file + ": no column \"c\"; the columns are \"aa\", \"b\", \"b\"", missing);
            String twice = assertThrows(CsvException.class, () -> rows.column("b")).getMessage();
            assertTrue(twice.contains("column 2 is also named \"b\""), twice);
            assertTrue(rows.next());
            String text = assertThrows(CsvException.class, () -> rows.number(0)).getMessage();
            assertTrue(
                    text.endsWith(
                            "line 2, column 1 (\"aa\"): \"x\" is not a number; expected a finite"
                                    + " decimal number"),
                    text);
            assertThrows(CsvException.class, () -> rows.number(1));
            assertEquals(3, rows.number(2));
            assertEquals(
                    file + ", line 2, column 3 (\"b\"): wrong",
                    rows.error(2, "wrong").getMessage());
            assertThrows(IndexOutOfBoundsException.class, () -> rows.text(3));
        }
    }

    @Test
    void codesAreDigitsAfterAZero() throws IOException {
        Path file =
                Files.writeString(
                        temp.resolve("codes.csv"), "a\n01067\n00\n0\n10\n0.5\n01x\n-01\n");
        List<Boolean> codes = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
            while (rows.next()) {
                codes.add(rows.isCode(0));
            }
        }
        assertEquals(List.of(true, true, false, false, false, false, false), codes);
    }
}
