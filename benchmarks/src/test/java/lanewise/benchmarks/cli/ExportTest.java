package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.onnx.ImportFixtures;
import lanewise.io.SavedModel;
import lanewise.table.Preparation;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The command {@code export}. */
class ExportTest extends TrainInFolder {
    private static final String END = System.lineSeparator();

    private Path model;

    @BeforeEach
    final void chooseModel() {
        model = out.resolve("model.safetensors");
    }

    private static Invocation export(Object... args) {
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        return Invocation.of(false, streams -> Export.run(texts, streams));
    }

    private static void assertRefused(String problem, Object... args) {
        assertEquals(new Invocation(2, "", "export: " + problem + END), export(args));
    }

    @Test
    void writesSameFileAsTraining() throws IOException {
        train("--iterations=5", "--scale=standard", "--model", "--onnx").succeeded();
        byte[] written = Files.readAllBytes(out.resolve("model.onnx"));
        Files.delete(out.resolve("model.onnx"));
        String what = ": network 4-2-3, scaling, classes setosa, versicolor, virginica" + END;
        assertEquals("wrote " + out.resolve("model.onnx") + what, export(model).succeeded().out());
        assertArrayEquals(written, Files.readAllBytes(out.resolve("model.onnx")));

        Path other = temp.resolve("new/iris.onnx");
        assertEquals("wrote " + other + what, export(model, "--out", other).succeeded().out());
        assertArrayEquals(written, Files.readAllBytes(other));
        assertEquals(List.of("history.csv", "model.onnx", "model.safetensors"), names(out));
    }

    /** Class names come from a file and may contain any character. */
    @Test
    void printsClassesInOneLine() throws IOException {
        Files.createDirectory(out);
        Model two = Model.of(Network.of(1, Layer.softmax(2)), new float[4]);
        SavedModel.of(two).withClassNames(List.of("a\n\u001b[2J", "b")).write(model);
        assertEquals(
                "wrote " + out.resolve("model.onnx") + ": network 1-2, classes a??[2J, b" + END,
                export(model).succeeded().out());
        List<String> names = IntStream.range(0, 21).mapToObj(Integer::toString).toList();
        Model many = Model.of(Network.of(1, Layer.softmax(21)), new float[42]);
        SavedModel.of(many).withClassNames(names).write(model);
        assertTrue(export(model).out().endsWith(": network 1-21, 21 classes" + END));
    }

    private static Preparation preparation(String column) {
        Table table =
                Table.of(
                        TableColumn.ofNumbers(column, 1, 2, 3, 4),
                        TableColumn.ofTexts("y", List.of("a", "b", "a", "b")));
        return Preparation.fit(table, TableSchema.detect(table).withTarget("y"));
    }

    @Test
    void exportsThePreparationOfTables() throws IOException {
        Files.createDirectory(out);
        Model two = Model.of(Network.of(1, Layer.softmax(2)), new float[4]);
        SavedModel.of(two).withPreparation(preparation("x")).write(model);
        assertEquals(
                "wrote "
                        + out.resolve("model.onnx")
                        + ": network 1-2, 1 column prepared, classes a, b"
                        + END,
                export(model).succeeded().out());
        assertTrue(Files.size(out.resolve("model.onnx")) > 100);
        Table table = Table.of(TableColumn.ofNumbers("x", 1, 2), TableColumn.ofNumbers("y", 5, 6));
        Preparation number =
                Preparation.fit(
                        table,
                        TableSchema.detect(table)
                                .withTarget("y")
                                .withTargetKind(TargetKind.NUMBERS));
        Model one = Model.of(Network.of(1, Layer.identity(1)), new float[2]);
        SavedModel.of(one).withPreparation(number).write(model);
        assertTrue(
                export(model)
                        .succeeded()
                        .out()
                        .endsWith(": network 1-1, 1 column prepared, numbers y" + END));
    }

    @Test
    void rejectsColumnsThatAGraphCannotHave() throws IOException {
        Files.createDirectory(out);
        Model two = Model.of(Network.of(1, Layer.softmax(2)), new float[4]);
        SavedModel.of(two).withPreparation(preparation("outputs")).write(model);
        Invocation run = export(model);
        assertTrue(
                run.err().startsWith("export: " + model + ": column \"outputs\" would be a tensor"),
                run.err());
        assertEquals(2, run.exitCode());
        assertEquals(List.of("model.safetensors"), names(out));
    }

    @Test
    void rejectsRecurrentModels() throws IOException {
        train("--iterations=5", "--recurrent", "--init=normal:0.1", "--model").succeeded();
        Invocation run = export(model);
        assertTrue(
                run.err()
                        .startsWith(
                                "export: "
                                        + model
                                        + ": layer 0 of the network 4-[2+3] is recurrent"),
                run.err());
        assertEquals(2, run.exitCode());
        assertEquals(List.of("history.csv", "model.safetensors"), names(out));
    }

    @Test
    void rejectsOtherFiles() throws IOException {
        Path missing = temp.resolve("missing.safetensors");
        assertRefused("no such file: " + missing, missing);
        Path other = write("other.safetensors", "no model");
        assertTrue(export(other).err().startsWith("export: " + other + ": "), export(other).err());
        assertEquals(2, export(other).exitCode());
        assertEquals(List.of("other.safetensors"), names(temp));
        Path onnx = ImportFixtures.file("keras.onnx");
        assertRefused(
                onnx + " is not a model of Lanewise: import it first, see scripts/import --help",
                onnx);
        assertRefused("Missing required parameter: 'model' (see --help)");
    }

    @Test
    void rejectsUnwritableDestination() throws IOException {
        train("--iterations=5", "--model").succeeded();
        byte[] before = Files.readAllBytes(model);
        assertRefused(
                "--out " + model + " would overwrite the input: use another name",
                model,
                "--out",
                model);
        assertRefused("--out /: expected a file, found a directory", model, "--out", "/");
        Path taken = Files.createDirectory(out.resolve("model.onnx"));
        assertRefused("--out " + taken + ": expected a file, found a directory", model);
        assertArrayEquals(before, Files.readAllBytes(model));
    }

    @Test
    void helpListsEveryOption() {
        String help = export("--help").succeeded().out();
        for (String option : List.of("model", "--out", "--help", "--version")) {
            assertTrue(help.contains(option), option);
        }
    }
}
