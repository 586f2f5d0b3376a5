package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.CsvException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages about files that are something else than they seem: what they are and what to do. */
class CsvHintTest {
    @TempDir Path directory;

    private CsvException rejected(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("t.csv"), bytes);
        return assertThrows(CsvException.class, () -> Csv.read(file));
    }

    private CsvException rejected(String text) throws IOException {
        return rejected(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> otherFormats() throws IOException {
        String zeros = "00".repeat(300);
        return Stream.of(
                Arguments.of("xz", "fd377a585a000004"),
                Arguments.of("bzip2", "425a683931415926535981"),
                Arguments.of("zstd", "28b52ffd04"),
                Arguments.of("7z", "377abcaf271c0004"),
                Arguments.of("rar", "526172211a0700"),
                Arguments.of("lz4", "04224d1864"),
                Arguments.of("Parquet", "5041523115041510"),
                Arguments.of("Arrow", "4152524f57310000"),
                Arguments.of("HDF5", "894844460d0a1a0a"),
                Arguments.of("SQLite", "53514c69746520666f726d6174203300"),
                Arguments.of("old Excel", "d0cf11e0a1b11ae1"),
                Arguments.of("NumPy", "934e554d505901007600"),
                Arguments.of("pickle", "80049563"),
                Arguments.of("PDF", "255044462d312e370a"),
                Arguments.of("PNG", "89504e470d0a1a0a"),
                Arguments.of("tar", zeros.substring(0, 514) + "7573746172" + zeros),
                Arguments.of("UTF-16", "fffe61002c00"),
                Arguments.of("UTF-16", "feff0061002c"),
                Arguments.of("UTF-16", "61002c0062000a00"),
                Arguments.of("UTF-16", "0061002c0062000a"),
                Arguments.of("UTF-32", "fffe000061000000"),
                Arguments.of("binary file", "612c620001020304"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFormats")
    void namesOtherFormats(String name, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        CsvException e = rejected(bytes);
        assertTrue(e.problem().contains(name), e.problem());
        assertTrue(e.problem().contains("; "), e.problem());
        assertEquals(name.startsWith("UTF-") ? Kind.CHARSET : Kind.FILE, e.kind());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        assertEquals(e.problem(), rejected(packed.toByteArray()).problem(), "in gzip");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE html><html>     # HTML",
                "  <HTML lang='en'>        # HTML",
                "<?xml version='1.0'?>     # XML",
                "{ \"a\": [1, 2]}          # JSON",
                "[ {\"a\": 1}]             # JSON",
                "@RELATION iris            # ARFF",
                "version https://git-lfs.github.com/spec/v1 # Git LFS",
            })
    void namesOtherTexts(String text, String name) throws IOException {
        assertTrue(rejected(text + "\n").problem().contains(name));
        assertTrue(rejected("\uFEFF" + text + "\n").problem().contains(name));
    }

    @Test
    void namesSpreadsheetsInZip() throws IOException {
        for (String entry : new String[] {"[Content_Types].xml", "xl/workbook.xml"}) {
            assertTrue(rejected(zip(entry, "<xml/>")).problem().contains("Excel"));
        }
        String type = "application/vnd.oasis.opendocument.spreadsheet";
        assertTrue(rejected(zip("mimetype", type)).problem().contains("OpenDocument"));
        assertEquals(
                "is a zip archive; unpack it first (of compressed files, only gzip is read)",
                rejected(zip("iris.csv", "a,b")).problem());
    }

    private static byte[] zip(String entry, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(Charset.defaultCharset()));
        }
        return bytes.toByteArray();
    }

    /** A table may have names that other formats begin with. */
    @ParameterizedTest
    @ValueSource(strings = {"PAR1", "ORC", "CDF", "BZh", "Rar!", "PK", "RDX", "GIF8", "[m]", "{k}"})
    void readsNamesLikeSignatures(String name) throws IOException {
        Path file = Files.writeString(directory.resolve("t.csv"), name + ",kind\n1,x\n");
        assertEquals(name, Csv.read(file).featureNames().getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF\"a\",kind\n1,x\n\uFEFF2,y\n",
                "\uFEFFa,kind\n1,x\n\uFEFFa,kind\n2,y\n",
                "a,kind\n1,x\n\uFEFF\"a\",\"kind\"\n2,y\n",
                "a,kind\n1,x\n2,x\uFEFFa,kind\n",
                "a,kind\n1,x\n2,3\uFEFFa,kind\n",
            })
    void namesByteOrderMarksOfJoinedFiles(String text) throws IOException {
        CsvException e = rejected(text);
        assertEquals(3, e.line());
        assertTrue(e.problem().contains("byte-order mark (U+FEFF)"), e.problem());
        assertTrue(e.problem().contains("joined"), e.problem());
    }

    @Test
    void namesASecondByteOrderMarkAtTheStart() throws IOException {
        CsvException e = rejected("\uFEFF\uFEFFa,kind\n1,x\n");
        assertEquals(1, e.line());
        assertTrue(e.problem().contains("byte-order mark (U+FEFF)"), e.problem());
    }

    @Test
    void namesRepeatedHeaders() throws IOException {
        assertEquals(
                "repeats the header, as where files were joined; remove this line",
                rejected("a,kind\n1,x\na,kind\n2,y\n").problem());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "\"7,4\"        # decimal comma; use a decimal point",
                "\"1,234.5\"    # thousands separators; remove them",
                "1 234 567      # thousands separators; remove them",
                "1'234          # thousands separators; remove them",
                "1\u00a0234    # thousands separators; remove them",
                "NA             # missing value; remove the row",
                "?              # missing value; remove the row",
                "n/a            # missing value; remove the row",
                "null           # missing value; remove the row",
                "nan            # is not a finite number",
                "2024-05-31     # a date; use a number",
                "31.12.2024     # a date; use a number",
                "12 %           # remove the unit",
                "€12.50         # remove the unit",
                "7;0.7          # separates the fields",
                "1\u200b       # \\u200b",
                "male           # is not a number; expected a finite decimal number",
            })
    void explainsTextsThatAreNotNumbers(String text, String hint) throws IOException {
        String cell = text.replace("\\u00a0", "\u00a0").replace("\\u200b", "\u200b");
        CsvException e = rejected("a,kind\n1,x\n" + cell + ",y\n");
        assertEquals(3, e.line());
        assertTrue(e.problem().contains(hint), e.problem());
        assertEquals(cell.equals("male"), e.kind() == Kind.COLUMNS && !CsvNumber.isMissing(cell));
    }

    @Test
    void longTextsAreRejectedQuickly() throws IOException {
        for (String part : new String[] {"1", "1,", "1 ", "123,", "1.", "€", "1-"}) {
            CsvException e = rejected("a,kind\n1,x\n\"" + part.repeat(200_000) + "\",y\n");
            assertTrue(e.getMessage().length() < 1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"Species, species", "specis, species", "' species', species", "lenght, length"})
    void suggestsNearNames(String name, String near) throws IOException {
        Path file = Files.writeString(directory.resolve("t.csv"), "length,width,species\n1,2,x\n");
        CsvException e = assertThrows(CsvException.class, () -> Csv.read(file, name));
        assertTrue(e.problem().contains("did you mean \"" + near + "\"?"), e.problem());
    }

    @Test
    void explainsRowsWithOneMoreField() throws IOException {
        String rowNames = rejected("a,kind\n1,5,x\n2,6,y\n").problem();
        assertTrue(rowNames.contains("R's write.table"), rowNames);
        assertEquals(
                "expected 2 fields as in the header, found 3",
                rejected("a,kind\n5,x\n2,6,y\n").problem());
    }
}
