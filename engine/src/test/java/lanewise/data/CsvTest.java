package lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Files that {@link Csv} accepts; {@link CsvErrorTest} covers those it rejects. */
class CsvTest {
    private static final String TABLE = "a,b,c\n1,2,x\n3,4,y\n";

    @TempDir Path directory;

    private Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) {
        try {
            return Files.write(directory.resolve("t.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void assertTable(Dataset data) {
        assertEquals(List.of("a", "b"), data.featureNames());
        assertEquals(List.of("x", "y"), data.classNames());
        assertEquals(2, data.rows());
        assertArrayEquals(new float[] {1, 2}, data.features().row(0));
        assertArrayEquals(new float[] {3, 4}, data.features().row(1));
        assertArrayEquals(new float[] {1, 0}, data.targets().row(0));
        assertEquals(1, data.label(1));
    }

    @Test
    void readsIris() throws IOException {
        Dataset iris = Csv.read(ReferenceFiles.path("iris.csv"));

        assertEquals(150, iris.rows());
        assertEquals(
                List.of("sepal_length", "sepal_width", "petal_length", "petal_width"),
                iris.featureNames());
        assertEquals(List.of("setosa", "versicolor", "virginica"), iris.classNames());
        assertArrayEquals(new float[] {5.1f, 3.5f, 1.4f, 0.2f}, iris.features().row(0));
        assertArrayEquals(new float[] {5.9f, 3.0f, 5.1f, 1.8f}, iris.features().row(149));
        assertArrayEquals(
                IntStream.range(0, 150).map(row -> row / 50).toArray(),
                IntStream.range(0, 150).map(iris::label).toArray());
    }

    @Test
    void readsGzippedDigits() throws IOException {
        Dataset digits = Csv.read(ReferenceFiles.path("digits.csv.gz"), "digit");

        assertEquals(1797, digits.rows());
        assertEquals(64, digits.features().features());
        assertEquals(
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), digits.classNames());
        assertEquals(5, digits.features().get(0, 2));
        assertEquals(8, digits.label(1796));
    }

    @Test
    void labelIsTheLastColumnByDefault() throws IOException {
        assertTable(Csv.read(file(TABLE)));
    }

    @ParameterizedTest
    @CsvSource({"label", "1"})
    void selectsLabelColumnByNameOrIndex(String labelColumn) throws IOException {
        Dataset data = Csv.read(file("a,label,b\n1,x,2\n3,y,4\n"), labelColumn);

        assertTable(data);
    }

    @Test
    void labelColumnByIndexCountsFromZero() throws IOException {
        assertTable(Csv.read(file("label,a,b\nx,1,2\ny,3,4\n"), 0));
        assertTable(Csv.read(file(TABLE), 2));
        assertTable(Csv.read(file(TABLE), -1));
        assertTable(Csv.read(file(TABLE), "-1"));
    }

    @Test
    void columnNameTakesPrecedenceOverIndex() throws IOException {
        Dataset data = Csv.read(file("1,a,0\n5,6,7\n"), "0");

        assertEquals(List.of("1", "a"), data.featureNames());
        assertEquals(List.of("7"), data.classNames());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,c\r\n1,2,x\r\n3,4,y\r\n",
                "a,b,c\r1,2,x\r3,4,y\r",
                "a,b,c\n1,2,x\r\n3,4,y",
                "a,b,c\n1,2,x\r3,4,y\r\n",
                "\uFEFFa,b,c\n1,2,x\n3,4,y\n",
                "\n\r\n \t \na,b,c\n\n\n1,2,x\n  \n3,4,y\n\n",
                " a\t, b ,c  \n 1 ,\t2,  x\n3 , 4,y\t\n",
                "\"a\",\"b\",\"c\"\n\"1\",2,\"x\"\n3,\"4\",\"y\"",
                " \"a\" ,\t\"b\",c\n1,2, \"x\" \n3,4,y\n",
                "a,b,c\n+1,2.0,x\n3e0,.4E+1,y\n",
            })
    void readsEquivalentNotations(String text) throws IOException {
        assertTable(Csv.read(file(text)));
    }

    @Test
    void detectsGzipAndByteOrderMark() throws IOException {
        assertTable(Csv.read(file(gzip(TABLE))));
        assertTable(Csv.read(file(gzip("\uFEFF" + TABLE))));
    }

    @Test
    void quotesKeepCommasQuotesLineBreaksAndBlanks() throws IOException {
        Dataset data =
                Csv.read(
                        file(
                                "\"a,\"\"1\"\"\n"
                                        + "b\",label\r\n"
                                        + "1,\" x \r\n"
                                        + "y,\"\"\"\r\n"
                                        + "2,\"\r"
                                        + "\"\"z\"\r\n"));

        assertEquals(List.of("a,\"1\"\nb"), data.featureNames());
        assertEquals(List.of("\r\"z", " x \r\ny,\""), data.classNames());
        assertEquals(1, data.label(0));
    }

    @Test
    void keepsQuotesInsideUnquotedFields() throws IOException {
        assertEquals(List.of("5\" pipe"), Csv.read(file("a,b\n1,5\" pipe\n")).classNames());
    }

    @Test
    void decodesUtf8() throws IOException {
        Dataset data = Csv.read(file("größe,種\n1,桜\n2,🌸\n"));

        assertEquals(List.of("größe"), data.featureNames());
        assertEquals(List.of("桜", "🌸"), data.classNames());
    }

    @Test
    void parsesNumbersAsDoubleAndRoundsThem() throws IOException {
        // Rounds down directly, but up via the nearest double.
        String between = "1.00000017881393432617187499";
        Dataset data = Csv.read(file("a,b,c,d,e\n" + between + ",-0,1e-60,3.4028235e38,x\n"));

        assertArrayEquals(
                new float[] {(float) Double.parseDouble(between), -0.0f, 0, Float.MAX_VALUE},
                data.features().row(0));
        assertTrue(Float.parseFloat(between) != data.features().get(0, 0));
    }

    @Test
    void acceptsASingleClass() throws IOException {
        Dataset data = Csv.read(file("a,b\n1,x\n2,x\n"));

        assertEquals(List.of("x"), data.classNames());
        assertEquals(1, data.targets().features());
    }

    @Test
    void readsFieldsLongerThanTheBuffers() throws IOException {
        String label = "é".repeat(200_000);
        Dataset data = Csv.read(file("a,b\n1," + label + "\n2,\"" + label + "\"\n3,z\n"));

        assertEquals(List.of("z", label), data.classNames());
        assertEquals(3, data.rows());
    }

    @Test
    void readsManyRowsAndColumns() throws IOException {
        int rows = 40_000;
        Path file = directory.resolve("many.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(
                    String.join(",", IntStream.range(0, 20).mapToObj(i -> "f" + i).toList())
                            + ",label\n");
            for (int row = 0; row < rows; row++) {
                for (int feature = 0; feature < 20; feature++) {
                    out.write((row + feature) + ".5,");
                }
                out.write("c" + row % 3 + "\n");
            }
        }

        Dataset data = Csv.read(file);

        assertEquals(rows, data.rows());
        for (int row = 0; row < rows; row += 7) {
            assertEquals(row + 0.5f, data.features().get(row, 0));
            assertEquals(row + 19.5f, data.features().get(row, 19));
            assertEquals(row % 3, data.label(row));
        }
    }
}
