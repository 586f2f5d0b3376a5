package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.CsvException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@link CsvFormat}: headers, columns, separators and labels that a format states or detects. */
class CsvFormatTest {
    private static final CsvFormat STANDARD = CsvFormat.standard();
    private static final CsvFormat COMMAS = STANDARD.withSeparator(',');

    @TempDir Path directory;

    private Dataset read(String text, CsvFormat format) throws IOException {
        return Csv.read(
                Files.writeString(directory.resolve("t.csv"), text.replace("\\n", "\n")), format);
    }

    private CsvException rejected(Kind kind, String text, CsvFormat format) {
        CsvException e = assertThrows(CsvException.class, () -> read(text, format));
        assertEquals(kind, e.kind(), e.getMessage());
        return e;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.1,3.5,setosa\n4.9,3.0,setosa\n",
                "1,14.23,1.71\n1,13.2,1.78\n2,12.37,.94\n",
                "5.1,5.1,a\n4.9,3,b\n", // equal names
                "5.1,?,a\n4.9,3.0,b\n", // a missing number
                "1,2,3,a\n4,5,6,b\n",
                "2019,2020,kind\n2019,2021,a\n", // years in data
                "2019,2021,kind\n1.5,2.5,a\n",
                "1990,a\n5,b\n",
                "\"5.1\",\"3.5\",a\n4.9,3,b\n",
            })
    void rejectsHeadersThatLookLikeData(String text) throws IOException {
        CsvException e = rejected(Kind.HEADER, text, STANDARD);
        assertEquals(1, e.line());
        assertTrue(e.problem().contains("read the file without a header"), e.problem());
    }

    @Test
    void namesTheNumbersThatLookLikeData() {
        assertEquals(
                "looks like data, not like a header: it has the number 5.1 where the next line has"
                        + " 4.9; read the file without a header, or state that this line is the"
                        + " header",
                rejected(Kind.HEADER, "5.1,a\n4.9,b\n", STANDARD).problem());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,2,3\\n0.5,6,7,1\\n | 0 1 2", // pandas, without names
                "0,1,2,kind\\n0.5,6,7,a\\n | 0 1 2",
                "2019,2020,kind\\n1.5,2.5,a\\n | 2019 2020",
                "2019,2020,label\\n1,2,3\\n | 2019 2020",
                "a,1,kind\\n1,2,x\\n | a 1",
                "1,kind\\nx,2\\n | kind", // a label column of numbers
            })
    void acceptsNumbersAsNamesWhereTextProvesAHeader(String text, String names) throws IOException {
        String label = names.equals("kind") ? "1" : "-1";
        assertEquals(
                List.of(names.split(" ")), read(text, STANDARD.withLabel(label)).featureNames());
    }

    @Test
    void headerCanBeStated() throws IOException {
        Dataset years = read("2019,2021,kind\n1.5,2.5,a\n", STANDARD.withHeader());
        assertEquals(List.of("2019", "2021"), years.featureNames());
        assertEquals(1, years.rows());
    }

    @Test
    void filesWithoutHeaderKeepTheirFirstRow() throws IOException {
        CsvFormat format = STANDARD.withoutHeader();
        Dataset flowers = read("5.1,3.5,setosa\n4.9,3.0,other\n", format);
        assertEquals(2, flowers.rows());
        assertEquals(List.of("x0", "x1"), flowers.featureNames());
        assertArrayEquals(new float[] {5.1f, 3.5f}, flowers.features().row(0));
        Dataset wine = read("1,14.23,1.71\n2,13.2,1.78\n", format.withLabel(0));
        assertEquals(List.of("1", "2"), wine.classNames());
        assertEquals(List.of("x1", "x2"), wine.featureNames());
        assertEquals(wine.classNames(), read("1,2\n2,3\n", format.withLabel("x0")).classNames());
        assertEquals(1, read("1,a\n", format).rows());
        CsvException e = rejected(Kind.HEADER, "a,b,kind\n1,2,x\n", format);
        assertTrue(e.problem().contains("if this line is a header"), e.problem());
        rejected(Kind.FILE, "", format);
    }

    @Test
    void leavesOutColumns() throws IOException {
        String text = "id,a,note,b,kind,\n7,1,x y,2,p,\n8,3,?,4,q,\n";
        CsvFormat format = STANDARD.withoutColumns("id", "2", "");
        Dataset data = read(text, format);
        assertEquals(List.of("a", "b"), data.featureNames());
        assertEquals(List.of("p", "q"), data.classNames());
        assertArrayEquals(new float[] {3, 4}, data.features().row(1));
        assertEquals(
                List.of("p", "q"),
                read("a,kind,,\n1,p,,\n2,q,,\n", STANDARD.withoutColumns("")).classNames());
        rejected(Kind.COLUMNS, text, format.withLabel("id"));
        rejected(Kind.COLUMNS, text, STANDARD.withoutColumns("idd"));
        rejected(Kind.COLUMNS, text, STANDARD.withoutColumns("9"));
        rejected(Kind.COLUMNS, "a,b\n1,x\n", STANDARD.withoutColumns("a"));
        rejected(Kind.COLUMNS, "a,b\n1,x\n", STANDARD.withoutColumns("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",a,kind\n0,5,x\n1,6,y\n",
                "\"\",a,kind\n\"1\",5,x\n\"2\",6,y\n",
                "Unnamed: 0,a,kind\n0,5,x\n1,6,y\n",
                ",a,kind\n7,5,x\n3,6,y\n", // of shuffled rows
                "a,Unnamed: 12,kind\n5,0,x\n6,1,y\n",
            })
    void rejectsColumnsThatNumberTheRows(String text) {
        CsvException e = rejected(Kind.COLUMNS, text, STANDARD);
        assertTrue(e.problem().contains("numbers the rows"), e.problem());
    }

    @Test
    void readsOtherColumnsWithoutNames() throws IOException {
        assertEquals(List.of("", "a"), read(",a,kind\n0.5,5,x\n1,6,y\n", STANDARD).featureNames());
        assertEquals(List.of("", "a"), read(",a,kind\n1,5,x\n1,6,y\n", STANDARD).featureNames());
        assertEquals(List.of("id"), read("id,kind\n0,x\n1,y\n", STANDARD).featureNames());
    }

    @Test
    void rejectsEmptyColumnsAtTheEndOfLines() {
        CsvException e = rejected(Kind.COLUMNS, "a,kind,\n1,x,\n", STANDARD);
        assertTrue(e.problem().contains("lines end with a separator"), e.problem());
        e = rejected(Kind.COLUMNS, "a,kind,,\n1,x,,\n", STANDARD);
        assertTrue(e.problem().contains("separators at the end of each line"), e.problem());
    }

    @ParameterizedTest
    @ValueSource(chars = {';', '\t', '|', ':', '§'})
    void readsAnySeparator(char separator) throws IOException {
        String text = "\"a, b\",c,kind\n1, 2 ,x\n\"3\",4,\"y,\"\n".replace(",", "" + separator);
        Dataset data = read(text, STANDARD.withSeparator(separator));
        assertEquals(List.of("a" + separator + " b", "c"), data.featureNames());
        assertEquals(List.of("x", "y" + separator), data.classNames());
        assertArrayEquals(new float[] {3, 4}, data.features().row(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "\"fixed acidity\";\"sugar\";\"quality\" # semicolons",
                "acidity;sugar;quality                   # semicolons",
                "\"a\"\\t\"b\"\\t\"c\"                     # tabs",
                "\"a\"\\tb\\tc                           # tabs",
                "a\\tb\\tc                               # tabs",
                "\"a\"|\"b\"                             # vertical bars",
                "7,4;0,7;5                             # semicolons",
            })
    void namesTheSeparatorOfAFile(String header, String separator) {
        String line = header.replace("\\t", "\t");
        CsvException e =
                line.startsWith("7")
                        ? rejected(Kind.SEPARATOR, line.replace(',', '.'), COMMAS)
                        : rejected(Kind.SEPARATOR, line + "\n", COMMAS);
        assertEquals(
                "fields are separated by "
                        + separator
                        + "; expected commas, so state the other separator or use this one",
                e.problem());
    }

    @Test
    void rejectsSeparatorsThatMayBePartOfAField() {
        for (char bad : "a7\"\n\r .+-\uFEFF".toCharArray()) {
            assertThrows(IllegalArgumentException.class, () -> STANDARD.withSeparator(bad));
        }
        rejected(Kind.SEPARATOR, "a,b\n1,x\n", STANDARD.withSeparator(';'));
    }

    private static String labels(int rows, int distinct, String suffix) {
        StringBuilder text = new StringBuilder("a,price\n");
        for (int row = 0; row < rows; row++) {
            text.append(row * 0.37).append(',').append(row % distinct).append(suffix).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"100, 99, .5", "100, 99, ''", "10, 10, ''", "1000, 21, .5", "100, 51, e2"})
    void rejectsNumbersToPredictAsClasses(int rows, int distinct, String suffix)
            throws IOException {
        String text = labels(rows, distinct, suffix);
        CsvException e = rejected(Kind.LABELS, text, STANDARD);
        assertTrue(
                e.problem().contains(distinct + " distinct numbers in " + rows + " rows"),
                e.problem());
        assertEquals(distinct, read(text, STANDARD.withClassLabels()).classNames().size());
    }

    @Test
    void missingLabelsDoNotHideNumbersToPredict() {
        rejected(Kind.LABELS, labels(50, 50, ".5") + "1,NA\n2,?\n", STANDARD);
    }

    @ParameterizedTest
    @CsvSource({"100, 50, ''", "100, 20, .5", "9, 9, ''", "100, 99, x"})
    void readsNumbersAsClassesOtherwise(int rows, int distinct, String suffix) throws IOException {
        Dataset data = read(labels(rows, distinct, suffix), STANDARD);
        assertEquals(distinct, data.classNames().size());
    }

    @Test
    void readsNumericTargets() throws IOException {
        CsvFormat format = STANDARD.withNumericTargets();
        Dataset data = read("price,a\n1764313201,5\n-0.1,6\n", format.withLabel("price"));
        assertFalse(data.classification());
        assertEquals(List.of("a"), data.featureNames());
        assertEquals(1, data.targets().features());
        assertEquals(1_764_313_201, data.targets().getDouble(0, 0));
        assertEquals(-0.1, data.select(1).targets().getDouble(0, 0));
        assertEquals(6, data.features().get(1, 0));
        CsvException e = rejected(Kind.COLUMNS, "a,b\n1,x\n", format);
        assertEquals(
                "\"x\" is not a number; expected a finite decimal number, as in every column",
                e.problem());
    }
}
