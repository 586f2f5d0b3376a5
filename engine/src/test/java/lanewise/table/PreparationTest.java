package lanewise.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.Scaler;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class PreparationTest {
    private static final TableColumn TARGET = TableColumn.ofTexts("y", List.of("a", "b", "a", "b"));
    private static final PreparationOptions UNSCALED =
            PreparationOptions.standard().withScaler(Scaler.NONE);

    private static Preparation fit(TableColumn column, PreparationOptions options) {
        Table table = Table.of(column, TARGET);
        return Preparation.fit(table, TableSchema.detect(table).withTarget("y"), options);
    }

    private static float[] encode(Preparation preparation, Object value) {
        float[] inputs = new float[preparation.inputs()];
        preparation.encode(new Object[] {value}, inputs);
        return inputs;
    }

    private static void assertRefused(String message, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** Mean 4, population deviation √5. */
    @Test
    void scalesNumbersAndReplacesMissingOnesByTheMean() {
        Preparation preparation =
                fit(TableColumn.ofNumbers("x", 1, 3, 5, 7), PreparationOptions.standard());
        assertArrayEquals(new float[] {(float) (2 / Math.sqrt(5))}, encode(preparation, 6));
        assertArrayEquals(new float[] {0}, encode(preparation, null));
        assertArrayEquals(new float[] {0}, encode(preparation, Double.NaN));
        assertArrayEquals(new float[] {0}, encode(preparation, ""));
        assertArrayEquals(encode(preparation, 6), encode(preparation, "6.0"));
        assertArrayEquals(encode(preparation, 6), encode(preparation, 6L));
    }

    @Test
    void indicatesMissingNumbers() {
        TableColumn column = TableColumn.ofNumbers("x", 1, Double.NaN, 2, 6);
        Preparation preparation = fit(column, UNSCALED);
        assertArrayEquals(new float[] {3, 1}, encode(preparation, null));
        assertArrayEquals(new float[] {5, 0}, encode(preparation, 5));
        assertArrayEquals(
                new float[] {2, 1},
                encode(fit(column, UNSCALED.withImputation(Imputation.MEDIAN)), null));
        assertArrayEquals(new float[] {3}, encode(fit(column, UNSCALED.withoutIndicators()), null));
    }

    @Test
    void groupsInputsByColumn() {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("n", 1, Double.NaN, 2, 6),
                        TableColumn.ofTexts("c", List.of("p", "q", "p", "r")),
                        TableColumn.ofNumbers("m", 1, 3, 2, 6),
                        TARGET);
        Preparation preparation =
                Preparation.fit(table, TableSchema.detect(table).withTarget("y"), UNSCALED);
        assertEquals(
                List.of(
                        new FeatureGroup("n", 0, 2),
                        new FeatureGroup("c", 2, 3),
                        new FeatureGroup("m", 5, 1)),
                preparation.inputGroups());
        assertEquals(6, preparation.inputs());
    }

    @Test
    void unseenCategoriesAreTheOthers() {
        TableColumn column = TableColumn.ofTexts("x", List.of("p", "q", "q", ""));
        Preparation all = fit(column, UNSCALED);
        assertArrayEquals(new float[] {1, 0, 0}, encode(all, "p"));
        assertArrayEquals(new float[] {0, 0, 0}, encode(all, "r"));
        assertArrayEquals(new float[] {0, 0, 1}, encode(all, null));
        Preparation frequent = fit(column, UNSCALED.withMinFrequency(2));
        assertEquals(List.of("x=q", "x=(other)", "x=(missing)"), frequent.inputNames());
        assertArrayEquals(new float[] {0, 1, 0}, encode(frequent, "p"));
        assertArrayEquals(new float[] {0, 1, 0}, encode(frequent, "r"));
        assertArrayEquals(
                new float[] {0, 1, 1},
                encode(fit(column, UNSCALED.withMostFrequentCategory()), null));
    }

    @Test
    void categoriesMayBeNumbers() {
        Table table = Table.of(TableColumn.ofNumbers("x", 10, 9, 10, 1.5), TARGET);
        TableSchema schema =
                TableSchema.detect(table).withTarget("y").withKind("x", ColumnKind.CATEGORICAL);
        Preparation preparation = Preparation.fit(table, schema);
        assertEquals(List.of("x=1.5", "x=9", "x=10"), preparation.inputNames());
        assertArrayEquals(new float[] {0, 0, 1}, encode(preparation, 10));
        assertArrayEquals(new float[] {0, 0, 1}, encode(preparation, "10"));
        assertArrayEquals(new float[] {1, 0, 0}, encode(preparation, 1.5f));
        assertArrayEquals(new float[] {0, 0, 1}, preparation.features(table).row(2));
    }

    /** A file with a text among its numbers writes 1.0, one without is read as the number 1. */
    @Test
    void numbersAreTheSameCategoryHoweverTheyAreWritten() {
        Preparation texts =
                fit(TableColumn.ofTexts("x", List.of("1.0", "2.0", "0.1", "z")), UNSCALED);
        for (Object one : new Object[] {"1.0", 1, 1.0, 1L, 1f, "1", "01", new BigDecimal("1.00")}) {
            assertArrayEquals(new float[] {0, 1, 0, 0}, encode(texts, one));
        }
        assertArrayEquals(new float[] {1, 0, 0, 0}, encode(texts, 0.1f));
        assertArrayEquals(new float[] {1, 0, 0, 0}, encode(texts, "0.10"));
        assertArrayEquals(new float[] {0, 0, 0, 0}, encode(texts, 3));
        Table numeric = Table.of(TableColumn.ofNumbers("x", 2, 1), TARGET.select(0, 1));
        assertArrayEquals(new float[] {0, 0, 1, 0}, texts.features(numeric).row(0));
        Preparation different =
                fit(TableColumn.ofTexts("x", List.of("1.0", "1", "1", "z")), UNSCALED);
        assertArrayEquals(new float[] {1, 0, 0}, encode(different, "1"));
        assertArrayEquals(new float[] {0, 0, 0}, encode(different, 1));
        assertRefused("is a EmptyList", () -> encode(texts, Collections.emptyList()));
    }

    /** Mode of all categories, as a SimpleImputer before the encoder has it. */
    @Test
    void missingCategoriesAreFilledBeforeRareOnesAreFound() {
        List<String> values = List.of("a", "a", "b", "b", "c", "c", "", "");
        Table table =
                Table.of(
                        TableColumn.ofTexts("x", values),
                        TableColumn.ofNumbers("y", 0, 1, 0, 1, 0, 1, 0, 1));
        Preparation two =
                Preparation.fit(
                        table,
                        TableSchema.detect(table).withTarget("y"),
                        UNSCALED.withMostFrequentCategory().withMaxCategories(2));
        assertEquals(List.of("x=a", "x=(other)", "x=(missing)"), two.inputNames());
        assertArrayEquals(new float[] {1, 0, 1}, encode(two, null));
    }

    @Test
    void manyCategoriesTakeLittleTime() {
        List<String> values = IntStream.range(0, 60_000).mapToObj(k -> "v" + k % 30_000).toList();
        Table table =
                Table.of(
                        TableColumn.ofTexts("x", values),
                        TableColumn.ofNumbers(
                                "y", IntStream.range(0, 60_000).mapToDouble(k -> k % 2).toArray()));
        TableSchema schema = TableSchema.detect(table).withTarget("y");
        assertRefused("limit its categories", () -> Preparation.fit(table, schema));
        assertEquals(50, Preparation.fit(table, schema, UNSCALED.withMaxCategories(50)).inputs());
    }

    @Test
    void booleansAreZeroAndOne() {
        Preparation texts = fit(TableColumn.ofTexts("x", List.of("Yes", "No", "No", "")), UNSCALED);
        assertArrayEquals(new float[] {1, 0}, encode(texts, "Yes"));
        assertArrayEquals(new float[] {1, 0}, encode(texts, true));
        assertArrayEquals(new float[] {0, 1}, encode(texts, null));
        assertRefused("expected one of [No, Yes]", () -> encode(texts, "maybe"));
        Preparation numbers = fit(TableColumn.ofNumbers("x", 0, 1, 1, 1), UNSCALED);
        assertArrayEquals(new float[] {1}, encode(numbers, 1));
        assertArrayEquals(new float[] {1}, encode(numbers, "1"));
        assertArrayEquals(new float[] {1}, encode(numbers, "1.0"));
        assertArrayEquals(new float[] {1, 0}, encode(texts, "YES"));
        assertRefused("expected one of [0, 1]", () -> encode(numbers, 2));
    }

    @Test
    void datesAreDays() {
        Preparation preparation =
                fit(
                        TableColumn.ofTexts(
                                "x",
                                List.of("1970-01-02", "1970-01-11", "1970-01-03", "1970-01-04")),
                        UNSCALED);
        assertArrayEquals(new float[] {10}, encode(preparation, "1970-01-11"));
        assertArrayEquals(new float[] {10}, encode(preparation, "11.01.1970"));
        assertArrayEquals(new float[] {10.5f}, encode(preparation, "1970/01/11 12:00"));
        assertArrayEquals(new float[] {10.25f}, encode(preparation, "1970-01-11T06:00:00Z"));
        assertArrayEquals(new float[] {10}, encode(preparation, LocalDate.of(1970, 1, 11)));
        assertArrayEquals(
                new float[] {10.5f}, encode(preparation, LocalDateTime.of(1970, 1, 11, 12, 0)));
        assertArrayEquals(
                new float[] {1}, encode(preparation, Instant.ofEpochSecond(24 * 60 * 60)));
        assertRefused("expected a date such as", () -> encode(preparation, "11/12/2026"));
        assertRefused("expected a date such as", () -> encode(preparation, "1970-02-30"));
        assertRefused("expected a date such as", () -> encode(preparation, 1609459200000L));
    }

    @Test
    void ordinalColumnsAreTheirPositions() {
        Table table = Table.of(TableColumn.ofTexts("x", List.of("low", "high", "mid", "")), TARGET);
        TableSchema schema =
                TableSchema.detect(table).withTarget("y").withOrder("x", "low", "mid", "high");
        Preparation preparation = Preparation.fit(table, schema, UNSCALED);
        assertArrayEquals(new float[] {2, 0}, encode(preparation, "high"));
        assertArrayEquals(new float[] {1, 1}, encode(preparation, null));
        assertRefused("expected one of [low, mid, high]", () -> encode(preparation, "top"));
    }

    private enum Size {
        SMALL,
        LARGE
    }

    private record Parcel(Size x, int ignored) {}

    private record Weight(double x) {}

    private record Nothing(String y) {}

    @Test
    void javaRecordsArePreparedByName() {
        Preparation sizes =
                fit(
                        TableColumn.ofTexts("x", List.of("SMALL", "LARGE", "SMALL", "LARGE")),
                        UNSCALED);
        float[] inputs = new float[2];
        sizes.reader(Parcel.class).encode(new Parcel(Size.SMALL, 3), inputs);
        assertArrayEquals(new float[] {0, 1}, inputs);
        Preparation weights = fit(TableColumn.ofNumbers("x", 1, 2, 3, 4), UNSCALED);
        float[] one = new float[1];
        weights.reader(Weight.class).encode(new Weight(2.5), one);
        assertArrayEquals(new float[] {2.5f}, one);
        assertRefused("has no component \"x\"", () -> weights.reader(Nothing.class));
    }

    @Test
    void targetsAreClassesNumbersOrLabels() {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2, 3, 4),
                        TableColumn.ofNumbers("price", 1.5, 2.5, 3.5, 4.5),
                        TableColumn.ofTexts("red", List.of("no", "yes", "yes", "no")),
                        TableColumn.ofNumbers("big", 0, 0, 1, 1),
                        TARGET);
        TableSchema schema = TableSchema.detect(table).withKind("y", ColumnKind.IGNORED);

        Dataset classes = Preparation.fit(table, schema.withTarget("red")).apply(table);
        assertEquals(List.of("no", "yes"), classes.classNames());
        assertEquals(1, classes.label(2));

        Preparation prices =
                Preparation.fit(
                        table, schema.withTarget("price").withKind("x", ColumnKind.NUMERIC));
        assertEquals(TargetKind.NUMBERS, prices.target().kind());
        TableTarget.Numbers scaled = (TableTarget.Numbers) prices.target();
        float[] target = prices.apply(table).targets().row(0);
        assertEquals(1.5f, scaled.scaling().inverse(target)[0], 1e-6f);
        assertEquals((1.5 - 3) / Math.sqrt(1.25), target[0], 1e-6);

        Dataset labels = Preparation.fit(table, schema.withTarget("red", "big")).apply(table);
        assertArrayEquals(new float[] {1, 0}, labels.targets().row(1));
        assertArrayEquals(new float[] {0, 1}, labels.targets().row(3));
    }

    @Test
    void identifiersAreRefused() {
        List<String> ids = IntStream.range(0, 30).mapToObj(k -> "id" + k).toList();
        List<String> y = IntStream.range(0, 30).mapToObj(k -> k % 2 == 0 ? "a" : "b").toList();
        Table table =
                Table.of(
                        TableColumn.ofTexts("id", ids),
                        TableColumn.ofNumbers("x", new double[30]),
                        TableColumn.ofTexts("y", y));
        TableSchema schema = TableSchema.detect(table).withTarget("y");
        assertRefused(
                "column \"id\" has 30 different values in 30 rows",
                () -> Preparation.fit(table, schema));
        assertEquals(1, Preparation.fit(table, schema.withKind("id", ColumnKind.IGNORED)).inputs());
    }

    @Test
    void problemsAreNamed() {
        Preparation preparation =
                fit(TableColumn.ofNumbers("x", 1, 2, 3, 4), PreparationOptions.standard());
        float[] inputs = new float[1];
        assertRefused("the record has no \"x\"", () -> preparation.encode(Map.of("X", 1), inputs));
        assertRefused(
                "value \"abc\" of column \"x\": expected a finite decimal number",
                () -> preparation.encode(Map.of("x", "abc"), inputs));
        assertRefused("0x10", () -> preparation.encode(Map.of("x", "0x10"), inputs));
        assertRefused(
                "it is a EmptyList",
                () -> preparation.encode(Map.of("x", Collections.emptyList()), inputs));
        assertRefused(
                "array of 2 inputs: expected 1",
                () -> preparation.encode(Map.of("x", 1), new float[2]));
        assertRefused(
                "2 values: expected 1", () -> preparation.encode(new Object[] {1, 2}, inputs));
        assertRefused("no column \"x\"", () -> preparation.features(Table.of(TARGET)));
        preparation.encode(Collections.singletonMap("x", null), inputs);
        assertArrayEquals(new float[] {0}, inputs);

        Table missing =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2),
                        TableColumn.ofTexts("y", List.of("a", "")));
        assertRefused("column \"y\" is missing in 1 of 2 rows", () -> preparation.apply(missing));
        assertArrayEquals(new int[] {0}, missing.rowsWith(List.of("y")));
        Table unknown =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2),
                        TableColumn.ofTexts("y", List.of("a", "c")));
        assertRefused("c", () -> preparation.apply(unknown));
    }
}
