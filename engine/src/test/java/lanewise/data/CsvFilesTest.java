package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import lanewise.data.CsvException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;

/** Files as other programs write them, with what {@link CsvFormat} detects and states. */
class CsvFilesTest {
    private static final CsvFormat STANDARD = CsvFormat.standard();

    @TempDir Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("t.csv"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fields as a table would read them: numbers, NaN for missing ones, or texts. */
    private static List<String> cells(Path file, CsvFormat format) throws IOException {
        List<String> cells = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, format)) {
            while (rows.next()) {
                StringJoiner row = new StringJoiner(" | ");
                for (int k = 0; k < rows.columns().size(); k++) {
                    double number = rows.numberOrNaN(k);
                    assertEquals(!Double.isNaN(number), rows.isNumber(k));
                    if (rows.isNumber(k)) {
                        row.add(Double.toString(number));
                        assertEquals(number, rows.number(k));
                    } else {
                        row.add(rows.isMissing(k) ? "missing" : rows.text(k));
                        int column = k;
                        assertThrows(CsvException.class, () -> rows.number(column));
                    }
                }
                cells.add(row.toString());
            }
        }
        return cells;
    }

    private List<String> cells(String text) throws IOException {
        return cells(file(text), STANDARD);
    }

    @Test
    void readsGermanExcel() throws IOException {
        Path file =
                file(
                        "\uFEFFGröße;Gewicht;Datum;Art\r\n1,75;80;31.12.2024;\"groß; schwer\"\r\n"
                                + "-0,5;1E+05;01.02.2025;klein\r\n;7,125;;\r\n");
        assertEquals(
                List.of(
                        "1.75 | 80.0 | 31.12.2024 | groß; schwer",
                        "-0.5 | 100000.0 | 01.02.2025 | klein",
                        "missing | 7.125 | missing | missing"),
                cells(file, STANDARD));
        try (CsvRows rows = CsvRows.open(file, STANDARD)) {
            assertEquals(List.of("Größe", "Gewicht", "Datum", "Art"), rows.columns());
            assertEquals(';', rows.separator());
            assertTrue(rows.decimalComma());
        }
        Path numbers = file("sep=;\r\n1,75;80;a\r\n2,25;90;b\r\n");
        Dataset data = Csv.read(numbers, STANDARD.withoutHeader());
        assertArrayEquals(new float[] {2.25f, 90}, data.features().row(1));
        assertEquals(List.of("a", "b"), data.classNames());
    }

    @Test
    void readsR() throws IOException {
        assertEquals(
                List.of("1.0 | 41.0 | missing | warm", "2.0 | missing | 8.0 | missing"),
                cells(
                        "\"\",\"Ozone\",\"Solar.R\",\"kind\"\n\"1\",41,NA,\"warm\"\n"
                                + "\"2\",NA,8,NA\n"));
        assertEquals(
                List.of("1.0 | 5.5 | a", "2.0 | 6.5 | b"), // write.csv2
                cells("\"\";\"x\";\"kind\"\n\"1\";5,5;\"a\"\n\"2\";6,5;\"b\"\n"));
    }

    @Test
    void readsPandas() throws IOException {
        assertEquals(
                List.of("0.0 | 5.1 | missing | True", "1.0 | 1.0E-7 | b | False"),
                cells(",length,kind,ok\n0,5.1,,True\n1,1e-07,b,False\n"));
    }

    @Test
    void readsPostgresCopy() throws IOException {
        assertEquals(
                List.of("1.0 | Bonn, am Rhein | missing", "2.0 | missing | 2.5"),
                cells("id\ttown\tarea\n1\tBonn, am Rhein\t\\N\n2\t\\N\t2.5\n"));
    }

    @Test
    void readsUciWithoutHeader() throws IOException {
        assertEquals(
                List.of("5.1 | missing | Iris-setosa", "4.9 | 3.0 | Iris-other"),
                cells(file("5.1,?,Iris-setosa\n4.9,3.0,Iris-other\n\n"), STANDARD.withoutHeader()));
    }

    @Test
    void readsPipesGzipAndComments() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String part :
                List.of("# made by a|b,c\na|b|kind\n", "  #1\n1|2|x\r#|\n3|4|\"#y\"\n#")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = file(packed.toByteArray());
        assertEquals(
                List.of("1.0 | 2.0 | x", "3.0 | 4.0 | #y"),
                cells(file, STANDARD.withComments('#')));
        assertEquals(List.of("#y", "x"), Csv.read(file, STANDARD.withComments('#')).classNames());
        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file));
        assertTrue(e.problem().contains("state this character of comments"), e.problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO-8859-1",
                "windows-1252",
                "ISO-8859-15",
                "UTF-16",
                "UTF-16LE",
                "UTF-16BE",
                "UTF-32"
            })
    void readsOtherCharsets(String name) throws IOException {
        Charset charset = Charset.forName(name);
        StringBuilder text = new StringBuilder("größe;art\n");
        List<String> expected = new ArrayList<>();
        for (int row = 0; row < 2_000; row++) {
            text.append(row).append(",5;").append("é".repeat(row % 7)).append("x\n");
            expected.add(row + ".5 | " + "é".repeat(row % 7) + "x");
        }
        Path file = file(text.toString().getBytes(charset));
        assertEquals(expected, cells(file, STANDARD.withCharset(charset)));
        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file));
        assertTrue(e.problem().contains(name.equals("UTF-32") ? "binary" : "charset"), e.problem());
    }

    @Test
    void namesTheLineOfInvalidTextInOtherCharsets() throws IOException {
        String text = "a;kind\n" + "1;é\n".repeat(30_000) + "2;\u0081\n";
        Path file = file(text.getBytes(StandardCharsets.ISO_8859_1));
        CsvFormat format = STANDARD.withCharset(Charset.forName("windows-1252"));
        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file, format));
        assertEquals(Kind.CHARSET, e.kind());
        assertEquals(30_002, e.line());
        assertEquals(2, e.column());
        assertEquals(
                "invalid windows-1252 from here on; state the charset of the file", e.problem());
        assertEquals(Kind.CHARSET, assertThrows(CsvException.class, () -> Csv.read(file)).kind());
    }

    @Test
    void readsWideFiles() throws IOException {
        Random random = new Random(9);
        int columns = 10_000;
        StringJoiner header = new StringJoiner(";");
        double[][] numbers = new double[3][columns];
        for (int k = 0; k < columns; k++) {
            header.add("column " + k);
        }
        StringBuilder text = new StringBuilder(header + "\n");
        for (double[] row : numbers) {
            for (int k = 0; k < columns; k++) {
                row[k] = random.nextGaussian();
                text.append(k == 0 ? "" : ";").append(row[k]);
            }
            text.append('\n');
        }
        try (CsvRows rows = CsvRows.open(file(text.toString()), STANDARD)) {
            assertEquals(columns, rows.columns().size());
            for (double[] row : numbers) {
                assertTrue(rows.next());
                for (int k = 0; k < columns; k++) {
                    assertEquals(row[k], rows.number(k));
                }
            }
            assertFalse(rows.next());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            textBlock =
                    """
            a,b\\n1,2\\n                               ^ ,
            a;b\\n1;2\\n                               ^ ;
            a\\tb\\n1\\t2\\n                           ^ \\t
            a|b\\n1|2\\n                               ^ |
            a;b\\n1,5;2,5\\n                           ^ ;
            7,4;0,7;5\\n1,5;2,5;6\\n                   ^ ;
            7,4\\t0,7\\n1,5\\t2,5\\n                   ^ \\t
            "x, y";"y, z"\\n1,5;2,5\\n                 ^ ;
            name,list\\nu,1;2\\nv,3;4\\n               ^ ,
            "a;b","c;d"\\n"e;f","g;h"\\n               ^ ,
            a,b;c\\nd,e;f\\n                           ^ ,
            a b\\n1 2\\n                               ^ ,
            a\\n1\\n                                   ^ ,
            a:b\\n1:2\\n                               ^ ,
            town\\tn\\nBonn, NRW\\t5\\nUlm, BW\\t6\\n  ^ \\t
            Bonn, NRW\\t5\\nUlm, BW\\t6\\n             ^ \\t
            a;b;c\\n1;2\\n1;2;3\\n                     ^ ;
            "a\\nb;c";d\\n1;2\\n                       ^ ;
            "unclosed;a;b                              ^ ,
            "x;1\\n,\\n,\\n";b\\n1;2\\n                ^ ;
            sep=|\\na,b|c\\n1|2\\n                     ^ |
            """)
    void detectsSeparators(String text, String separator) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"));
        char expected = separator.equals("\\t") ? '\t' : separator.charAt(0);
        try (CsvRows rows = CsvRows.open(file, STANDARD.withHeader())) {
            assertEquals(expected, rows.separator());
        } catch (CsvException e) {
            String problem = e.problem();
            assertTrue(
                    problem.contains("expected commas") || problem.contains("never closed"),
                    problem);
            assertEquals(',', expected);
        }
    }

    @Test
    void detectsBeyondTheFirstBuffer() throws IOException {
        String text =
                "\"long\nname\";b\n" + "# c, d, e\n".repeat(20_000) + "1,5;2\n".repeat(30_000);
        try (CsvRows rows = CsvRows.open(file(text), STANDARD.withComments('#'))) {
            assertTrue(rows.next());
            assertEquals(20_003, rows.line());
            assertEquals("1,5", rows.text(0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            textBlock =
                    """
            a;b\\n1,5;2\\n            ^ true
            1,5;2\\n2,5;3\\n          ^ true
            a;b\\n1;2\\n1,25;3\\n     ^ true
            a;b\\n1,234;2\\n0,123;5\\n ^ true
            a;b\\nNA;?\\n1,5;2\\n     ^ true
            a;b\\n1;2\\n              ^ false
            a;b\\n1.5;2\\n            ^ false
            a;b\\n1,5;2.5\\n          ^ false
            a;b\\n1,234;2\\n          ^ false
            a;b\\n1,2;2\\n1,2,3;4\\n  ^ false
            a|b\\n1,5|2\\n            ^ false
            a\\tb\\n1,5\\t2\\n        ^ false
            """)
    void detectsDecimalCommas(String text, boolean comma) throws IOException {
        Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"));
        try (CsvRows rows = CsvRows.open(file, STANDARD.withHeader())) {
            assertEquals(comma, rows.decimalComma(), text);
        }
        try (CsvRows rows = CsvRows.open(file, STANDARD.withDecimalPoint().withHeader())) {
            assertFalse(rows.decimalComma());
        }
        try (CsvRows rows = CsvRows.open(file, STANDARD.withDecimalComma().withHeader())) {
            assertTrue(rows.decimalComma());
        }
    }

    @Test
    void namesTheOptionForDecimals() throws IOException {
        Path point = file("a;kind\n1,5;x\n2,5;y\n3.5;x\n");
        CsvException e = assertThrows(CsvException.class, () -> Csv.read(point));
        assertTrue(e.problem().contains("state the decimal"), e.problem());
        assertEquals(Kind.DECIMAL, e.kind());
        Path late = file("a;kind\n1,5;x\n" + "2;y\n".repeat(50_000) + "3.5;x\n");
        e = assertThrows(CsvException.class, () -> Csv.read(late));
        assertEquals(50_003, e.line());
        assertEquals(Kind.DECIMAL, e.kind());
        assertTrue(e.problem().contains("because of its decimal point"), e.problem());
        Path thousands = file("a;kind\n1,234;x\n2,500;y\n");
        e = assertThrows(CsvException.class, () -> Csv.read(thousands));
        assertTrue(e.problem().contains("if it separates thousands, or state"), e.problem());
        assertEquals(1.234, numbers(thousands, STANDARD.withDecimalComma()).getFirst());
        Path quoted = file("a,kind\n\"1,5\",x\n\"2,5\",y\n");
        assertEquals(List.of(1.5, 2.5), numbers(quoted, STANDARD.withDecimalComma()));
        Path single = file("a\n1,5\n2,5\n");
        assertEquals(List.of(1.5, 2.5), numbers(single, STANDARD.withDecimalComma()));
        Path grouped = file("a;kind\n\"1.234,5\";x\n");
        e = assertThrows(CsvException.class, () -> Csv.read(grouped, STANDARD.withDecimalComma()));
        assertTrue(e.problem().contains("thousands separators; remove them"), e.problem());
    }

    private static List<Double> numbers(Path file, CsvFormat format) throws IOException {
        List<Double> numbers = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, format)) {
            while (rows.next()) {
                numbers.add(rows.number(0));
            }
        }
        return numbers;
    }

    @Test
    void recognisesMissingValues() throws IOException {
        String text = "a,kind\n-999,x\n?,n/a\n\"NULL\",none\n5,-\n\"\",.\n";
        assertEquals(
                List.of(
                        "-999.0 | x",
                        "missing | missing",
                        "missing | none",
                        "5.0 | missing",
                        "missing | ."),
                cells(text));
        assertEquals(
                List.of("missing | x", "? | n/a", "NULL | missing", "5.0 | -", " | missing"),
                cells(file(text), STANDARD.withMissing("-999", "NONE", " . ")));
        assertEquals("-999.0 | x", cells(file(text), STANDARD.withMissing()).getFirst());
        CsvException e =
                assertThrows(
                        CsvException.class,
                        () -> Csv.read(file(text), STANDARD.withMissing("-999")));
        assertTrue(e.problem().startsWith("\"-999\" stands for a missing value"), e.problem());
        assertTrue(e.problem().endsWith("lanewise.table reads files with missing values"));
    }

    @Test
    void numbersCategories() throws IOException {
        Path file = file("a,town,b\n1,Bonn,1\n2,Köln,1\n3,\"Bonn\",2\n4,Ulm,1\n5,Köln,3\n");
        List<Integer> found = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file, STANDARD)) {
            while (rows.next()) {
                found.add(rows.category(1, 2));
                assertEquals(rows.text(2), rows.text(2));
            }
            assertEquals(List.of("Bonn", "Köln"), rows.categories(1));
            assertEquals(List.of(), rows.categories(0));
            assertThrows(IndexOutOfBoundsException.class, () -> rows.categories(3));
            assertThrows(IllegalStateException.class, () -> rows.category(1, 2));
        }
        assertEquals(List.of(0, 1, 0, -1, 1), found);
    }

    /** The least of some runs, because other threads and the JIT may allocate, too. */
    @Test
    void fieldsNeedNoMemory() throws IOException {
        String row = "1.25,-7,0.12345678901234567,red,NA,\"a,b\",Köln\n";
        Path file = file("a,b,c,d,e,f,g\n" + row.repeat(20_000));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            try (CsvRows rows = CsvRows.open(file, STANDARD)) {
                while (rows.next()) {
                    for (int k = 0; k < 7; k++) {
                        if (Double.isNaN(rows.numberOrNaN(k)) && !rows.isMissing(k)) {
                            assertTrue(rows.category(k, 10) >= 0);
                        }
                    }
                    assertEquals("red", rows.text(3));
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 1 << 20, least + " bytes");
    }

    @Test
    void skipsAnyNumberOfBlanks() throws IOException {
        Path file = file("a,kind\n" + " ".repeat(3_000_000) + "1,\"x\"  \n2,y\n");
        assertEquals(2, Csv.read(file).rows());
    }

    @Test
    void rejectsInvalidFormats() {
        for (char bad : "a7\" .+-\n\té\0".toCharArray()) {
            assertThrows(IllegalArgumentException.class, () -> STANDARD.withComments(bad));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> STANDARD.withSeparator(';').withComments(';'));
        assertThrows(
                IllegalArgumentException.class,
                () -> STANDARD.withComments('|').withSeparator('|'));
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withSeparator('\0'));
        assertThrows(NullPointerException.class, () -> STANDARD.withCharset(null));
        assertThrows(NullPointerException.class, () -> STANDARD.withMissing("a", null));
    }
}
