package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.CsvFormat;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaler;
import lanewise.io.SavedModel;
import lanewise.metrics.RegressionMetrics;
import lanewise.random.RandomState;
import lanewise.table.ColumnEncoding;
import lanewise.table.Prediction;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.RecordPredictor;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command {@code predict} with models that prepare the rows of a table. */
class PredictedTableTest extends TrainInFolder {
    private static final String END = System.lineSeparator();

    private Path model;
    private Table members;

    @BeforeEach
    final void readMembers() throws IOException {
        model = temp.resolve("model.safetensors");
        members = Table.read(file(), CsvFormat.standard());
    }

    private static Path file() {
        return Invocation.iris().resolveSibling("tables/members.csv");
    }

    private static Invocation predict(Object... args) {
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        return Invocation.of(false, streams -> Predict.run(texts, streams));
    }

    private TableSchema schema(String... targets) {
        return TableSchema.detect(members)
                .withOrder("size", "S", "M", "L", "XL")
                .withTarget(targets);
    }

    /** Saves a random model for some targets. */
    private SavedModel save(Layer last, String... targets) throws IOException {
        Table known = members.select(members.rowsWith(List.of(targets)));
        Preparation preparation = Preparation.fit(known, schema(targets));
        Network network = Network.of(preparation.inputs(), Layer.tanh(6), last);
        Model random = Model.initialize(network, Initializer.glorotNormal(), new RandomState(5));
        SavedModel saved = SavedModel.of(random).withPreparation(preparation);
        saved.write(model);
        return saved;
    }

    /** The oracle: each row as a record. */
    private List<Prediction> oracle(SavedModel saved) {
        RecordPredictor predictor = saved.recordPredictor();
        List<Prediction> all = new ArrayList<>();
        for (int row = 0; row < members.rows(); row++) {
            Map<String, Object> record = new HashMap<>();
            for (ColumnEncoding encoding : saved.preparation().orElseThrow().columns()) {
                TableColumn column = members.column(encoding.column());
                record.put(column.name(), column.isMissing(row) ? null : column.text(row));
            }
            all.add(predictor.predict(record));
        }
        return all;
    }

    @Test
    void predictsClassesOfTheTable() throws IOException {
        for (Layer last : List.of(Layer.softmax(2), Layer.sigmoid(1))) {
            SavedModel saved = save(last, "segment");
            List<Prediction> expected = oracle(saved);
            Invocation run = predict(model, file(), "--probabilities");
            List<String> lines = run.out().lines().toList();
            assertEquals("prediction,high,low", lines.getFirst());
            int hits = 0;
            for (int row = 0; row < members.rows(); row++) {
                Prediction one = expected.get(row);
                String[] fields = lines.get(row + 1).split(",");
                assertEquals(one.className(), fields[0]);
                assertEquals(one.probability("high"), Double.parseDouble(fields[1]), 1e-6);
                assertEquals(one.probability("low"), Double.parseDouble(fields[2]), 1e-6);
                hits += one.className().equals(members.column("segment").text(row)) ? 1 : 0;
            }
            assertEquals(members.rows() + 1, lines.size());
            assertTrue(
                    run.err().startsWith("accuracy " + hits + "/" + members.rows() + " = "),
                    run.err());
            assertTrue(run.err().contains("actual \\ predicted"), run.err());
            assertEquals(0, run.exitCode());
            JsonObject json = predict(model, file(), "--json").succeeded().json();
            assertEquals((double) hits / members.rows(), json.get("accuracy").getAsDouble());
            assertEquals(
                    "\"" + expected.getFirst().className() + "\"",
                    json.getAsJsonArray("predictions").get(0).toString());
        }
    }

