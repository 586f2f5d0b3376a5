package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Files that {@link Csv} rejects, with their full messages. */
class CsvErrorTest {
    private static final String NUMBER_EXPECTED =
            "; expected a finite decimal number, as in every column except label column 3 (\"c\")";

    private static final String OF_TABLES = "; lanewise.table reads files with missing values";

    @TempDir Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("t.csv"), bytes);
    }

    private Path file(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks that a message is the file's path followed by the expected text, on one line. */
    private static CsvException assertMessage(String expected, Path file, CsvException e) {
        assertEquals(file + expected, e.getMessage());
        assertEquals(file.toString(), e.file());
        assertFalse(e.getMessage().contains("\n") || e.getMessage().contains("\r"));
        return e;
    }

    private static CsvException rejected(Path file) {
        return assertThrows(CsvException.class, () -> Csv.read(file));
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                Arguments.of(
                        "empty file",
                        "",
                        ": the file is empty; expected a header line and rows of data"),
                Arguments.of(
                        "blank lines",
                        "\n \n\r\n",
                        ": the file is empty; expected a header line and rows of data"),
                Arguments.of(
                        "byte order mark only",
                        "\uFEFF",
                        ": the file is empty; expected a header line and rows of data"),
                Arguments.of(
                        "header only",
                        "a,b\n\n",
                        ", line 1: the file has a header but no rows of data; expected at least one row"),
                Arguments.of(
                        "one column",
                        "a\n1\n",
                        ", line 1: the only column is \"a\"; expected a label column and at least"
                                + " one feature column, separated by commas"),
                Arguments.of(
                        "too few fields",
                        "a,b,c\n1,2,x\n1,x\n",
                        ", line 3, column 3 (\"c\"): expected 3 fields as in the header, found 2"),
                Arguments.of(
                        "too many fields",
                        "a,b,c\n1,2,x,\n",
                        ", line 2, column 4: expected 3 fields as in the header, found 4; remove the"
                                + " separator at the end of the line"),
                Arguments.of(
                        "not a number",
                        "a,b,c\n1,2,x\n1,abc,x\n",
                        ", line 3, column 2 (\"b\"): \"abc\" is not a number" + NUMBER_EXPECTED),
                Arguments.of(
                        "number in Java but not decimal",
                        "a,b,c\n0x1p3,2,x\n",
                        ", line 2, column 1 (\"a\"): \"0x1p3\" is not a number" + NUMBER_EXPECTED),
                Arguments.of(
                        "number with suffix",
                        "a,b,c\n1f,2,x\n",
                        ", line 2, column 1 (\"a\"): \"1f\" is not a number" + NUMBER_EXPECTED),
                Arguments.of(
                        "incomplete number",
                        "a,b,c\n1e,2,x\n",
                        ", line 2, column 1 (\"a\"): \"1e\" is not a number" + NUMBER_EXPECTED),
                Arguments.of(
                        "not a number, with a line break",
                        "a,b,c\n1,\"2\n\",x\n",
                        ", line 2, column 2 (\"b\"): \"2\\n\" is not a number" + NUMBER_EXPECTED),
                Arguments.of(
                        "empty number",
                        "a,b,c\n1, ,x\n",
                        ", line 2, column 2 (\"b\"): the field is empty"
                                + NUMBER_EXPECTED
                                + OF_TABLES),
                Arguments.of(
                        "NaN",
                        "a,b,c\nnan,2,x\n",
                        ", line 2, column 1 (\"a\"): \"nan\" is not a finite number"
                                + NUMBER_EXPECTED
                                + OF_TABLES),
                Arguments.of(
                        "infinity",
                        "a,b,c\n-Infinity,2,x\n",
                        ", line 2, column 1 (\"a\"): \"-Infinity\" is not a finite number"
                                + NUMBER_EXPECTED),
                Arguments.of(
                        "too large for float",
                        "a,b,c\n1,3.5e38,x\n",
                        ", line 2, column 2 (\"b\"): \"3.5e38\" is too large: the largest 32-bit"
                                + " float is 3.4028235E38"
                                + NUMBER_EXPECTED),
                Arguments.of(
                        "too large for double",
                        "a,b,c\n1,-1e999,x\n",
                        ", line 2, column 2 (\"b\"): \"-1e999\" is too large: the largest 32-bit"
                                + " float is 3.4028235E38"
                                + NUMBER_EXPECTED),
                Arguments.of(
                        "duplicate name",
                        "a,b,a\n1,2,x\n",
                        ", line 1, column 3 (\"a\"): column 1 is also named \"a\"; expected"
                                + " unique column names in the header"),
                Arguments.of(
                        "empty label",
                        "a,b,c\n1,2,x\n1,2,\n",
                        ", line 3, column 3 (\"c\"): the label is blank; expected the name of a"
                                + " class"),
                Arguments.of(
                        "blank label in quotes",
                        "a,b,c\n1,2,\"  \"\n",
                        ", line 2, column 3 (\"c\"): the label is blank; expected the name of a"
                                + " class"),
                Arguments.of(
                        "unclosed quote",
                        "a,b,c\n1,2,x\n1,\"2,x\n3,4,y\n",
                        ", line 3, column 2 (\"b\"): the quote that opens here is never closed"),
                Arguments.of(
                        "unclosed quote in the header",
                        "a,\"b\n1,2\n",
                        ", line 1, column 2: the quote that opens here is never closed"),
                Arguments.of(
                        "text after a quote",
                        "a,b,c\n1,2,\"x\" y\n",
                        ", line 2, column 3 (\"c\"): text after the closing quote; quote the whole"
                                + " field and double the quotes inside it"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void rejectsBrokenFiles(String name, String text, String message) throws IOException {
        Path file = file(text);

        assertMessage(message, file, rejected(file));
    }

    @Test
    void countsLinesAsAnEditor() throws IOException {
        Path file = file("\r\n\"a\nb\",c,d\r\n\n1,2,\"x\r\n\r\ny\"\r\r1,?,x");

        CsvException e = rejected(file);

        assertMessage(
                ", line 9, column 2 (\"c\"): \"?\" stands for a missing value; remove the row or"
                        + " fill in a number; expected a finite decimal number, as in every column except label column 3 (\"d\")"
                        + OF_TABLES,
                file,
                e);
        assertEquals(9, e.line());
        assertEquals(2, e.column());
        assertEquals("c", e.columnName());
        assertEquals(
                "\"?\" stands for a missing value; remove the row or fill in a number; expected a"
                        + " finite decimal number, as in every column except"
                        + " label column 3 (\"d\")"
                        + OF_TABLES,
                e.problem());
    }

    @Test
    void reportsTheLineWhereAFieldBegins() throws IOException {
        Path file = file("label,a\n\"x\n\n\",?\n");

        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file, 0));

        assertEquals(4, e.line());
        assertEquals(2, e.column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void countsLineBreaksInQuotesOnce(String lineBreak) throws IOException {
        Path file = file("label,a\n\"x" + lineBreak + "y\",1\nz,?\n");

        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file, "label"));

        assertEquals(4, e.line());
    }

    @Test
    void accessorsAreEmptyWithoutALocation() throws IOException {
        CsvException e = rejected(file(""));

        assertEquals(0, e.line());
        assertEquals(0, e.column());
        assertEquals("", e.columnName());
        assertEquals("the file is empty; expected a header line and rows of data", e.problem());
    }

    @Test
    void truncatesLongText() throws IOException {
        Path file = file("a,b,c\n" + "z".repeat(500) + ",2,x\n");

        assertMessage(
                ", line 2, column 1 (\"a\"): \""
                        + "z".repeat(60)
                        + "…\" is not a number"
                        + NUMBER_EXPECTED,
                file,
                rejected(file));
    }

    @Test
    void limitsAFieldWithoutAClosingQuote() throws IOException {
        Path file = file("a,b\n1,x\n2,\"" + "y\n".repeat(1 << 19) + "3,y\n");

        CsvException e = rejected(file);

        assertMessage(
                ", line 3, column 2 (\"b\"): the field that begins here has more than 1048576"
                        + " characters; its closing quote may be missing",
                file,
                e);
    }

    @Test
    void rejectsUnknownLabelColumns() throws IOException {
        Path file = file("a,\"b \"\"2\"\"\",c\n1,2,x\n");

        assertMessage(
                ", line 1: no column \"d\" for the labels; the columns are \"a\","
                        + " \"b \\\"2\\\"\", \"c\"",
                file,
                assertThrows(CsvException.class, () -> Csv.read(file, "d")));
        assertMessage(
                ", line 1: no column \"A\" for the labels; did you mean \"a\"? The columns are \"a\","
                        + " \"b \\\"2\\\"\", \"c\"",
                file,
                assertThrows(CsvException.class, () -> Csv.read(file, "A")));
    }

    @Test
    void listsTheFirstOfManyColumns() throws IOException {
        String header =
                IntStream.range(0, 25).mapToObj(i -> "f" + i).collect(Collectors.joining(","));
        Path file = file(header + "\n");
        String listed =
                IntStream.range(0, 20)
                        .mapToObj(i -> "\"f" + i + "\"")
                        .collect(Collectors.joining(", "));

        assertMessage(
                ", line 1: no column \"species\" for the labels; the columns are "
                        + listed
                        + " and 5 more",
                file,
                assertThrows(CsvException.class, () -> Csv.read(file, "species")));
    }

    @Test
    void truncatesLongIndexes() throws IOException {
        Path file = file("a,b,c\n1,2,x\n");
        assertMessage(
                ", line 1: column 99999999999999999999… for the labels is out of range: expected 0 to 2, or"
                        + " -1 for the last; the columns are \"a\", \"b\", \"c\"",
                file,
                assertThrows(CsvException.class, () -> Csv.read(file, "9".repeat(100_000))));
    }

    @Test
    void escapesLineBreaksInFileNames() {
        CsvException e =
                assertThrows(CsvException.class, () -> Csv.read(Path.of("no\nsuch\u0007.csv")));
        assertEquals("no\\nsuch\\u0007.csv: no such file", e.getMessage());
        assertEquals("no\nsuch\u0007.csv", e.file());
    }

    /** Stored as texts, the fields take a gigabyte. */
    @Test
    void countsFieldsBeyondTheHeaderWithoutStoringThem() throws IOException {
        Path file = file("a,b\n" + ",".repeat(20_000_000));
        assertMessage(
                ", line 2, column 3: expected 2 fields as in the header, found 20000001",
                file,
                assertThrows(CsvException.class, () -> Csv.read(file)));
    }

    @ParameterizedTest
    @CsvSource({"3", "-2", "99999999999"})
    void rejectsLabelColumnIndexesOutOfRange(String index) throws IOException {
        Path file = file("a,b,c\n1,2,x\n");
        String message =
                ", line 1: column "
                        + index
                        + " for the labels is out of range: expected 0 to 2, or -1 for the last; the columns are"
                        + " \"a\", \"b\", \"c\"";

        assertMessage(message, file, assertThrows(CsvException.class, () -> Csv.read(file, index)));
        if (index.length() < 9) {
            assertMessage(
                    message,
                    file,
                    assertThrows(
                            CsvException.class, () -> Csv.read(file, Integer.parseInt(index))));
        }
    }

    @Test
    void rejectsMissingFiles() {
        Path file = directory.resolve("missing.csv");

        assertMessage(": no such file", file, rejected(file));
    }

    @Test
    void rejectsDirectories() {
        assertMessage(": is a directory; expected a CSV file", directory, rejected(directory));
    }

    @Test
    void rejectsPathsThroughAFile() throws IOException {
        Path file = file("a,b\n1,x\n").resolve("inside.csv");

        CsvException e = rejected(file);

        assertEquals(file.toString(), e.file());
        assertEquals(0, e.line());
        assertEquals(file + ": " + e.problem(), e.getMessage());
    }

    @Test
    void rejectsUnreadableFiles() throws IOException {
        Path file = file("a,b\n1,x\n");
        assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "permissions need a POSIX file system");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root can read everything");

        assertMessage(": permission denied", file, rejected(file));
    }

    @Test
    void reportsMalformedUtf8AtItsPosition() throws IOException {
        Path file = file("a,b\n1,x\n2,caf\u00e9\n3,y\n".getBytes(StandardCharsets.ISO_8859_1));

        CsvException e = rejected(file);

        assertMessage(
                ", line 3, column 2 (\"b\"): invalid UTF-8 from here on; save the file as UTF-8, or"
                        + " state its charset, such as windows-1252 or ISO-8859-1",
                file,
                e);
    }

    @Test
    void rejectsTruncatedUtf8() throws IOException {
        byte[] text = "a,b\n1,é".getBytes(StandardCharsets.UTF_8);
        Path file = file(Arrays.copyOf(text, text.length - 1));

        assertMessage(
                ", line 2, column 2 (\"b\"): invalid UTF-8 from here on; save the file as UTF-8, or"
                        + " state its charset, such as windows-1252 or ISO-8859-1",
                file,
                rejected(file));
    }

    @Test
    void rejectsUtf16() throws IOException {
        Path file = file("\uFEFFa,b\n1,x\n".getBytes(StandardCharsets.UTF_16LE));

        assertMessage(
                ": is text in UTF-16; save the file as UTF-8, or state its charset",
                file,
                rejected(file));
    }

    @Test
    void rejectsTruncatedGzip() throws IOException {
        Random random = new Random(1);
        String rows = random.ints(20_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("a,b\n" + rows).getBytes(StandardCharsets.UTF_8));
        }
        Path file = file(Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100));

        CsvException e = rejected(file);

        assertEquals(
                "the gzip data is truncated or damaged from here on: Unexpected end of ZLIB input"
                        + " stream",
                e.problem());
        // Far beyond the first buffer: the rows before the damage were read.
        assertTrue(e.line() > 10_000, "line " + e.line());
    }

    @Test
    void rejectsGzipWithoutContent() throws IOException {
        Path file = file(new byte[] {0x1f, (byte) 0x8b});

        CsvException e = rejected(file);

        assertTrue(
                e.problem().startsWith("looks like gzip but is truncated or damaged: "),
                e.getMessage());
    }

    @Test
    void rejectsTooManyDistinctLabelsForOneHotTargets() throws IOException {
        String rows =
                IntStream.range(0, 46_400)
                        .mapToObj(i -> "1,k" + i)
                        .collect(Collectors.joining("\n"));
        Path file = file("a,price\n" + rows + "\n");

        assertMessage(
                ": label column 2 (\"price\") has 46400 distinct labels in 46400 rows, too many"
                        + " for one-hot targets; expected class names, not numbers or keys",
                file,
                rejected(file));
    }

    @Test
    void rejectsNull() throws IOException {
        Path file = file("a,b\n1,x\n");

        assertEquals(
                "file must not be null",
                assertThrows(NullPointerException.class, () -> Csv.read(null)).getMessage());
        assertEquals(
                "labelColumn must not be null",
                assertThrows(NullPointerException.class, () -> Csv.read(file, (String) null))
                        .getMessage());
    }
}
