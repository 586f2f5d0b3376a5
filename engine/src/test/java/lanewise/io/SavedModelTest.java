package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Predictor;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.io.ModelFileException.Problem;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Wiring;
import lanewise.testing.Losses;
import lanewise.testing.ReferenceFiles;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Saved models survive a round trip, and invalid files are rejected with the reason. */
class SavedModelTest {

    @TempDir private Path folder;

    @Test
    void roundTripKeepsEveryBit() throws IOException {
        Path file = folder.resolve("rich.safetensors");
        SavedModel saved = SavedFiles.rich();
        saved.write(file);
        SavedModel read = SavedModel.read(file);
        assertEquals(saved.model().network(), read.model().network());
        assertArrayEquals(saved.model().parameters(), read.model().parameters());
        assertEquals(saved.model().parametersSha256(), read.model().parametersSha256());
        assertEquals(saved.scaling(), read.scaling());
        assertEquals(saved.classNames(), read.classNames());
        assertArrayEquals(saved.model().predict(1f, 2f, -3f), read.model().predict(1f, 2f, -3f));
        assertArrayEquals(SavedFiles.bytes(saved), Files.readAllBytes(file));
    }

    @Test
    void roundTripKeepsModelsOfAllShapes() throws IOException {
        Network large = Network.of(200, Layer.relu(300), Layer.identity(1));
        for (SavedModel saved :
                List.of(
                        SavedFiles.small(),
                        SavedModel.of(Model.normal(large, 1, new RandomState(1)))
                                .withClassNames(List.of("no", "yes")))) {
            SavedModel read = SavedFiles.read(SavedFiles.bytes(saved));
            assertEquals(saved.model().network(), read.model().network());
            assertEquals(saved.model().parametersSha256(), read.model().parametersSha256());
            assertEquals(saved.scaling(), read.scaling());
            assertEquals(saved.classNames(), read.classNames());
        }
    }