    /** Other columns, another order, another format, and missing targets. */
    @Test
    void findsColumnsByName() throws IOException {
        SavedModel saved = save(Layer.softmax(2), "segment");
        List<Prediction> expected = oracle(saved);
        List<String> names =
                List.of(
                        "segment",
                        "joined",
                        "id",
                        "income",
                        "size",
                        "age",
                        "city",
                        "member",
                        "children");
        StringBuilder text = new StringBuilder(String.join(";", names)).append('\n');
        int known = 0;
        for (int row = 0; row < members.rows(); row++) {
            List<String> fields = new ArrayList<>();
            for (String name : names) {
                if (name.equals("id")) {
                    fields.add("r" + row);
                } else if (name.equals("segment") && row % 3 == 0) {
                    fields.add("NA");
                } else {
                    TableColumn column = members.column(name);
                    fields.add(
                            column.isNumeric()
                                    ? column.text(row).replace('.', ',')
                                    : column.text(row));
                }
            }
            known += row % 3 == 0 ? 0 : 1;
            text.append(String.join(";", fields)).append('\n');
        }
        Path other = write("other.csv", text.toString());
        Path to = temp.resolve("to.csv");
        Invocation run = predict(model, other, "--out", to).succeeded();
        List<String> lines = Files.readAllLines(to);
        for (int row = 0; row < members.rows(); row++) {
            assertEquals(expected.get(row).className(), lines.get(row + 1));
        }
        assertTrue(run.out().startsWith("wrote " + to + ": 90 rows predicted by "), run.out());
        assertTrue(run.out().contains(END + "accuracy "), run.out());
        assertTrue(run.out().contains("/" + known + " = "), run.out());
        assertTrue(
                run.out()
                        .endsWith(
                                members.rows() - known + " rows without segment not counted" + END),
                run.out());
        Invocation silent = predict(model, other, "--out", to, "--no-label").succeeded();
        assertEquals(1, silent.out().lines().count(), silent.out());
        assertEquals(lines, Files.readAllLines(to));
    }

    /** Without header, columns have the order of the training; another one must be named. */
    @Test
    void takesColumnsByPosition() throws IOException {
        SavedModel saved = save(Layer.softmax(2), "segment");
        List<Prediction> expected = oracle(saved);
        StringBuilder unlabelled = new StringBuilder();
        StringBuilder labelled = new StringBuilder();
        for (int row = 0; row < members.rows(); row++) {
            List<String> fields = new ArrayList<>();
            for (ColumnEncoding encoding : saved.preparation().orElseThrow().columns()) {
                fields.add(members.column(encoding.column()).text(row));
            }
            unlabelled.append(String.join(",", fields)).append('\n');
            fields.add(members.column("segment").text(row));
            labelled.append(String.join(",", fields)).append('\n');
        }
        String classes = "prediction\n";
        for (Prediction one : expected) {
            classes += one.className() + "\n";
        }
        Path without = write("without.csv", unlabelled.toString());
        Invocation run = predict(model, without, "--no-header").succeeded();
        assertEquals(classes.lines().toList(), run.out().lines().toList());
        assertEquals("", run.err());
        Path with = write("with.csv", labelled.toString());
        predict(model, with, "--no-header").refused("predict", "8 columns without names");
        predict(model, with, "--no-header", "--no-label")
                .refused("predict", "8 columns without names");
        Invocation compared = predict(model, with, "--no-header", "--label=x7");
        assertEquals(run.out(), compared.out());
        assertTrue(compared.err().startsWith("accuracy "), compared.err());
        predict(model, write("short.csv", "1,2,Oslo\n"), "--no-header")
                .refused("predict", "3 columns without names: expected [age, ");
    }

    /** Only a model that was trained without header finds x0, x1, … where they were. */
    @Test
    void columnsNamedAsWithoutHeaderAreNotTakenForThem() throws IOException {
        float[] parameters = {1, 10, 0};
        for (String header : List.of("y,x0,x1", "x1,x0,y", "x0,x1,x2")) {
            List<String> names = List.of(header.split(","));
            String target = names.contains("y") ? "y" : "x2";
            Table table =
                    Table.of(
                            TableColumn.ofNumbers(names.get(0), 1, 2, 4),
                            TableColumn.ofNumbers(names.get(1), 3, 5, 6),
                            TableColumn.ofNumbers(names.get(2), 7, 9, 8));
            Preparation preparation =
                    Preparation.fit(
                            table,
                            TableSchema.detect(table)
                                    .withTarget(target)
                                    .withTargetKind(TargetKind.NUMBERS),
                            PreparationOptions.standard()
                                    .withScaler(Scaler.NONE)
                                    .withoutScaledTargets());
            Network network = Network.of(2, Layer.identity(1));
            SavedModel.of(Model.of(network, parameters)).withPreparation(preparation).write(model);
            Path two = write("two.csv", "1,2\n1,2\n");
            boolean none = header.equals("x0,x1,x2");
            Invocation run = predict(model, two, "--no-header").succeeded();
            assertEquals(List.of(target, "21.0", "21.0"), run.out().lines().toList(), header);
            Path three = write("three.csv", "1,2,21\n1,2,21\n");
            if (none) {
                assertTrue(predict(model, three, "--no-header").err().contains("RMSE 0"));
            } else {
                predict(model, three, "--no-header").refused("predict", "3 columns without names");
            }
        }
    }

