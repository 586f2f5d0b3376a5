package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.onnx.ImportFixtures;
import lanewise.io.SavedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code import}. */
class ImportTest {
    private static final String END = System.lineSeparator();

    @TempDir private Path temp;
    private Path out;

    @BeforeEach
    final void chooseModel() {
        out = temp.resolve("out/model.safetensors");
    }

    private Invocation read(Object file, String... options) {
        String[] args =
                Stream.concat(Stream.of(file.toString(), "--out=" + out), Stream.of(options))
                        .toArray(String[]::new);
        return Invocation.of(false, streams -> Import.run(args, streams));
    }

    private void assertRefused(String problem, Object file, String... options) {
        assertEquals(new Invocation(2, "", "import: " + problem + END), read(file, options));
        assertTrue(Files.notExists(out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        sklearn-iris.onnx       |                                     | 4-9-3, scaling, classes setosa, versicolor, virginica
        sklearn-binary.onnx     |                                     | 4-6-5-1, scaling, classes -1, 7
        keras.onnx              | --classes=a,b,c                     | 4-8-6-3, classes a, b, c
        torch-f32.safetensors   | --activation=relu --output=softmax  | 4-8-6-3
        torch-named.safetensors | --activation=sigmoid --output=sigmoid --layers=hidden,encoder,head --classes=no,yes | 4-7-5-1, classes no, yes
        sklearn-iris.npz        | --activation=relu --output=softmax  | 4-9-3
        """)
    void writesModels(String name, String options, String what) throws IOException {
        String[] split = options == null ? new String[0] : options.split(" ");
        assertEquals(
                "wrote " + out + ": network " + what + END,
                read(ImportFixtures.file(name), split).succeeded().out());
        SavedModel saved = SavedModel.read(out);
        String expected = name.startsWith("keras") ? "keras" : name.substring(0, name.indexOf('.'));
        if (!name.equals("sklearn-iris.npz")) { // it lacks the scaling
            double difference =
                    ImportFixtures.difference(
                            ImportFixtures.table(expected),
                            ImportFixtures.outputs(saved, ImportFixtures.table("rows")));
            assertTrue(difference < 1e-6, "" + difference);
        }
    }

    @Test
    void rejectsMissingOrUselessOptions() {
        Path torch = ImportFixtures.file("torch-f32.safetensors");
        Path onnx = ImportFixtures.file("keras.onnx");
        Path npz = ImportFixtures.file("keras.npz");
        assertRefused(
                torch
                        + " holds no activations: give --activation and --output, such as --output"
                        + " softmax",
                torch);
        assertRefused(
                npz + " holds no activations: give --activation, such as --activation relu",
                npz,
                "--output=softmax");
        assertRefused(
                onnx
                        + " is an ONNX file, which has its activations: leave out --activation and"
                        + " --output",
                onnx,
                "--output=softmax");
        assertRefused(
                "--layers: " + onnx + " gives the order of its layers: leave it out",
                onnx,
                "--layers=a");
        assertRefused(
                onnx + ": 2 class names for the network 4-8-6-3: expected 3, or none",
                onnx,
                "--classes=a,b");
        assertRefused(
                torch
                        + ": layer 0 is softmax, which only the last layer can be: give hidden layers"
                        + " another activation, such as RELU",
                torch,
                "--activation=softmax",
                "--output=softmax");
    }

    @Test
    void namesUnsupportedNodesAndFiles() throws IOException {
        Path gelu = ImportFixtures.file("torch-gelu.onnx");
        Invocation run = read(gelu);
        assertTrue(run.err().startsWith("import: " + gelu + ": node "), run.err());
        assertEquals(1, run.err().lines().count());
        assertEquals(2, run.exitCode());
        Path missing = temp.resolve("missing.onnx");
        assertRefused("no such file: " + missing, missing);
        Path hdf5 = Files.write(temp.resolve("a"), new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r'});
        assertRefused(
                hdf5
                        + " is an HDF5 file: in Keras, save the weights with np.savez(file,"
                        + " *model.get_weights())",
                hdf5);
        byte[] zip =
                "PK\3\4----------------------\20\0\0\0archive/data.pkl"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path torch = Files.write(temp.resolve("model.pt"), zip);
        assertRefused(
                torch
                        + " is pickled by torch.save: save the state_dict with"
                        + " safetensors.torch.save_file",
                torch);
        Path pickle = Files.write(temp.resolve("b"), new byte[] {(byte) 0x80, 4});
        assertTrue(read(pickle).err().contains("pickled object"), read(pickle).err());
        Path npy = ImportFixtures.file("../models/npy/w1.npy");
        assertTrue(read(npy).err().contains("is a single array"), read(npy).err());
        Path text = Files.writeString(temp.resolve("c"), "a,b\n1,2\n");
        assertRefused(
                text + " is neither an ONNX model nor a safetensors or .npz file: see --help",
                text);
        assertTrue(read(Files.createFile(temp.resolve("d"))).err().contains("neither an ONNX"));
        Path own = temp.resolve("own.safetensors");
        out = own;
        read(ImportFixtures.file("keras.onnx")).succeeded();
        out = temp.resolve("again.safetensors");
        assertRefused(
                own + " is a model of Lanewise already: use it with scripts/predict as it is", own);
        assertEquals(2, read(temp).exitCode());
    }

    @Test
    void rejectsUnwritableDestination() throws IOException {
        Path file = Files.copy(ImportFixtures.file("keras.onnx"), temp.resolve("keras.onnx"));
        byte[] before = Files.readAllBytes(file);
        out = file;
        assertEquals(
                "import: --out " + file + " would overwrite the input: use another name" + END,
                read(file).err());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void helpListsEveryOption() {
        String help =
                Invocation.of(false, streams -> Import.run(new String[] {"--help"}, streams))
                        .succeeded()
                        .out();
        for (String option :
                List.of("file", "--out", "--activation", "--output", "--layers", "--classes")) {
            assertTrue(help.contains(option), option);
        }
        assertTrue(help.contains("leaky-relu"), help);
    }
}