    /** A chunk has 64 KiB. Longer here: weights, wiring, scaling, row order and history. */
    @Test
    void roundTripKeepsTensorsLongerThanAChunk() throws IOException {
        int units = 300;
        int inputs = 10_000;
        Random random = new Random(1);
        boolean[][] connected = new boolean[8 + units][units];
        for (boolean[] row : connected) {
            for (int k = 0; k < units; k++) {
                row[k] = random.nextBoolean();
            }
        }
        Recurrence wired = Recurrence.full().withWiring(Wiring.of(connected));
        Network network =
                Network.of(
                        inputs,
                        Layer.tanh(8),
                        Layer.tanh(units).withRecurrence(wired),
                        Layer.softmax(2));
        double[] offsets = random.doubles(inputs).toArray();
        SavedModel saved =
                SavedModel.of(Model.normal(network, 0.01, new RandomState(1)))
                        .withScaling(Scaling.of(offsets, offsets));
        SavedModel read = SavedFiles.read(SavedFiles.bytes(saved));
        assertEquals(network, read.model().network());
        assertEquals(saved.model().parametersSha256(), read.model().parametersSha256());
        assertEquals(saved.scaling(), read.scaling());

        FeatureMatrix rows = new FeatureMatrix(20_000, 1);
        for (int row = 0; row < rows.samples(); row++) {
            rows.set(row, 0, random.nextFloat());
        }
        Trainer trainer = Trainer.of(new Sgd(0.1)).withBatches(1).withIterations(40_000);
        Model start = Model.normal(Network.of(1, Layer.identity(1)), 1, new RandomState(1));
        TrainingRun run = trainer.start(start, Dataset.of(rows, rows));
        run.advance(25_000);
        SavedModel training = SavedModel.of(run.model()).withCheckpoint(run.checkpoint());
        byte[] bytes = SavedFiles.bytes(training);
        assertArrayEquals(bytes, SavedFiles.bytes(SavedFiles.read(bytes)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryLoss(Loss loss) throws IOException {
        Network network = new Network(2, List.of(Layer.of(3, Losses.outputs(loss))), loss);
        SavedModel saved = SavedModel.of(Model.normal(network, 1, new RandomState(1)));
        SavedModel read = SavedFiles.read(SavedFiles.bytes(saved));
        assertEquals(network, read.model().network());
    }

    /** The file was written by the first version of schema 1 and must never be regenerated. */
    @Test
    void readsModelsOfSchemaOne() throws IOException {
        SavedModel read = SavedModel.read(ReferenceFiles.path("models/schema-1.safetensors"));
        SavedModel rich = SavedFiles.rich();
        assertEquals(rich.model().network(), read.model().network());
        assertEquals(
                "d85d84f7d74c6968bbf5b5cafd43eb3d54bb2a2d8b3866f644d96bd3890951c5",
                read.model().parametersSha256());
        assertEquals(rich.scaling(), read.scaling());
        assertEquals(rich.classNames(), read.classNames());
    }

    /** The file was written when feature names were added and must never be regenerated. */
    @Test
    void readsFeatureNamesOfSchemaOne() throws IOException {
        Path fixture = ReferenceFiles.path("models/schema-1-features.safetensors");
        assertEquals(SavedFiles.named().featureNames(), SavedModel.read(fixture).featureNames());
        assertArrayEquals(SavedFiles.bytes(SavedFiles.named()), Files.readAllBytes(fixture));
        Path older = ReferenceFiles.path("models/schema-1.safetensors");
        assertEquals(List.of(), SavedModel.read(older).featureNames());
    }

    /** Readers that precede an entry of the metadata ignore it, so the schema stays the same. */
    @Test
    void ignoresUnknownMetadata() throws IOException {
        byte[] file = SavedFiles.bytes(SavedFiles.named());
        String header = SavedFiles.header(file);
        String later = header.replace("lanewise.features", "lanewise.later");
        assertFalse(later.equals(header));
        SavedModel read = SavedFiles.read(SavedFiles.withHeader(file, later));
        assertEquals(List.of(), read.featureNames());
        assertEquals(SavedFiles.rich().classNames(), read.classNames());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        ["sepal length (cm)","a"]     | 2 feature names for the network 3-5-[2+4]-2: expected 3
        ["a","b","a"]                 | feature name "a" occurs twice
        ["a","b",1]                   | lanewise.features contains 1: expected a string
        ["a","b",null]                | invalid JSON
        {"a":"b"}                     | lanewise.features: expected an array of strings
        ["a","b","c"                  | invalid JSON
        """)
    void rejectsInvalidFeatureNames(String names, String message) {
        byte[] file = SavedFiles.bytes(SavedFiles.named());
        String changed =
                SavedFiles.header(file)
                        .replaceFirst(
                                "\"lanewise.features\":\"\\[.*?\\]\"",
                                "\"lanewise.features\":\"" + names.replace("\"", "\\\\\"") + "\"");
        SavedFiles.assertProblem(
                Problem.INCONSISTENT, SavedFiles.withHeader(file, changed), message);
    }

    /** The oracle scales the row first. */
    @Test
    void predictorScalesAndNamesClasses() {
        double[][] rows = {{1, 0.1, 3e10}, {0.5, 0.1000001, -1e10}, {-7, 0.09999, 0}};
        Scaling large = Scaling.of(new double[] {1, 0.1, -1e3}, new double[] {1, 2.5e-7, 1e10});
        SavedModel saved = SavedFiles.rich().withScaling(large);
        Predictor predictor = saved.predictor();
        for (double[] row : rows) {
            float[] scaled = large.apply(row);
            float[] expected = saved.model().predict(scaled);
            double[] outputs = new double[2];
            predictor.predict(row, outputs);
            assertEquals(expected[0], outputs[0]);
            assertEquals(expected[1], outputs[1]);
            int index = saved.model().predictor().classify(scaled);
            assertEquals(
                    saved.classNames().get(index), predictor.className(predictor.classify(row)));
        }
        float[] plain = new float[3];
        SavedFiles.small().predictor().predict(new float[] {1, 2, 3, 4}, plain);
        assertArrayEquals(SavedFiles.small().model().predict(1, 2, 3, 4), plain);
    }

    @Test
    void readsStreamsToTheEndAndLeavesThemOpen() throws IOException {
        byte[] file = SavedFiles.bytes(SavedFiles.rich());
        InputStream in =
                new ByteArrayInputStream(file) {
                    @Override
                    public void close() {
                        throw new AssertionError("closed");
                    }
                };
        SavedModel read = SavedModel.read(in);
        assertArrayEquals(file, SavedFiles.bytes(read));
        assertThrows(ModelFileException.class, () -> SavedModel.read(in));
        assertThrows(NullPointerException.class, () -> SavedModel.read((InputStream) null));
    }

    @Test
    void replacesFilesAtomically() throws IOException {
        Path file = folder.resolve("model.safetensors");
        SavedFiles.small().write(file);
        byte[] before = Files.readAllBytes(file);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        assertThrows(IOException.class, () -> SavedFiles.rich().write(taken));
        assertThrows(IOException.class, () -> SavedFiles.rich().write(folder.resolve("no/such")));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        SavedFiles.small()
                                .withClassNames(
                                        List.of("a", "b", "c".repeat(SavedModel.MAX_HEADER_BYTES)))
                                .write(file));
        assertArrayEquals(before, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "temporary files left behind");
        }
        SavedFiles.rich().write(file);
        assertArrayEquals(SavedFiles.bytes(SavedFiles.rich()), Files.readAllBytes(file));
    }

    @Test
    void keepsSymbolicLinksAndPermissions() throws IOException {
        Path file = folder.resolve("v1.safetensors");
        SavedFiles.small().write(file);
        Path link = Files.createSymbolicLink(folder.resolve("current"), file);
        Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, secret);
        SavedFiles.rich().write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(SavedFiles.bytes(SavedFiles.rich()), Files.readAllBytes(file));
        assertEquals(secret, Files.getPosixFilePermissions(file));
        Path nowhere = Files.createSymbolicLink(folder.resolve("next"), folder.resolve("v2"));
        assertThrows(FileSystemException.class, () -> SavedFiles.rich().write(nowhere));
        assertTrue(Files.isSymbolicLink(nowhere));
    }

    /** The interrupt that stopped the run stays pending. */
    @Test
    void interruptedThreadsCanSaveAndRead() throws IOException {
        TrainingRun run = SavedFiles.beginTraining();
        run.advance(4);
        Thread.currentThread().interrupt();
        run.advance(4);
        Path file = folder.resolve("interrupted");
        SavedModel.of(run.model()).withCheckpoint(run.checkpoint()).write(file);
        SavedModel read = SavedModel.read(file);
        assertTrue(Thread.interrupted());
        assertEquals(4, read.checkpoint().orElseThrow().iteration());
    }

    @Test
    void rejectsWritingMoreThanCanBeRead() throws IOException {
        Layer[] layers = new Layer[67_000];
        Arrays.fill(layers, Layer.gelu(1));
        Model deep = Model.of(Network.of(1, layers), new float[2 * layers.length]);
        assertRejected(SavedModel.of(deep), "fewer layers");
        List<String> names = new ArrayList<>();
        for (int k = 0; k < 999_999; k++) {
            names.add(Integer.toString(k, Character.MAX_RADIX));
        }
        byte[] most = SavedFiles.bytes(SavedModel.of(wide(names.size())).withClassNames(names));
        assertEquals(names, SavedFiles.read(most).classNames());
        names.add("one more");
        assertRejected(
                SavedModel.of(wide(names.size())).withClassNames(names), "1000000 class names");
    }

    private static Model wide(int outputs) {
        Network network = Network.of(1, Layer.identity(outputs).withoutBias());
        return Model.of(network, new float[outputs]);
    }

    private static void assertRejected(SavedModel saved, String message) {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> saved.write(OutputStream.nullOutputStream()));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** A channel made from a stream is closed by an interrupt. */
    @Test
    void writesToStreamsAndLeavesThemOpen() throws IOException {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        throw new AssertionError("closed");
                    }
                };
        Thread.currentThread().interrupt();
        SavedFiles.rich().write(out);
        assertTrue(Thread.interrupted());
        assertArrayEquals(SavedFiles.bytes(SavedFiles.rich()), out.toByteArray());
        Path file = folder.resolve("by-stream");
        try (OutputStream stream = Files.newOutputStream(file)) {
            SavedFiles.rich().write(stream);
        }
        assertArrayEquals(out.toByteArray(), Files.readAllBytes(file));
    }

    @Test
    void checksShapesBeforeReadingTensors() {
        byte[] file = SavedFiles.bytes(SavedFiles.rich());
        String header = SavedFiles.header(file);
        String offsets = "\"scaling.offsets\":{\"dtype\":\"F64\",\"shape\":[3]";
        assertTrue(header.contains(offsets), header);
        SavedFiles.assertProblem(
                Problem.INCONSISTENT,
                SavedFiles.withHeader(file, header.replace(offsets, offsets.replace("3", "1,3"))),
                "3 inputs");
        String wiring = "\"layers.1.wiring\":{\"dtype\":\"BOOL\",\"shape\":[11,6]";
        SavedFiles.assertProblem(
                Problem.INCONSISTENT,
                SavedFiles.withHeader(file, header.replace(wiring, wiring.replace("11,6", "6,11"))),
                "the shape of the weights");
    }

    @Test
    void messagesAreShortWithoutControlCharacters() {
        byte[] file = SavedFiles.bytes(SavedFiles.small());
        String header = SavedFiles.header(file);
        String changed = header.replace("schema\":\"1", "schema\":\"\\u001b" + "x".repeat(5000));
        ModelFileException e =
                assertThrows(
                        ModelFileException.class,
                        () -> SavedFiles.read(SavedFiles.withHeader(file, changed)));
        assertTrue(e.getMessage().length() < 1100, e.getMessage());
        assertFalse(e.getMessage().contains("\u001b"), "an escape sequence for terminals");
    }

    @Test
    void messagesNameTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("readme.txt"), "this is no model at all");
        ModelFileException e = assertThrows(ModelFileException.class, () -> SavedModel.read(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertThrows(NoSuchFileException.class, () -> SavedModel.read(folder.resolve("gone")));
        FileSystemException notRegular =
                assertThrows(FileSystemException.class, () -> SavedModel.read(folder));
        assertEquals(
                folder + ": not a regular file: expected the path of a file",
                notRegular.getMessage());
        Path nowhere = folder.resolve("gone").resolve("model");
        assertEquals(
                nowhere + ": no such directory: " + nowhere.getParent(),
                assertThrows(NoSuchFileException.class, () -> SavedFiles.rich().write(nowhere))
                        .getMessage());
    }

    @Test
    void rejectsTruncatedAndExtendedFiles() {
        byte[] file = SavedFiles.bytes(SavedFiles.rich());
        for (int length = 0; length < file.length; length++) {
            byte[] shorter = Arrays.copyOf(file, length);
            SavedFiles.assertProblem(Problem.LENGTH, shorter, "");
        }
        SavedFiles.assertProblem(
                Problem.LENGTH, Arrays.copyOf(file, file.length + 1), "were added");
    }

    @Test
    void rejectsHeadersThatAreTooLarge() {
        byte[] file = SavedFiles.bytes(SavedFiles.small());
        for (long length : new long[] {1L << 25, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            SavedFiles.assertProblem(Problem.HEADER_TOO_LARGE, file, "at most 16777216");
            SavedFiles.assertProblem(Problem.HEADER_TOO_LARGE, file, "not a safetensors file");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        "lanewise.schema":"1"     | "lanewise.schema":"3"    | FUTURE_VERSION  | schema 3
        "lanewise.schema":"1"     | "lanewise.schema":"0"    | FOREIGN         | schema 0
        "lanewise.schema"         | "other.schema"           | FOREIGN         | no lanewise.schema
        "lanewise.network"        | "lanewise.net"           | INCONSISTENT    | no lanewise.network
        "lanewise.sha256"         | "lanewise.sha512"        | CHECKSUM        | 64 digits
        "F32"                     | "F16"                    | NOT_SAFETENSORS | F16
        "F32"                     | "I32"                    | WRONG_DTYPE     | expected F32
        "F32"                     | "F33"                    | WRONG_DTYPE     | expected F32
        "lanewise.schema":"1"     | "lanewise.schema":"3","x":"F33" | FUTURE_VERSION | schema 3
        "shape":[2,3]             | "shape":[3,2]            | INCONSISTENT    | expected [2, 3]
        "shape":[2,3]             | "shape":[2,4]            | NOT_SAFETENSORS | shape
        "shape":[2,3]             | "shape":[2,-3]           | NOT_SAFETENSORS | -3
        "shape":[2,3]             | "shape":[2,3.0]          | NOT_SAFETENSORS | 3.0
        [0,32]                    | [8,40]                   | NOT_SAFETENSORS | begins at byte
        [0,32]                    | [32,0]                   | NOT_SAFETENSORS | bytes 32 to 0
        "layers.1.weights"        | "layers.2.weights"       | INCONSISTENT    | no tensor layers.1
        \\"inputs\\":4            | \\"inputs\\":5           | INCONSISTENT    | expected [5, 2]
        \\"inputs\\":4            | \\"inputs\\":0           | INCONSISTENT    | 0 inputs
        \\"units\\":2             | \\"units\\":2000000000   | INCONSISTENT    | 2000000000 units
        \\"units\\":2             | \\"units\\":99999999999  | INCONSISTENT    | whole number
        \\"units\\":2             | \\"unit\\":2             | INCONSISTENT    | layer 0
        SIGMOID                   | STEP                     | INCONSISTENT    | STEP
        MEAN_SQUARED_ERROR        | CROSS_ENTROPY            | INCONSISTENT    | CROSS_ENTROPY
        MEAN_SQUARED_ERROR        | LOG_COSH                 | INCONSISTENT    | loss LOG_COSH: expected one of [MEAN_SQUARED_ERROR,
        MEAN_SQUARED_ERROR        | LOG_COSH                 | INCONSISTENT    | later version of Lanewise
        \\"bias\\":false          | \\"bias\\":0             | INCONSISTENT    | true or false
        \\"bias\\":false          | \\"bias\\":true          | INCONSISTENT    | no tensor
        \\"dropout\\":0.0         | \\"dropout\\":1.5        | INCONSISTENT    | dropout
        {"__metadata__"           | ["__metadata__"          | NOT_SAFETENSORS | enclosed in { and }
        {"__metadata__"           | {"__metadata__"::        | NOT_SAFETENSORS | invalid JSON
        [0,32]                    | [-0,32]                  | NOT_SAFETENSORS | whole number
        """)
    void rejectsInvalidHeaderEntries(String part, String instead, Problem problem, String message) {
        byte[] file = SavedFiles.bytes(SavedFiles.small());
        String header = SavedFiles.header(file);
        assertTrue(header.contains(part), header);
        int at = header.indexOf(part);
        String changed = header.substring(0, at) + instead + header.substring(at + part.length());
        SavedFiles.assertProblem(problem, SavedFiles.withHeader(file, changed), message);
    }

    @Test
    void rejectsNonFiniteParameters() {
        byte[] file = SavedFiles.bytes(SavedFiles.small());
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(file.length - 4, bad);
            SavedFiles.assertProblem(Problem.CHECKSUM, file, "changed after it was written");
            SavedFiles.assertProblem(
                    Problem.NOT_FINITE, SavedFiles.withChecksum(file), "parameter 13");
        }
    }

    @Test
    void rejectsMalformedHeaders() {
        byte[] file = SavedFiles.bytes(SavedFiles.small());
        String header = SavedFiles.header(file);
        for (String text :
                List.of(
                        "",
                        "{",
                        "nonsense",
                        "[]",
                        "[".repeat(100_000),
                        " " + header,
                        header + "\n",
                        "{\"a\":[" + "{},".repeat(1_100_000) + "{}]}",
                        "{\"a\":".repeat(100_000),
                        "{\"a\":{}}",
                        "{\"__metadata__\":{\"a\":1}}",
                        header + "x",
                        header.replace("\"F32\"", "\"F32\",\"more\":1"),
                        header.replaceFirst("\\{", "{\"layers.1.weights\":{},"))) {
            SavedFiles.assertProblem(
                    Problem.NOT_SAFETENSORS, SavedFiles.withHeader(file, text), "");
        }
        byte[] latin = SavedFiles.withHeader(file, header);
        latin[20] = (byte) 0xff;
        SavedFiles.assertProblem(Problem.NOT_SAFETENSORS, latin, "UTF-8");
    }

    @Test
    void rejectsInconsistentPartsAndNull() {
        SavedModel small = SavedFiles.small();
        Scaling two = Scaling.of(new double[2], new double[] {1, 1});
        assertThrows(IllegalArgumentException.class, () -> small.withScaling(two));
        assertThrows(
                IllegalArgumentException.class, () -> small.withFeatureNames(List.of("a", "b")));
        assertThrows(
                IllegalArgumentException.class,
                () -> small.withFeatureNames(List.of("a", "b", "c", "a")));
        assertThrows(
                NullPointerException.class,
                () -> small.withFeatureNames(Arrays.asList("a", "b", "c", null)));
        assertThrows(IllegalArgumentException.class, () -> small.withClassNames(List.of("a", "b")));
        assertThrows(
                IllegalArgumentException.class, () -> small.withClassNames(List.of("a", "b", "a")));
        assertThrows(NullPointerException.class, () -> SavedModel.of(null));
        assertThrows(NullPointerException.class, () -> SavedModel.read((Path) null));
        assertThrows(NullPointerException.class, () -> small.write((Path) null));
        assertThrows(NullPointerException.class, () -> small.write((OutputStream) null));
        assertFalse(small.scaling().isPresent());
    }
}
