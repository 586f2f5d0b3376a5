package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Scaling;
import lanewise.io.ModelFileException.Problem;
import lanewise.testing.Cases;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Weights of PyTorch, scikit-learn and Keras: src-test-data/import. */
class ImportedWeightsTest {
    private static final double TOLERANCE = 1e-6;

    /** As in {@link SavedModelFuzzTest}. */
    private static final int FILES = 3_000 * Cases.SCALE;

    @TempDir private Path folder;

    private static Path file(String name) {
        return ReferenceFiles.path("import/" + name);
    }

    private static double[][] table(String name) throws IOException {
        return Files.readAllLines(file(name + ".csv")).stream()
                .skip(1)
                .map(line -> Stream.of(line.split(",")).mapToDouble(Double::valueOf).toArray())
                .toArray(double[][]::new);
    }

    private static void assertOutputs(String name, Model model, Scaling scaling)
            throws IOException {
        double[][] rows = table("rows");
        double[][] expected = table(name);
        double largest = 0;
        for (int row = 0; row < rows.length; row++) {
            float[] outputs = model.predict(scaling.apply(rows[row]));
            assertEquals(expected[row].length, outputs.length);
            for (int k = 0; k < outputs.length; k++) {
                double difference = Math.abs(expected[row][k] - outputs[k]);
                double relative = difference / Math.max(1, Math.abs(expected[row][k]));
                largest = relative <= largest ? largest : relative;
            }
        }
        assertTrue(largest < TOLERANCE, name + ": " + largest);
    }

    private static final Scaling NONE = Scaling.of(new double[4], new double[] {1, 1, 1, 1});

