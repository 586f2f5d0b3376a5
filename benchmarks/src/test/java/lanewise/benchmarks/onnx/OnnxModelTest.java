package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.workload.IrisData;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.io.SavedModel;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Exported models give the same answers in ONNX Runtime. */
class OnnxModelTest {
    @TempDir private Path folder;

    private static byte[] bytes(SavedModel saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxModel.of(saved).write(out);
        return out.toByteArray();
    }

    private static Model random(Network network) {
        RandomState random = new RandomState(7);
        Model model = Model.initialize(network, Initializer.glorotNormal(), random);
        float[] parameters = model.parameters();
        for (int k = 0; k < parameters.length; k++) {
            parameters[k] += (float) random.normal(0, 0.1); // biases, too
        }
        return Model.of(network, parameters);
    }

    private static FeatureMatrix randomRows(int rows, int features) {
        RandomState random = new RandomState(rows);
        FeatureMatrix matrix = new FeatureMatrix(rows, features);
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < features; feature++) {
                matrix.set(row, feature, (float) random.normal(0, 0.5));
            }
        }
        return matrix;
    }

    private static void assertAgrees(Network network) throws Exception {
        Model model = random(network);
        byte[] onnx = bytes(SavedModel.of(model));
        for (int rows : new int[] {1, 2, 37, 1000}) {
            FeatureMatrix features = randomRows(rows, network.inputs());
            OnnxSession.assertAnswers(model.predict(features), onnx, features);
        }
    }

    @Test
    void matchesOnnxRuntimeOnIris() throws Exception {
        IrisData iris = IrisData.read();
        Network network =
                Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
        Model model =
                Trainer.gradientDescent(0.1, IrisData.ITERATIONS)
                        .fit(Model.normal(network, 0.5, new RandomState(10)), iris.train())
                        .model();
        byte[] onnx = bytes(SavedModel.of(model));
        for (Dataset rows : List.of(iris.train(), iris.test())) {
            OnnxSession.assertAnswers(model.predict(rows.features()), onnx, rows.features());
        }
        assertEquals(16, hits(onnx, iris.test()), "of 20: the article's accuracy of 0.8");
    }

    @Test
    void matchesOnnxRuntimeOnUnscaledDigits() throws Exception {
        Path file =
                Path.of(
                        System.getProperty("lanewise.testData", "../src-test-data"),
                        "digits.csv.gz");
        TrainTestSplit split = TrainTestSplit.of(Csv.read(file), TestSize.fraction(0.2), 4);
        Scaling scaling = Scaling.minMax(split.train());
        Network network = Network.of(64, Layer.relu(32).withDropout(0.1), Layer.softmax(10));
        Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
        Model model =
                Trainer.of(new Adam(0.01))
                        .withBatches(32)
                        .withEpochs(5)
                        .fit(start, scaling.apply(split.train()))
                        .model();
        byte[] onnx = bytes(SavedModel.of(model).withScaling(scaling));
        FeatureMatrix scaled = scaling.apply(split.test().features());
        OnnxSession.assertAnswers(model.predict(scaled), onnx, split.test().features());
        assertTrue(hits(onnx, split.test()) >= 0.93 * split.test().rows());
    }

    private static int hits(byte[] onnx, Dataset rows) throws Exception {
        try (OnnxSession session = OnnxSession.of(onnx)) {
            float[][] answers = session.answers(rows.features());
            int hits = 0;
            for (int row = 0; row < answers.length; row++) {
                int largest = 0;
                for (int k = 1; k < answers[row].length; k++) {
                    largest = answers[row][k] > answers[row][largest] ? k : largest;
                }
                hits += largest == rows.label(row) ? 1 : 0;
            }
            return hits;
        }
    }

    private static List<Activation> exportable() {
        return Stream.of(Activation.values())
                .filter(activation -> NetworkGraph.operator(activation).isPresent())
                .toList();
    }

    private static List<Activation> elementwise() {
        return exportable().stream().filter(a -> a != Activation.SOFTMAX).toList();
    }

    @Test
    void exportsAllActivationsOfTheFirstRelease() {
        assertTrue(exportable().size() >= 8, () -> exportable().toString());
    }

    @ParameterizedTest
    @MethodSource("exportable")
    void mapsEachActivationToItsNode(Activation activation) throws Exception {
        for (boolean bias : new boolean[] {true, false}) {
            Layer last = new Layer(5, activation, bias);
            assertAgrees(Network.of(6, last));
            if (activation != Activation.SOFTMAX) {
                Layer hidden = new Layer(17, activation, bias);
                assertAgrees(Network.of(6, hidden, last));
                assertAgrees(Network.of(6, hidden, hidden, new Layer(3, Activation.SOFTMAX, bias)));
                assertAgrees(Network.of(1, hidden, new Layer(1, activation, bias)));
            }
        }
    }

    /** Where functions bend, are flat, or overflow in naive implementations. */
    @ParameterizedTest
    @MethodSource("elementwise")
    void activationsAgreeOverTheirRange(Activation activation) throws Exception {
        Model model = Model.of(Network.of(1, new Layer(1, activation, false)), 1f);
        FeatureMatrix features = new FeatureMatrix(4001, 1);
        for (int row = 0; row < features.samples(); row++) {
            features.set(row, 0, (row - 2000) / (row % 2 == 0 ? 100f : 10f));
        }
        OnnxSession.assertAnswers(model.predict(features), bytes(SavedModel.of(model)), features);
    }

    @Test
    void softmaxDoesNotOverflow() throws Exception {
        Network network = Network.of(2, Layer.softmax(2).withoutBias());
        Model model = Model.of(network, 1f, 0f, 0f, 1f);
        FeatureMatrix features =
                FeatureMatrix.ofRows(new float[][] {{500, 499}, {-500, 499}, {-500, -500}});
        OnnxSession.assertAnswers(model.predict(features), bytes(SavedModel.of(model)), features);
    }

    @Test
    void scalesToTheSameBits() throws Exception {
        Network network = Network.of(2, Layer.identity(2).withoutBias());
        Model model = Model.of(network, 1f, 0f, 0f, 1f);
        Scaling scaling =
                Scaling.of(new double[] {1e6 + 0.1, -1 / 3.0}, new double[] {1 / 3.0, 1e-7});
        byte[] onnx = bytes(SavedModel.of(model).withScaling(scaling));
        FeatureMatrix features = randomRows(1000, 2);
        try (OnnxSession session = OnnxSession.of(onnx)) {
            float[][] answers = session.answers(features);
            for (int row = 0; row < answers.length; row++) {
                assertArrayEquals(scaling.apply(features.row(row)), answers[row]);
            }
        }
    }

    @Test
    void omitsTrainingOnlyParts() throws IOException {
        Network plain = Network.of(3, Layer.tanh(4), Layer.sigmoid(1));
        Network training = Network.of(3, Layer.tanh(4).withDropout(0.5), Layer.sigmoid(1));
        float[] parameters = random(plain).parameters();
        assertArrayEquals(
                bytes(SavedModel.of(Model.of(plain, parameters))),
                bytes(
                        SavedModel.of(
                                Model.of(
                                        training.withLoss(Loss.BINARY_CROSS_ENTROPY),
                                        parameters))));
    }

    @Test
    void writesClassNamesAsMetadata() throws Exception {
        SavedModel saved = SavedModel.of(random(Network.of(2, Layer.softmax(4))));
        List<String> names = List.of("Iris \"setosa\"\n", "größer", "\ud83c\udf3c", "\ud800");
        try (OnnxSession session = OnnxSession.of(bytes(saved.withClassNames(names)))) {
            assertEquals(List.of("lanewise.classes"), List.copyOf(session.metadata().keySet()));
            JsonArray read =
                    JsonParser.parseString(session.metadata().get("lanewise.classes"))
                            .getAsJsonArray();
            assertEquals(names, read.asList().stream().map(name -> name.getAsString()).toList());
        }
        try (OnnxSession session = OnnxSession.of(bytes(saved))) {
            assertTrue(session.metadata().isEmpty());
        }
    }

    @Test
    void rejectsRecurrentLayers() {
        Network network = Network.of(4, Layer.relu(3), Layer.sigmoid(5).recurrent());
        SavedModel saved = SavedModel.of(Model.of(network, new float[network.parameterCount()]));
        String message =
                assertThrows(IllegalArgumentException.class, () -> OnnxModel.of(saved))
                        .getMessage();
        assertTrue(message.startsWith("layer 1 of the network 4-3-[5] is recurrent"), message);
    }

    @Test
    void rejectsTooManyParameters() {
        OnnxModel.requireExportable(Network.of(20_000, Layer.relu(24_998)));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        OnnxModel.requireExportable(
                                                Network.of(20_000, Layer.relu(25_000))))
                        .getMessage();
        assertTrue(message.startsWith("500025000 parameters of the network 20000-25000"), message);
        assertTrue(message.endsWith("expected at most 500000000"), message);
    }

    @Test
    void rejectsNull() {
        OnnxModel model = OnnxModel.of(SavedModel.of(random(Network.of(1, Layer.tanh(1)))));
        assertThrows(NullPointerException.class, () -> OnnxModel.of(null));
        assertThrows(NullPointerException.class, () -> OnnxModel.requireExportable((Network) null));
        assertThrows(NullPointerException.class, () -> model.write((Path) null));
        assertThrows(NullPointerException.class, () -> model.write((ByteArrayOutputStream) null));
    }

    @Test
    void replacesFilesAtomically() throws IOException {
        SavedModel saved = SavedModel.of(random(Network.of(3, Layer.gelu(4), Layer.softplus(2))));
        Path file = Files.writeString(folder.resolve("model.onnx"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), file);
        Thread.currentThread().interrupt();
        OnnxModel.of(saved).write(link);
        assertTrue(Thread.interrupted(), "it stays");
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.isSymbolicLink(file));
        assertArrayEquals(bytes(saved), Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(link, file), files.sorted().toList());
        }
    }

    @Test
    void failureLeavesNoFile() throws IOException {
        OnnxModel model = OnnxModel.of(SavedModel.of(random(Network.of(1, Layer.relu(1)))));
        String message =
                assertThrows(FileSystemException.class, () -> model.write(folder)).getMessage();
        assertEquals(
                folder + ": not a regular file but a directory: use another name, or remove it",
                message);
        Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));
        assertThrows(FileSystemException.class, () -> model.write(nowhere));
        assertTrue(Files.isSymbolicLink(nowhere));
        Files.delete(nowhere);
        Path below = folder.resolve("gone/model.onnx");
        assertEquals(
                below + ": no such directory: " + below.getParent(),
                assertThrows(NoSuchFileException.class, () -> model.write(below)).getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
