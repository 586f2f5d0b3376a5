package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Rows of a file are prepared one by one as those of a table are. */
class PreparedFileTest {
    private static final TableTarget TARGET =
            new TableTarget.Numbers(List.of("y"), Scaling.of(new double[1], new double[] {1}));

    @TempDir private Path folder;

    private static int[] columns(CsvRows rows, Preparation preparation) throws CsvException {
        int[] columns = new int[preparation.columns().size()];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = rows.column(preparation.columns().get(k).column());
        }
        return columns;
    }

    private static void assertSame(Preparation preparation, Table table) throws CsvException {
        FeatureMatrix expected = preparation.features(table);
        float[] inputs = new float[preparation.inputs()];
        Arrays.fill(inputs, 7);
        Path file = ReferenceFiles.path("tables/members.csv");
        try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
            int[] columns = columns(rows, preparation);
            for (int row = 0; row < table.rows(); row++) {
                assertTrue(rows.next());
                preparation.encode(rows, columns, inputs);
                assertArrayEquals(expected.row(row), inputs, "row " + row);
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void encodesTheRowsOfATable() throws CsvException {
        Table table = MembersTable.read();
        Table train = MembersTable.train(table);
        TableSchema schema = MembersTable.schema(table);
        PreparationOptions options = PreparationOptions.standard();
        assertSame(Preparation.fit(train, schema), table);
        assertSame(
                Preparation.fit(
                        train,
                        schema.withKind("children", ColumnKind.CATEGORICAL),
                        options.withMaxCategories(3)
                                .withMostFrequentCategory()
                                .withScaler(Scaler.MIN_MAX)),
                table);
        Table known = train.select(train.rowsWith(List.of("income")));
        assertSame(
                Preparation.fit(known, schema.withTarget("income"), options.withoutIndicators()),
                table);
    }

    private static NumberEncoding number(ColumnKind kind, String... levels) {
        return new NumberEncoding("x", kind, List.of(levels), 0, false, 0, 1);
    }

    /** Encodes the only column of a file with the given values. */
    private float[] encode(ColumnEncoding encoding, CsvFormat format, String... values)
            throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "x\n" + String.join("\n", values));
        Preparation preparation = Preparation.of(List.of(encoding), TARGET);
        float[] all = new float[values.length * preparation.inputs()];
        float[] inputs = new float[preparation.inputs()];
        try (CsvRows rows = CsvRows.open(file, format)) {
            for (int row = 0; rows.next(); row++) {
                preparation.encode(rows, new int[] {0}, inputs);
                System.arraycopy(inputs, 0, all, row * inputs.length, inputs.length);
            }
        }
        return all;
    }

    @Test
    void findsNumbersHoweverTheyAreWritten() throws IOException {
        CsvFormat format = CsvFormat.standard().withHeader();
        CsvFormat comma = format.withSeparator(';').withDecimalComma();
        ColumnEncoding category =
                CategoryEncoding.of("x", List.of("1", "2.5", "007"), false, "", false);
        assertArrayEquals(
                new float[] {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0},
                encode(category, format, "1.0", "01", "25e-1", "007", "7", "8"));
        assertArrayEquals(new float[] {0, 1, 0}, encode(category, comma, "2,50"));
        NumberEncoding ordinal = number(ColumnKind.ORDINAL, "0.5", "2.5");
        assertArrayEquals(new float[] {1, 0, 0}, encode(ordinal, comma, "2,50", ",5", "0.5"));
        assertArrayEquals(
                new float[] {1, 0, 1, 0},
                encode(number(ColumnKind.BOOLEAN, "No", "Yes"), format, "yes", "NO", "YES", "?"));
        assertArrayEquals(
                new float[] {7, 0.25f}, encode(number(ColumnKind.NUMERIC), comma, "007", "0,25"));
        assertArrayEquals(
                new float[] {1, 1.5f, 31},
                encode(
                        number(ColumnKind.DATE),
                        format,
                        "1970-01-02",
                        "1970/01/02 12:00",
                        "01.02.1970"));
    }

    private void assertRefused(String problem, ColumnEncoding encoding, String... values) {
        CsvFormat format = CsvFormat.standard().withHeader();
        CsvException e = assertThrows(CsvException.class, () -> encode(encoding, format, values));
        assertEquals(problem, e.problem());
        assertEquals(values.length + 1, e.line());
        assertEquals("x", e.columnName());
    }

    @Test
    void refusesOtherKindsWithLineAndColumn() {
        assertRefused(
                "\"2021-13-01\": expected a date such as 2026-11-29, 2026-11-29T14:30 or"
                        + " 29.11.2026, or an empty field if the value is missing",
                number(ColumnKind.DATE),
                "2021-12-01",
                "2021-13-01");
        assertRefused(
                "\"2021\": expected a date such as 2026-11-29, 2026-11-29T14:30 or 29.11.2026, or"
                        + " an empty field if the value is missing",
                number(ColumnKind.DATE),
                "2021");
        assertRefused(
                "\"XXL\": expected one of [S, M, L], or an empty field if the value is missing",
                number(ColumnKind.ORDINAL, "S", "M", "L"),
                "S",
                "?",
                "XXL");
        assertRefused(
                "\"2\": expected one of [0, 1], or an empty field if the value is missing",
                number(ColumnKind.BOOLEAN, "0", "1"),
                "2");
        assertRefused(
                "\"1e30\": expected a number that is finite as a float once it is scaled, or an"
                        + " empty field if the value is missing",
                new NumberEncoding("x", ColumnKind.NUMERIC, List.of(), 0, false, 0, 1e-30),
                "1e30");
        CsvException e =
                assertThrows(
                        CsvException.class,
                        () ->
                                encode(
                                        number(ColumnKind.NUMERIC),
                                        CsvFormat.standard().withHeader(),
                                        "1",
                                        "many"));
        assertTrue(e.getMessage().contains("line 3, column 1 (\"x\"): \"many\" is not a number"));
    }

    @Test
    void refusesOtherLengths() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "x\n1\n");
        Preparation preparation = Preparation.of(List.of(number(ColumnKind.NUMERIC)), TARGET);
        try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
            rows.next();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> preparation.encode(rows, new int[1], new float[2]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> preparation.encode(rows, new int[2], new float[1]));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> preparation.encode(rows, new int[] {1}, new float[1]));
        }
    }

    @Test
    void readsTargets() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("y.csv"), "c,n,l\na,2.5,No\n1.0,-1,yes\n?,?,?\nb,x,2\n");
        TableTarget classes = new TableTarget.Classes("c", List.of("1", "a"));
        TableTarget labels =
                new TableTarget.Labels(List.of(number(ColumnKind.BOOLEAN, "no", "yes")));
        try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
            double[][] expected = {{1, 2.5, 0}, {0, -1, 1}, {Double.NaN, Double.NaN, Double.NaN}};
            for (double[] row : expected) {
                rows.next();
                assertEquals(row[0], classes.read(rows, 0, 0));
                assertEquals(row[1], TARGET.read(rows, 0, 1));
                assertEquals(row[2], labels.read(rows, 0, 2));
            }
            rows.next();
            CsvException e = assertThrows(CsvException.class, () -> classes.read(rows, 0, 0));
            assertEquals("unknown class \"b\": expected one of [1, a]", e.problem());
            assertEquals(5, e.line());
            assertThrows(CsvException.class, () -> TARGET.read(rows, 0, 1));
            assertThrows(CsvException.class, () -> labels.read(rows, 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> classes.read(rows, 1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> TARGET.read(rows, 1, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> labels.read(rows, 1, 2));
            assertThrows(NullPointerException.class, () -> labels.read(null, 0, 2));
        }
    }
}