    private static void assertRefused(Problem problem, String part, Executable read) {
        ModelFileException e = assertThrows(ModelFileException.class, read);
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(problem, e.problem(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "torch-f32, RELU, SOFTMAX, 4-8-6-3",
        "torch-f16, RELU, SOFTMAX, 4-8-6-3",
        "torch-bf16, RELU, SOFTMAX, 4-8-6-3",
        "torch-f64, TANH, IDENTITY, 4-5-5-5-5-5-5-5-5-5-5-5-2",
        "torch-named, SIGMOID, SIGMOID, 4-7-5-1"
    })
    void givesTheOutputsOfPyTorch(String name, Activation hidden, Activation output, String shape)
            throws IOException {
        Path file = file(name + ".safetensors");
        Model model = TorchWeights.read(file, hidden, output);
        assertEquals(shape, model.network().toString());
        assertOutputs(name, model, NONE);
        assertArrayEquals(
                model.parameters(), TorchWeights.read(model.network(), file).parameters());
    }

    private static Scaling scaling(String name) throws IOException {
        double[][] numbers = table(name);
        return Scaling.of(numbers[0], numbers[1]);
    }

    @Test
    void givesTheOutputsOfScikitLearnAndKeras() throws IOException {
        Model iris =
                NumpyWeights.readArchive(
                        file("sklearn-iris.npz"), Activation.RELU, Activation.SOFTMAX);
        assertOutputs("sklearn-iris", iris, scaling("sklearn-iris-scaling"));
        Model binary =
                NumpyWeights.readArchive(
                        file("sklearn-binary.npz"), Activation.SIGMOID, Activation.SIGMOID);
        assertOutputs("sklearn-binary", binary, scaling("sklearn-binary-scaling"));
        Model regressor =
                NumpyWeights.readArchive(
                        file("sklearn-regressor.npz"), Activation.TANH, Activation.IDENTITY);
        assertOutputs("sklearn-regressor", regressor, NONE);
        Network network =
                Network.of(4, Layer.relu(8), Layer.sigmoid(6).withoutBias(), Layer.softmax(3));
        assertOutputs("keras", NumpyWeights.readArchive(network, file("keras.npz")), NONE);
    }

    private static byte[] safetensors(String header, int bytes) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    /** Tensors of zeros; each as {@code name shape dtype}. */
    private Path torch(String... tensors) throws IOException {
        StringBuilder header = new StringBuilder("{");
        int at = 0;
        for (String tensor : tensors) {
            String[] parts = tensor.split(" ");
            int count = 1;
            for (String dimension : parts[1].replaceAll("[\\[\\]]", "").split(",")) {
                count *= Integer.parseInt(dimension);
            }
            int end = at + count * Math.max(1, Tensor.bytes(parts[2]));
            header.append(
                    String.format(
                            Locale.ROOT,
                            "%s'%s':{'dtype':'%s','shape':%s,'data_offsets':[%d,%d]}",
                            at == 0 ? "" : ",",
                            parts[0],
                            parts[2],
                            parts[1],
                            at,
                            end));
            at = end;
        }
        byte[] file = safetensors(header.append('}').toString(), at);
        return Files.write(folder.resolve("torch.safetensors"), file);
    }

    private static Executable torch(Path file, String... layers) {
        return () -> TorchWeights.read(file, Activation.RELU, Activation.IDENTITY, layers);
    }

    @Test
    void rejectsAmbiguousOrdersUnlessNamed() throws IOException {
        Path file = torch("in.weight [4,4] F32", "mid.weight [4,4] F32", "out.weight [2,4] F32");
        assertRefused(
                Problem.INCONSISTENT,
                "the order of the layers [in, mid, out] follows neither",
                torch(file));
        Model model =
                TorchWeights.read(file, Activation.RELU, Activation.IDENTITY, "in", "mid", "out");
        assertEquals("4-4-4-2", model.network().toString());
        assertRefused(Problem.INCONSISTENT, "for the names [in, out]", torch(file, "in", "out"));
        assertRefused(Problem.INCONSISTENT, "expected the same", torch(file, "in", "in", "out"));
        assertRefused(
                Problem.INCONSISTENT,
                "layer \"mid\" has 4 inputs: expected 2",
                torch(file, "in", "out", "mid"));
        Path same = torch("fc1.weight [4,4] F32", "fc01.weight [4,4] F32");
        assertRefused(Problem.INCONSISTENT, "follows neither", torch(same));
        Path cycle = torch("a.weight [3,2] F32", "b.weight [2,3] F32");
        assertRefused(Problem.INCONSISTENT, "follows neither", torch(cycle));
    }

    @Test
    void rejectsOtherStateDicts() throws IOException {
        assertRefused(
                Problem.FOREIGN,
                "tensor \"1.running_mean\" of shape [3]: expected only NAME.weight",
                torch(torch("0.weight [3,2] F32", "1.running_mean [3] F32")));
        assertRefused(
                Problem.FOREIGN,
                "tensor \"1.weight\" of shape [3]",
                torch(torch("0.weight [3,2] F32", "1.weight [3] F32")));
        assertRefused(
                Problem.WRONG_DTYPE,
                "has type I32: expected F32, F16",
                torch(torch("0.weight [3,2] I32")));
        assertRefused(
                Problem.INCONSISTENT,
                "layer \"0\" has weights of [3, 2] and biases of [2]",
                torch(torch("0.weight [3,2] F32", "0.bias [2] F32")));
        assertRefused(
                Problem.INCONSISTENT, "layer \"0\" has no weights", torch(torch("0.bias [2] F32")));
        assertRefused(
                Problem.INCONSISTENT,
                "layer \"2\" has 5 inputs: expected 3, the units of layer \"0\"",
                torch(torch("0.weight [3,2] F32", "2.weight [1,5] F32")));
        assertRefused(Problem.INCONSISTENT, "dimension of 0", torch(torch("0.weight [0,2] F32")));
        Path empty = Files.write(folder.resolve("empty"), safetensors("{}", 0));
        assertRefused(Problem.INCONSISTENT, "no layers", torch(empty));
        Path own = ReferenceFiles.path("models/schema-1.safetensors");
        assertRefused(Problem.FOREIGN, "a model written by Lanewise", torch(own));
        Path text = Files.writeString(folder.resolve("text"), "no model, but some text");
        assertRefused(Problem.HEADER_TOO_LARGE, text + ": ", torch(text));
        Path file = file("torch-f32.safetensors");
        assertRefused(
                Problem.INCONSISTENT,
                "layers 4-8-6-3: expected those of the network 4-3",
                () -> TorchWeights.read(Network.of(4, Layer.relu(3)), file));
        assertThrows(
                IllegalArgumentException.class,
                () -> TorchWeights.read(file, Activation.SOFTMAX, Activation.SOFTMAX));
        assertThrows(NoSuchFileException.class, torch(folder.resolve("missing")));
        assertThrows(FileSystemException.class, torch(folder));
    }

    @Test
    void rejectsNumbersOutOfRange() throws IOException {
        byte[] file = Files.readAllBytes(file("torch-f64.safetensors"));
        for (double bad : new double[] {Double.NaN, 1e39}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putDouble(file.length - 8, bad);
            assertRefused(
                    Problem.NOT_FINITE,
                    "layer \"fc9\": weight ",
                    torch(Files.write(folder.resolve("bad.safetensors"), file)));
        }
    }

    private static final byte[] NPY = npy("(2, 3)", 6);

    private static byte[] npy(String shape, int floats) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + 4 * floats)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** A zip file with these names and contents in turn. */
    private Path npz(Object... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int k = 0; k < entries.length; k += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[k]));
                zip.write((byte[]) entries[k + 1]);
            }
        }
        return Files.write(folder.resolve("arrays.npz"), bytes.toByteArray());
    }

    private static Executable npz(Path file) {
        return () -> NumpyWeights.readArchive(file, Activation.RELU, Activation.IDENTITY);
    }

    @Test
    void rejectsOtherArchives() throws IOException {
        assertRefused(
                Problem.FOREIGN,
                "entry \"archive/data.pkl\": expected arrays ending in .npy",
                npz(npz("archive/data.pkl", NPY)));
        assertRefused(
                Problem.INCONSISTENT,
                "array \"arr_2\": expected arr_1",
                npz(npz("arr_0.npy", NPY, "arr_2.npy", npy("(3,)", 3))));
        assertRefused(
                Problem.INCONSISTENT,
                "the order of the arrays [a, b] is ambiguous",
                npz(npz("a.npy", NPY, "b.npy", npy("(3, 1)", 3))));
        assertRefused(
                Problem.INCONSISTENT,
                "is ambiguous",
                npz(
                        npz(
                                "arr_0.npy",
                                npy("(3,)", 3),
                                "arr_1.npy",
                                NPY,
                                "arr_2.npy",
                                npy("(3, 1)", 3))));
        assertRefused(
                Problem.INCONSISTENT,
                "\"arr_1\" has shape [2]: expected [3], the units of \"arr_0\"",
                npz(npz("arr_0.npy", NPY, "arr_1.npy", npy("(2,)", 2))));
        assertRefused(Problem.INCONSISTENT, "is ambiguous", npz(npz("arr_0.npy", npy("(0,)", 0))));
        assertRefused(Problem.INCONSISTENT, "expected arr_0", npz(npz("arr_#.npy", NPY)));
        assertRefused(
                Problem.INCONSISTENT,
                "has 0 inputs and 3 units",
                npz(npz("arr_0.npy", npy("(0, 3)", 0))));
        Path text = Files.writeString(folder.resolve("text"), "no archive");
        assertRefused(Problem.FOREIGN, text + ": not a zip file", npz(text));
        assertThrows(NoSuchFileException.class, npz(folder.resolve("missing")));
        assertThrows(FileSystemException.class, npz(folder));
    }

    /** 200 MB of zeros in 200 kB. */
    @Test
    void rejectsZipBombs() throws IOException {
        byte[] bomb = npy("(5000, 10000)", 50_000_000);
        assertRefused(Problem.LENGTH, "16 MiB plus twenty times", npz(npz("arr_0.npy", bomb)));
    }

    @Test
    void readsHalfPrecision() throws IOException {
        byte[] half = npy("(1, 2)", 1);
        String header = new String(half, StandardCharsets.ISO_8859_1);
        half[header.indexOf("f4") + 1] = '2';
        ByteBuffer.wrap(half)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(half.length - 4, Float.floatToFloat16(0.1f))
                .putShort(half.length - 2, Float.floatToFloat16(-2f));
        Model model =
                NumpyWeights.readArchive(
                        npz("arr_0.npy", half), Activation.RELU, Activation.IDENTITY);
        assertArrayEquals(new float[] {0.099975586f, -2}, model.parameters());
    }

    /** Accepted files have the shape that their header gives. */
    @Test
    void changedStateDictsAreRejectedOrModels() throws IOException {
        List<String> names = List.of("torch-f32", "torch-f16", "torch-bf16", "torch-named");
        Random random = new Random(4);
        int models = 0;
        for (int k = 0; k < FILES; k++) {
            String name = names.get(k % names.size());
            byte[] original = Files.readAllBytes(file(name + ".safetensors"));
            byte[] changed = SavedModelFuzzTest.changed(original, random);
            try {
                Model model =
                        TorchWeights.read(Source.of(changed), Activation.RELU, Activation.IDENTITY);
                requireShapesIn(SavedFiles.header(changed), model);
                models++;
            } catch (ModelFileException e) {
                assertTrue(e.getMessage().length() < 1100, e.getMessage());
            }
        }
        assertTrue(models > FILES / 20 && models < FILES, models + " models of " + FILES);
    }

    private static void requireShapesIn(String header, Model model) {
        int inputs = model.network().inputs();
        for (Layer layer : model.network().layers()) {
            String shape = "[" + layer.units() + "," + inputs + "]";
            String compact = header.replaceAll("[ \t\n\r]", "");
            assertTrue(compact.contains(shape), () -> shape + " is not in " + header);
            inputs = layer.units();
        }
    }

    @Test
    void changedArchivesAreRejectedOrEqual() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        List<Model> expected = new ArrayList<>();
        for (String name : List.of("sklearn-iris", "sklearn-binary", "keras")) {
            Path original = file(name + ".npz");
            originals.add(Files.readAllBytes(original));
            expected.add(NumpyWeights.readArchive(original, Activation.RELU, Activation.IDENTITY));
        }
        Random random = new Random(5);
        Path file = folder.resolve("changed.npz");
        int models = 0;
        for (int k = 0; k < FILES; k++) {
            int which = k % originals.size();
            Files.write(file, SavedModelFuzzTest.changed(originals.get(which), random));
            try {
                Model model = NumpyWeights.readArchive(file, Activation.RELU, Activation.IDENTITY);
                assertEquals(expected.get(which).network(), model.network(), "change " + k);
                assertEquals(expected.get(which).parametersSha256(), model.parametersSha256());
                models++;
            } catch (ModelFileException e) {
                assertTrue(e.getMessage().length() < 1100, e.getMessage());
            }
        }
        assertTrue(models > 0 && models < FILES / 2, models + " models of " + FILES);
    }

    @Test
    void sortsNumbersInNames() {
        assertEquals(
                List.of("fc1", "fc2", "fc10"),
                NumberedName.inOrder(Arrays.asList("fc10", "fc1", "fc2")));
        assertEquals(List.of(), NumberedName.inOrder(List.of("fc1", "out")));
        assertEquals(List.of(), NumberedName.inOrder(List.of("fc1", "fc01")));
        assertEquals(List.of(), NumberedName.inOrder(List.of("fc1", "fc#")));
        assertEquals(
                List.of("b1.l2", "b1.l10", "b2.l1"),
                NumberedName.inOrder(List.of("b2.l1", "b1.l10", "b1.l2")));
    }
}
