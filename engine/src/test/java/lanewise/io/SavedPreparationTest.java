package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.CsvFormat;
import lanewise.data.Scaling;
import lanewise.random.RandomState;
import lanewise.table.ColumnKind;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The preparation of rows is part of a model's file. */
class SavedPreparationTest {
    private static final Map<String, Object> MEMBER =
            Map.of(
                    "age",
                    "",
                    "income",
                    1234.5,
                    "city",
                    "Łódź",
                    "size",
                    "XL",
                    "member",
                    "yes",
                    "joined",
                    "2022-02-22",
                    "children",
                    1);

    private static Table members() throws IOException {
        try {
            return Table.read(ReferenceFiles.path("tables/members.csv"), CsvFormat.standard());
        } catch (lanewise.data.CsvException e) {
            throw new IOException(e);
        }
    }

    private static Preparation preparation() throws IOException {
        Table table = members();
        TableSchema schema =
                TableSchema.detect(table)
                        .withTarget("segment")
                        .withOrder("size", "S", "M", "L", "XL");
        return Preparation.fit(table, schema, PreparationOptions.standard().withMaxCategories(4));
    }

    private static Model model(int inputs, Layer output) {
        Network network = Network.of(inputs, Layer.relu(5), output);
        return Model.initialize(network, Initializer.heUniform(), new RandomState(8));
    }

    private static byte[] bytes(SavedModel saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        saved.write(out);
        return out.toByteArray();
    }

    private static SavedModel read(byte[] bytes) throws IOException {
        return SavedModel.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void recordsArePredictedAlikeAfterReading() throws IOException {
        Preparation preparation = preparation();
        Model model = model(preparation.inputs(), Layer.softmax(2));
        SavedModel saved = SavedModel.of(model).withPreparation(preparation);
        SavedModel read = read(bytes(saved));
        assertEquals(preparation, read.preparation().orElseThrow());
        assertEquals(List.of("high", "low"), read.classNames());
        assertEquals(preparation.inputNames(), read.featureNames());
        assertArrayEquals(
                saved.recordPredictor().predict(MEMBER).outputs(),
                read.recordPredictor().predict(MEMBER).outputs());
        assertArrayEquals(bytes(saved), bytes(read));
    }

    @Test
    void targetsOfAllKindsAreKept() throws IOException {
        Table table = members().select(0, 1, 2, 3, 4, 5, 6, 7);
        Table numbers =
                Table.of(
                        table.column("age"),
                        table.column("income"),
                        TableColumn.ofNumbers("vip", 0, 1, 0, 0, 1, 1, 0, 1),
                        TableColumn.ofTexts(
                                "new", List.of("no", "yes", "no", "no", "no", "no", "yes", "no")));
        TableSchema schema = TableSchema.detect(numbers);
        for (TableSchema targets :
                List.of(
                        schema.withTarget("income").withTargetKind(TargetKind.NUMBERS),
                        schema.withTarget("vip", "new").withKind("age", ColumnKind.NUMERIC))) {
            Preparation preparation = Preparation.fit(numbers, targets);
            int outputs = preparation.target().columns().size();
            Model model = model(preparation.inputs(), Layer.identity(outputs));
            SavedModel read = read(bytes(SavedModel.of(model).withPreparation(preparation)));
            assertEquals(preparation, read.preparation().orElseThrow());
        }
    }

    /** So that earlier versions still read them. */
    @Test
    void modelsWithoutPreparationKeepTheirSchema() throws IOException {
        Model model = model(3, Layer.softmax(2));
        String plain = new String(bytes(SavedModel.of(model)), 8, 200, "ISO-8859-1");
        assertTrue(plain.contains("\"lanewise.schema\":\"1\""), plain);
        assertTrue(read(bytes(SavedModel.of(model))).preparation().isEmpty());
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class, () -> SavedModel.of(model).recordPredictor());
        assertTrue(e.getMessage().contains("withPreparation"), e.getMessage());
    }

    @Test
    void aScalingBesideThePreparationIsRefused() throws IOException {
        Preparation preparation = preparation();
        Model model = model(preparation.inputs(), Layer.softmax(2));
        double[] ones = new double[preparation.inputs()];
        java.util.Arrays.fill(ones, 1);
        Scaling scaling = Scaling.of(ones, ones);
        SavedModel saved = SavedModel.of(model).withPreparation(preparation);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> saved.withScaling(scaling));
        assertTrue(e.getMessage().contains("expected no scaling"), e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> SavedModel.of(model(3, Layer.softmax(2))).withPreparation(preparation));
    }

    @Test
    void damagedPreparationsAreNamed() throws IOException {
        Preparation preparation = preparation();
        String json = PreparationDescription.write(preparation);
        assertEquals(preparation, PreparationDescription.read(json));
        for (String[] change :
                new String[][] {
                    {"\"scale\":", "\"scala\":", "exactly column, kind"},
                    {"\"NUMERIC\"", "\"NUMBER\"", "expected one of [NUMERIC"},
                    {"\"indicator\":true", "\"indicator\":1", "expected true or false"},
                    {"\"CLASSES\"", "\"NUMBERS\"", "expected an object with exactly"},
                    {"\"categories\":[", "\"categories\":[1,", "expected a string"},
                    {"[\"segment\"]", "[]", "columns has 0 elements: expected 1"}
                }) {
            assertTrue(json.contains(change[0]), change[0]);
            String damaged = json.replace(change[0], change[1]);
            IllegalArgumentException e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> PreparationDescription.read(damaged));
            assertTrue(e.getMessage().contains(change[2]), e.getMessage());
        }
    }
}
