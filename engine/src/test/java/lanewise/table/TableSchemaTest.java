package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class TableSchemaTest {
    private final Table table =
            Table.of(
                    TableColumn.ofNumbers("age", 31, 47, Double.NaN, 47),
                    TableColumn.ofNumbers("vip", 0, 1, 1, 0),
                    TableColumn.ofTexts("paid", List.of("YES", "no", "", "no")),
                    TableColumn.ofTexts("city", List.of("Oslo", "Bergen", "Oslo", "Paris")),
                    TableColumn.ofTexts(
                            "day", List.of("2026-01-31", "2025-12-24", "2026-02-01", "")),
                    TableColumn.ofTexts("nothing", List.of("", "", "", "")),
                    TableColumn.ofNumbers("one", 1, 1, 1, 1),
                    TableColumn.ofNumbers("years", 31, 47, Double.NaN, 47));
    private final TableSchema schema = TableSchema.detect(table);

    @Test
    void kindsAreFound() {
        assertEquals(ColumnKind.NUMERIC, schema.kind("age"));
        assertEquals(ColumnKind.BOOLEAN, schema.kind("vip"));
        assertEquals(ColumnKind.BOOLEAN, schema.kind("paid"));
        assertEquals(ColumnKind.CATEGORICAL, schema.kind("city"));
        assertEquals(ColumnKind.DATE, schema.kind("day"));
        assertEquals(ColumnKind.IGNORED, schema.kind("nothing"));
        assertEquals(List.of("no", "YES"), schema.levels("paid"));
    }

    @Test
    void columnsAreSummarised() {
        ColumnSummary city = schema.summaries().get(3);
        assertEquals("Oslo (2), Bergen (1), Paris (1)", city.values());
        assertEquals(3, city.distinct());
        assertEquals("31 to 47", schema.summaries().get(0).values());
        assertEquals(1, schema.summaries().get(0).missing());
        assertEquals("2025-12-24 to 2026-02-01", schema.summaries().get(4).values());
        assertEquals(List.of("all values are missing"), schema.summaries().get(5).notes());
        assertEquals(List.of("constant"), schema.summaries().get(6).notes());
        assertEquals(List.of("same values as \"age\""), schema.summaries().get(7).notes());
    }

    @Test
    void targetsDecideWhatIsPredicted() {
        assertEquals(TargetKind.CLASSES, schema.withTarget("city").targetKind());
        assertEquals(TargetKind.CLASSES, schema.withTarget("age").targetKind());
        assertEquals(
                TargetKind.NUMBERS,
                schema.withTarget("age").withTargetKind(TargetKind.NUMBERS).targetKind());
        assertEquals(TargetKind.LABELS, schema.withTarget("vip", "paid").targetKind());
        assertEquals(TargetKind.NUMBERS, schema.withTarget("age", "years").targetKind());
        assertEquals(
                List.of("age", "vip", "paid", "day", "one", "years"),
                schema.withTarget("city").features());
    }

    @Test
    void manyDistinctNumbersAreNumbersToPredict() {
        double[] many = new double[60];
        for (int k = 0; k < many.length; k++) {
            many[k] = k % 21;
        }
        Table numbers = Table.of(TableColumn.ofNumbers("y", many));
        assertEquals(TargetKind.NUMBERS, TableSchema.detect(numbers).withTarget("y").targetKind());
        many[20] = 0;
        many[41] = 0;
        Table fewer = Table.of(TableColumn.ofNumbers("y", many));
        assertEquals(TargetKind.CLASSES, TableSchema.detect(fewer).withTarget("y").targetKind());
        many[0] = 0.5;
        Table fractions = Table.of(TableColumn.ofNumbers("y", many));
        assertEquals(
                TargetKind.NUMBERS, TableSchema.detect(fractions).withTarget("y").targetKind());
    }

    @Test
    void problemsAreNamed() {
        assertRefused("expected one of [age, vip", () -> schema.withTarget("agee"));
        assertRefused("expected at least one, each once", () -> schema.withTarget("age", "age"));
        assertRefused("has 3 distinct values", () -> schema.withKind("city", ColumnKind.BOOLEAN));
        assertRefused("use withOrder", () -> schema.withKind("city", ColumnKind.ORDINAL));
        assertRefused("at least two values", () -> schema.withOrder("city", "Oslo"));
        IllegalStateException e = assertThrows(IllegalStateException.class, schema::targetKind);
        assertTrue(e.getMessage().contains("call withTarget first"), e.getMessage());
    }

    private static void assertRefused(String part, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void notesColumnsThatCountTheRows() {
        double[] counts = IntStream.range(0, 30).mapToDouble(row -> row + 1.0).toArray();
        double[] gap = counts.clone();
        gap[29] = 40;
        Table table =
                Table.of(TableColumn.ofNumbers("id", counts), TableColumn.ofNumbers("x", gap));
        List<ColumnSummary> summaries = TableSchema.detect(table).summaries();
        assertEquals(List.of("counts the rows"), summaries.get(0).notes());
        assertEquals(List.of(), summaries.get(1).notes());
    }

    /** As R and pandas write them. */
    @Test
    void ignoresNamelessColumnsThatNameTheRows() {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("Unnamed: 0", 0, 1, 2),
                        TableColumn.ofNumbers("number", 0, 1, 2),
                        TableColumn.ofNumbers("mpg", 21, 22.8, 18.1));
        TableSchema found = TableSchema.detect(table);
        assertEquals(List.of("number", "mpg"), found.features());
        assertEquals(List.of("names the rows"), found.summaries().getFirst().notes());
        Table gap =
                Table.of(
                        TableColumn.ofNumbers("Unnamed: 0", 0, 1, 3),
                        TableColumn.ofNumbers("mpg", 21, 22.8, 18.1));
        assertEquals(List.of("Unnamed: 0", "mpg"), TableSchema.detect(gap).features());
    }
}
