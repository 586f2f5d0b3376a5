package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.CsvFormat;
import lanewise.data.Scaler;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.random.RandomState;
import lanewise.table.CategoryEncoding;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.Imputation;
import lanewise.table.NumberEncoding;
import lanewise.table.Prediction;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.RecordPredictor;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Exported models with a preparation give the same answers in ONNX Runtime. */
class OnnxTableTest {
    private static byte[] bytes(SavedModel saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxModel.of(saved).write(out);
        return out.toByteArray();
    }

    private static SavedModel random(Preparation preparation, Layer last) {
        Network network = Network.of(preparation.inputs(), Layer.relu(7), last);
        Model model = Model.initialize(network, Initializer.glorotNormal(), new RandomState(3));
        float[] parameters = model.parameters();
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] += 0.05f * (k % 5 - 2); // biases, too
        }
        return SavedModel.of(Model.of(network, parameters)).withPreparation(preparation);
    }

    private static double days(String date) {
        LocalDateTime at = LocalDateTime.parse(date.length() > 10 ? date : date + "T00:00");
        return at.toLocalDate().toEpochDay() + at.toLocalTime().toSecondOfDay() / 86_400.0;
    }

    /** The values of a column as a program feeds them. */
    private static Object fed(ColumnEncoding encoding, TableColumn column) {
        int rows = column.rows();
        if (PreparationGraph.type(encoding) == DataType.DOUBLE) {
            double[] numbers = new double[rows];
            for (int row = 0; row < rows; row++) {
                String text = column.text(row);
                numbers[row] =
                        text.isEmpty()
                                ? Double.NaN
                                : isDate(encoding) ? days(text) : Double.parseDouble(text);
            }
            return numbers;
        }
        String[] texts = new String[rows];
        Arrays.setAll(texts, column::text);
        return texts;
    }

    private static boolean isDate(ColumnEncoding encoding) {
        return encoding instanceof NumberEncoding number && number.kind() == ColumnKind.DATE;
    }

    private static Map<String, Object> record(Preparation preparation, Table table, int row) {
        Map<String, Object> record = new HashMap<>();
        for (ColumnEncoding encoding : preparation.columns()) {
            TableColumn column = table.column(encoding.column());
            Object value = column.isMissing(row) ? null : column.text(row);
            boolean number =
                    PreparationGraph.type(encoding) == DataType.DOUBLE && !isDate(encoding);
            record.put(
                    column.name(),
                    number && value != null ? Double.valueOf(value.toString()) : value);
        }
        return record;
    }

    private static double number(Object outputs, int row, int k) {
        return outputs instanceof double[][] doubles
                ? doubles[row][k]
                : ((float[][]) outputs)[row][k];
    }

    private static double unit(TableTarget target, int k) {
        return target instanceof TableTarget.Numbers numbers ? numbers.scaling().scale(k) : 1;
    }

    private static void assertAgrees(SavedModel saved, Table table) throws Exception {
        Preparation preparation = saved.preparation().orElseThrow();
        RecordPredictor predictor = saved.recordPredictor();
        Map<String, Object> columns = new HashMap<>();
        for (ColumnEncoding encoding : preparation.columns()) {
            columns.put(encoding.column(), fed(encoding, table.column(encoding.column())));
        }
        for (OnnxSession both : OnnxSession.both(bytes(saved))) {
            try (OnnxSession session = both) {
                Map<String, Object> answers = session.answers(columns);
                for (int row = 0; row < table.rows(); row++) {
                    Prediction expected = predictor.predict(record(preparation, table, row));
                    double[] outputs = expected.outputs();
                    for (int k = 0; k < outputs.length; k++) {
                        double unit = unit(preparation.target(), k); // of the network's outputs
                        assertEquals(
                                outputs[k],
                                number(answers.get("outputs"), row, k),
                                OnnxSession.TOLERANCE * Math.max(unit, Math.abs(outputs[k])),
                                "row " + row + ", output " + k);
                    }
                    if (preparation.target() instanceof TableTarget.Classes classes) {
                        String[] names = (String[]) answers.get(classes.column());
                        assertEquals(expected.className(), names[row], "row " + row);
                    }
                }
                assertEquals(
                        preparation.target() instanceof TableTarget.Classes ? 2 : 1,
                        answers.size());
            }
        }
    }

    private static Table members() throws IOException {
        String data = System.getProperty("lanewise.testData", "../src-test-data");
        return Table.read(Path.of(data, "tables/members.csv"), CsvFormat.standard());
    }

    private static TableSchema schema(Table members) {
        return TableSchema.detect(members)
                .withTarget("segment")
                .withOrder("size", "S", "M", "L", "XL");
    }

    /** Its last rows have categories that the first do not have. */
    private static Table first(Table table) {
        return table.select(IntStream.range(0, 60).toArray());
    }

    @Test
    void predictsTheMembers() throws Exception {
        Table members = members();
        Preparation preparation = Preparation.fit(first(members), schema(members));
        assertAgrees(random(preparation, Layer.softmax(2)), members);
        assertAgrees(random(preparation, Layer.sigmoid(1)), members);
        TableSchema incomes = schema(members).withTarget("income");
        Table known = members.select(members.rowsWith(List.of("income")));
        assertAgrees(random(Preparation.fit(known, incomes), Layer.identity(1)), members);
    }

    private static List<PreparationOptions> options() {
        List<PreparationOptions> all = new ArrayList<>();
        for (Scaler scaler : Scaler.values()) {
            for (Imputation imputation : Imputation.values()) {
                all.add(
                        PreparationOptions.standard()
                                .withScaler(scaler)
                                .withImputation(imputation)
                                .withoutScaledTargets());
            }
        }
        PreparationOptions standard = PreparationOptions.standard();
        all.add(standard.withoutIndicators());
        all.add(standard.withMostFrequentCategory());
        all.add(standard.withMaxCategories(3));
        all.add(standard.withMaxCategories(2).withMostFrequentCategory());
        all.add(standard.withMinFrequency(4).withoutIndicators());
        return all;
    }

    private static final List<String> CATEGORIES =
            List.of("1", "2.50", "x", "007", "a \"b\", c", "größer", "-0");

    private static final List<String> UNSEEN =
            List.of("1.0", "01", "25e-1", "7", "0", "1e40", "1e-7", "y", "X", "NaN", ".5", "1f");

    private static String pick(Random random, double missing, List<String> texts) {
        return random.nextDouble() < missing ? "" : texts.get(random.nextInt(texts.size()));
    }

    /**
     * Columns of all kinds.
     *
     * @param rows number of rows
     * @param unseen further texts of the categories
     * @param words spellings of the boolean values
     */
    private static Table made(int rows, List<String> unseen, List<String> words) {
        Random random = new Random(rows);
        List<String> codes = new ArrayList<>(CATEGORIES);
        codes.addAll(unseen);
        List<List<String>> texts = new ArrayList<>();
        IntStream.range(0, 6).forEach(k -> texts.add(new ArrayList<>()));
        double[] age = new double[rows];
        double[] time = new double[rows];
        double[] flag = new double[rows];
        double[] grade = new double[rows];
        double[][] targets = new double[2][rows];
        List<String> kind = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            age[row] = row % 7 == 3 ? Double.NaN : random.nextInt(20, 80) + 0.1;
            time[row] = 1.6e9 + random.nextInt(100_000) / 7.0; // more digits than a float has
            flag[row] = row % 9 == 2 ? Double.NaN : random.nextInt(2);
            grade[row] = row % 11 == 5 ? Double.NaN : 1 + random.nextInt(3);
            texts.get(0).add(pick(random, 0.2, codes));
            texts.get(1).add(pick(random, 0.2, words));
            texts.get(2).add(pick(random, 0.2, List.of("low", "mid", "high")));
            texts.get(3).add(pick(random, 0, List.of("2020-02-29", "2021-07-01T13:45:30")));
            texts.get(4).add(pick(random, 0.3, List.of("2020-02-29", "1969-12-31")));
            texts.get(5).add(pick(random, 0, List.of("red", "green")));
            targets[0][row] = 1e6 + random.nextInt(100);
            targets[1][row] = random.nextGaussian();
            kind.add(List.of("p", "q", "r").get(random.nextInt(3)));
        }
        return Table.of(
                TableColumn.ofTexts("code", texts.get(0)),
                TableColumn.ofNumbers("age", age),
                TableColumn.ofTexts("told", texts.get(1)),
                TableColumn.ofNumbers("time", time),
                TableColumn.ofTexts("level", texts.get(2)),
                TableColumn.ofTexts("at", texts.get(3)),
                TableColumn.ofTexts("colour", texts.get(5)),
                TableColumn.ofNumbers("flag", flag),
                TableColumn.ofNumbers("grade", grade),
                TableColumn.ofTexts("day", texts.get(4)),
                TableColumn.ofTexts("kind", kind),
                TableColumn.ofNumbers("far", targets[0]),
                TableColumn.ofNumbers("near", targets[1]));
    }

    private static TableSchema madeSchema(Table table) {
        return TableSchema.detect(table)
                .withOrder("level", "low", "mid", "high")
                .withOrder("grade", "1", "2", "3");
    }

    @Test
    void preparesColumnsOfAllKinds() throws Exception {
        Table train = made(80, List.of(), List.of("no", "Yes"));
        Table later = made(200, UNSEEN, List.of("no", "NO", "yes", "Yes", "YES"));
        TableSchema schema = madeSchema(train);
        for (PreparationOptions options : options()) {
            Preparation classes = Preparation.fit(train, schema.withTarget("kind"), options);
            assertAgrees(random(classes, Layer.softmax(3)), later);
            Preparation numbers = Preparation.fit(train, schema.withTarget("far", "near"), options);
            assertAgrees(random(numbers, Layer.identity(2)), later);
        }
        Table complete = later.select(later.rowsWith(List.of("told", "flag")));
        Preparation labels =
                Preparation.fit(
                        made(200, List.of(), List.of("no", "Yes"))
                                .select(later.rowsWith(List.of("told", "flag"))),
                        schema.withTarget("told", "flag"));
        assertAgrees(random(labels, Layer.sigmoid(2)), complete);
    }

    private static Preparation of(TableTarget target, ColumnEncoding... columns) {
        return Preparation.of(List.of(columns), target);
    }

    private static final TableTarget NUMBER =
            new TableTarget.Numbers(
                    List.of("y"), Scaling.of(new double[] {1e9}, new double[] {1 / 3.0}));

    private static NumberEncoding number(ColumnKind kind, String... levels) {
        return new NumberEncoding("x", kind, List.of(levels), 1, true, 2, 3);
    }

    /** Categories that are numbers in two notations, and fills of each kind. */
    @Test
    void findsNumbersAmongTexts() throws Exception {
        List<String> texts = new ArrayList<>(UNSEEN);
        texts.addAll(CATEGORIES);
        texts.addAll(
                List.of("", "2", "2.0", "3", "+3", "3.", "1E2", "100", " 1", "0x1", "--1", "e"));
        Table table = Table.of(TableColumn.ofTexts("x", texts));
        List<String> categories = List.of("1", "2", "2.0", "3", "1e2", "NaN", "-7e0");
        for (String fill : List.of("", "3", "1.0", "other")) {
            for (boolean other : new boolean[] {true, false}) {
                if (other || fill.isEmpty() || categories.contains(fill)) {
                    CategoryEncoding encoding =
                            CategoryEncoding.of("x", categories, other, fill, other);
                    assertAgrees(random(of(NUMBER, encoding), Layer.identity(1)), table);
                }
            }
        }
        List<String> numbers = List.of("1", "1.0", "2", "", "20e-1", "01");
        Table levels = Table.of(TableColumn.ofTexts("x", numbers));
        for (String last : List.of("3", "x")) { // a column of numbers, and one of texts
            NumberEncoding encoding = number(ColumnKind.ORDINAL, "1", "1.0", "2", last);
            assertAgrees(random(of(NUMBER, encoding), Layer.identity(1)), levels);
        }
        Table words = Table.of(TableColumn.ofTexts("x", List.of("A+b", "a+B", "(c]", "(C]", "")));
        assertAgrees(
                random(of(NUMBER, number(ColumnKind.BOOLEAN, "a+b", "(c]")), Layer.identity(1)),
                words);
    }

    /** Rows that a {@link RecordPredictor} refuses must not get an answer that looks valid. */
    @Test
    void invalidRowsHaveNoAnswer() throws Exception {
        TableTarget classes = new TableTarget.Classes("y", List.of("a", "b"));
        NumberEncoding size =
                new NumberEncoding("s", ColumnKind.ORDINAL, List.of("S", "M"), 0, false, 0, 1);
        NumberEncoding flag =
                new NumberEncoding("f", ColumnKind.BOOLEAN, List.of("0", "1"), 0, false, 0, 1);
        Preparation preparation = of(classes, number(ColumnKind.NUMERIC), size, flag);
        SavedModel saved = random(preparation, Layer.softmax(2));
        Map<String, Object> columns =
                Map.of(
                        "x", new double[] {1, Double.POSITIVE_INFINITY, 1e300, 1, Double.NaN, 1},
                        "s", new String[] {"S", "S", "S", "XL", "", "S"},
                        "f", new double[] {1, 1, 1, 1, Double.NaN, 2});
        for (OnnxSession both : OnnxSession.both(bytes(saved))) {
            try (OnnxSession session = both) {
                Map<String, Object> answers = session.answers(columns);
                float[][] outputs = (float[][]) answers.get("outputs");
                String[] names = (String[]) answers.get("y");
                for (int row = 0; row < outputs.length; row++) {
                    boolean valid = row == 0 || row == 4;
                    assertEquals(!valid, Float.isNaN(outputs[row][0]), "row " + row);
                    assertEquals(!valid, Float.isNaN(outputs[row][1]), "row " + row);
                    assertEquals(!valid, names[row].isEmpty(), "row " + row);
                }
            }
        }
    }

    @Test
    void describesItsColumns() throws Exception {
        Table members = members();
        Preparation preparation = Preparation.fit(members, schema(members));
        try (OnnxSession session = OnnxSession.of(bytes(random(preparation, Layer.sigmoid(1))))) {
            assertEquals(
                    List.of(
                            "age: DOUBLE [-1, 1]",
                            "income: DOUBLE [-1, 1]",
                            "city: STRING [-1, 1]",
                            "size: STRING [-1, 1]",
                            "member: STRING [-1, 1]",
                            "joined: DOUBLE [-1, 1]",
                            "children: DOUBLE [-1, 1]",
                            "outputs: FLOAT [-1, 2]",
                            "segment: STRING [-1]"),
                    session.signature());
            Map<String, String> metadata = session.metadata();
            assertEquals("[\"high\",\"low\"]", metadata.get("lanewise.classes"));
            assertEquals(
                    "{\"kind\":\"classes\",\"columns\":[\"segment\"]}",
                    metadata.get("lanewise.target"));
            JsonArray columns =
                    JsonParser.parseString(metadata.get("lanewise.columns")).getAsJsonArray();
            assertEquals(7, columns.size());
            JsonObject size = columns.get(3).getAsJsonObject();
            assertEquals(
                    "{\"name\":\"size\",\"kind\":\"ordinal\",\"type\":\"string\",\"meaning\":\"one of"
                            + " [S, M, L, XL]; empty if it is missing\",\"values\":"
                            + "[\"S\",\"M\",\"L\",\"XL\"]}",
                    size.toString());
            assertEquals(
                    "days since 1970-01-01, with times as fractions; NaN if it is missing",
                    columns.get(5).getAsJsonObject().get("meaning").getAsString());
        }
    }

    private static void assertRefused(String problem, Preparation preparation) {
        for (Runnable action :
                List.<Runnable>of(
                        () -> OnnxModel.requireExportable(preparation),
                        () -> OnnxModel.of(random(preparation, Layer.softmax(2))))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
            assertTrue(e.getMessage().contains(problem), e.getMessage());
        }
    }

    @Test
    void refusesNamesThatAGraphCannotHave() {
        TableTarget classes = new TableTarget.Classes("y", List.of("a", "b"));
        for (String name : List.of("outputs", "layers.0.sums", "columns.inputs", "target.one")) {
            NumberEncoding column =
                    new NumberEncoding(name, ColumnKind.NUMERIC, List.of(), 0, false, 0, 1);
            assertRefused(
                    "column \"" + name + "\" would be a tensor of that name", of(classes, column));
        }
        assertRefused(
                "column \"outputs\" would be",
                of(
                        new TableTarget.Classes("outputs", List.of("a", "b")),
                        number(ColumnKind.NUMERIC)));
        assertRefused(
                "column \"x\" has the text \"x=\ud800\", which is not valid Unicode",
                of(classes, CategoryEncoding.of("x", List.of("\ud800"), false, "", false)));
        assertRefused(
                "column \"x\" has the text \"\udc00\"",
                of(classes, number(ColumnKind.ORDINAL, "a", "\udc00")));
        assertRefused(
                "column \"y\" has the text \"\ud800\"",
                of(
                        new TableTarget.Classes("y", List.of("a", "\ud800")),
                        number(ColumnKind.NUMERIC)));
        assertThrows(
                NullPointerException.class, () -> OnnxModel.requireExportable((Preparation) null));
    }

    @Test
    void isNotImported() throws IOException {
        byte[] onnx = bytes(random(of(NUMBER, number(ColumnKind.NUMERIC)), Layer.identity(1)));
        OnnxFileException e = assertThrows(OnnxFileException.class, () -> OnnxImport.read(onnx));
        assertEquals(OnnxFileException.Problem.UNSUPPORTED, e.problem());
        assertEquals(
                "the graph prepares the columns of a table, which is not imported: expected a"
                        + " network with one input, rows × features; use the model file that it was"
                        + " exported from",
                e.getMessage());
    }
}