    @Test
    void predictsNumbersInTheirUnits() throws IOException {
        SavedModel saved = save(Layer.identity(1), "income");
        List<Prediction> expected = oracle(saved);
        Invocation run = predict(model, file());
        List<String> lines = run.out().lines().toList();
        assertEquals("income", lines.getFirst());
        TableColumn incomes = members.column("income");
        int[] known = members.rowsWith(List.of("income"));
        FeatureMatrix predicted = new FeatureMatrix(known.length, 1);
        FeatureMatrix targets = new FeatureMatrix(known.length, 1);
        for (int row = 0; row < members.rows(); row++) {
            double number = expected.get(row).number();
            assertEquals(
                    number,
                    Double.parseDouble(lines.get(row + 1)),
                    1e-6 * Math.max(45_000, Math.abs(number)));
            assertTrue(lines.get(row + 1).length() < 12, lines.get(row + 1));
        }
        for (int k = 0; k < known.length; k++) {
            predicted.set(k, 0, (float) expected.get(known[k]).number());
            targets.set(k, 0, (float) incomes.number(known[k]));
        }
        RegressionMetrics metrics = RegressionMetrics.of(predicted, targets);
        JsonObject json = predict(model, file(), "--json").succeeded().json();
        JsonObject found = json.getAsJsonObject("regression").getAsJsonObject("income");
        assertEquals(known.length, found.get("rows").getAsInt());
        assertEquals(metrics.r2(), found.get("r2").getAsDouble(), 1e-5);
        assertEquals(metrics.rmse(), found.get("rmse").getAsDouble(), 1e-5 * metrics.rmse());
        assertEquals(metrics.mae(), found.get("mae").getAsDouble(), 1e-5 * metrics.mae());
        assertTrue(json.getAsJsonArray("predictions").get(0).isJsonArray());
        int missing = members.rows() - known.length;
        assertTrue(run.err().startsWith("income: R2 "), run.err());
        assertEquals(
                missing > 0,
                run.err().endsWith(", " + missing + " rows without it" + END),
                run.err());
        predict(model, file(), "--probabilities").refused("predict", "are numbers, not prob");
    }

    /** Such as seconds since 1970, which a float does not tell apart. */
    @Test
    void keepsTheDigitsOfFarNumbers() throws IOException {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("x", 1, 2, 3, 4),
                        TableColumn.ofNumbers("a", 1.6e9, 1.6e9 + 1, 1.6e9 + 2, 1.6e9 + 3),
                        TableColumn.ofNumbers("b", 10, 20, 30, 40));
        Preparation preparation =
                Preparation.fit(table, TableSchema.detect(table).withTarget("a", "b"));
        Model same = Model.of(Network.of(1, Layer.identity(2).withoutBias()), 1, 1);
        SavedModel.of(same).withPreparation(preparation).write(model);
        Path rows = write("rows.csv", "b,x\n10,1\n,4\n30,3\n");
        Invocation run = predict(model, rows);
        List<String> lines = run.out().lines().toList();
        assertEquals("a,b", lines.getFirst());
        assertEquals(1.6e9 + 3, Double.parseDouble(lines.get(2).split(",")[0]), 1e-6);
        assertEquals("40.0", lines.get(2).split(",")[1]);
        assertTrue(run.err().startsWith("b: R2 1.0000, RMSE "), run.err());
        assertTrue(run.err().endsWith(", 1 row without it" + END), run.err());
        assertEquals(1, run.err().lines().count(), "a is not in the file");
        assertEquals(
                "[\"a\",\"b\"]",
                predict(model, rows, "--json").succeeded().json().get("columns").toString());
        predict(model, rows, "--label=b").refused("predict", "--label: the model predicts [a, b]");
        assertEquals(
                "b: no true values, 1 row without it" + END,
                predict(model, write("one.csv", "x,b\n1,?\n")).err());
    }

    @Test
    void predictsLabels() throws IOException {
        Table table =
                Table.of(
                        TableColumn.ofNumbers("x", -2, -1, 1, 2),
                        TableColumn.ofTexts("big", List.of("no", "no", "yes", "yes")),
                        TableColumn.ofNumbers("small", 1, 1, 0, 0));
        Preparation preparation =
                Preparation.fit(table, TableSchema.detect(table).withTarget("big", "small"));
        Model model2 = Model.of(Network.of(1, Layer.sigmoid(2).withoutBias()), 100, -100);
        SavedModel.of(model2).withPreparation(preparation).write(model);
        Path rows = write("rows.csv", "small,x,big\n1,-1,NO\n1,1,yes\n0,2,\n");
        Invocation run = predict(model, rows);
        assertEquals("big,small\nno,1\nyes,0\nyes,0\n", run.out());
        assertEquals(
                "big: accuracy 2/2 = 1, 1 row without it"
                        + END
                        + "small: accuracy 2/3 = 0.6667"
                        + END,
                run.err());
        assertTrue(
                predict(model, rows, "--probabilities", "--no-label")
                        .succeeded()
                        .out()
                        .startsWith("big,small,big=yes,small=1\nno,1,"));
        JsonObject json = predict(model, rows, "--json").succeeded().json();
        assertEquals(
                "[[\"no\",\"1\"],[\"yes\",\"0\"],[\"yes\",\"0\"]]",
                json.get("predictions").toString());
        assertEquals(
                "{\"big\":{\"rows\":2,\"accuracy\":1.0},\"small\":{\"rows\":3,\"accuracy\":"
                        + "0.6666666666666666}}",
                json.get("labels").toString());
    }

    @Test
    void rejectsBadRows() throws IOException {
        save(Layer.softmax(2), "segment");
        String header = "age,income,city,size,member,joined,children,segment\n";
        String[][] cases = {
            {header.replace("city", "town"), "1,2,x,S,no,2020-01-02,0,low", "no column \"city\""},
            {
                header,
                "1,2,x,XXL,no,2020-01-02,0,low",
                "line 3, column 4 (\"size\"): \"XXL\": expected"
            },
            {
                header,
                "1,2,x,S,maybe,2020-01-02,0,low",
                "column 5 (\"member\"): \"maybe\": expected"
            },
            {header, "1,2,x,S,no,soon,0,low", "(\"joined\"): \"soon\": expected a date"},
            {header, "old,2,x,S,no,,0,low", "(\"age\"): \"old\" is not a number"},
            {
                header,
                "1,2,x,S,no,,0,middle",
                "line 3, column 8 (\"segment\"): unknown class \"middle\": expected one of [high,"
                        + " low]; --no-label"
            },
        };
        Path to = write("to.csv", "old");
        for (String[] bad : cases) {
            Path rows =
                    write("bad.csv", bad[0] + "1,2,Oslo,S,no,2020-01-02,0,low\n" + bad[1] + "\n");
            predict(model, rows, "--out", to).refused("predict", bad[2]);
            assertEquals("old", Files.readString(to));
        }
        Path twice = write("twice.csv", header.replace("city", "age") + "1,2,3,S,no,,0,low\n");
        predict(model, twice).refused("predict", "\"age\"");
        Path good = write("good.csv", header + "1,2,Oslo,S,no,2020-01-02,0,low\n");
        predict(model, good, "--label=age").refused("predict", "is a column of the model");
        predict(model, good, "--label=x").refused("predict", "no column \"x\"");
        assertTrue(predict(model, good, "--label=segment").err().startsWith("accuracy "));
        Path unlabelled =
                write("u.csv", header.replace(",segment", "") + "1,2,Oslo,S,no,2020-01-02,0\n");
        assertEquals("", predict(model, unlabelled).succeeded().err());
        assertFalse(predict(model, unlabelled, "--json").json().has("accuracy"));
    }

    /** More than one block, and a last block that is not full. */
    @Test
    void streamsManyRows() throws IOException {
        SavedModel saved = save(Layer.softmax(2), "segment");
        List<Prediction> expected = oracle(saved);
        List<String> lines = Files.readAllLines(file());
        Path many = temp.resolve("many.csv");
        int rows = 20_003;
        try (Writer text = Files.newBufferedWriter(many)) {
            text.write(lines.getFirst() + "\n");
            for (int row = 0; row < rows; row++) {
                text.write(lines.get(1 + row % members.rows()) + "\n");
            }
        }
        Path to = temp.resolve("to.csv");
        JsonObject json = predict(model, many, "--json", "--out", to).succeeded().json();
        assertEquals(rows, json.get("rows").getAsInt());
        List<String> predicted = Files.readAllLines(to);
        assertEquals(rows + 1, predicted.size());
        for (int row = 0; row < rows; row++) {
            Prediction one = expected.get(row % members.rows());
            assertEquals(one.className(), predicted.get(row + 1));
        }
    }
}
