package lanewise.io;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Scaling;
import lanewise.ensemble.Ensemble;
import lanewise.io.ModelFileException.Problem;
import lanewise.random.RandomState;
import lanewise.testing.Cases;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Saved ensembles survive a round trip, and invalid files are rejected with the reason. */
class SavedEnsembleTest {
    private static final int FILES = 3_000 * Cases.SCALE;

    @TempDir private Path folder;

    /** Three members, one of them with every optional part of a network; scaling and names. */
    private static SavedEnsemble named() {
        SavedModel rich = SavedFiles.named();
        Network small = Network.of(3, Layer.softmax(2));
        List<Model> members = new ArrayList<>(List.of(rich.model()));
        for (int seed = 1; seed < 3; seed++) {
            Model member = Model.normal(small, 0.5, new RandomState(seed));
            members.add(member.withClassNames(rich.classNames()));
        }
        return SavedEnsemble.of(Ensemble.of(members))
                .withScaling(rich.scaling().orElseThrow())
                .withFeatureNames(rich.featureNames());
    }

    private static SavedEnsemble plain() {
        return SavedEnsemble.of(Ensemble.of(List.of(SavedFiles.small().model())));
    }

    private static byte[] bytes(SavedEnsemble saved) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        saved.write(out);
        return out.toByteArray();
    }

    private static SavedEnsemble read(byte[] file) throws IOException {
        return SavedEnsemble.read(new ByteArrayInputStream(file));
    }

    @Test
    void roundTripKeepsEveryBit() throws IOException {
        Path file = folder.resolve("ensemble.safetensors");
        for (SavedEnsemble saved : List.of(named(), plain())) {
            saved.write(file); // replaces the one before
            SavedEnsemble read = SavedEnsemble.read(file);
            List<Model> members = saved.ensemble().members();
            assertEquals(members.size(), read.ensemble().members().size());
            for (int k = 0; k < members.size(); k++) {
                Model found = read.ensemble().members().get(k);
                assertEquals(members.get(k).network(), found.network());
                assertEquals(members.get(k).parametersSha256(), found.parametersSha256());
            }
            assertEquals(saved.ensemble().classNames(), read.ensemble().classNames());
            assertEquals(saved.scaling(), read.scaling());
            assertEquals(saved.featureNames(), read.featureNames());
            assertArrayEquals(bytes(saved), Files.readAllBytes(file));
            assertArrayEquals(bytes(saved), bytes(read));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList()); // no temporary file is left
        }
    }

    @Test
    void predictorScalesRows() {
        SavedEnsemble saved = named();
        double[] row = {1.5, 0.1, -1e300};
        double[] outputs = new double[2];
        saved.predictor().predict(row, outputs);
        float[] scaled = saved.scaling().orElseThrow().apply(row);
        float[] expected = saved.ensemble().predict(scaled);
        assertArrayEquals(new double[] {expected[0], expected[1]}, outputs);
        plain().predictor().predict(new double[4], new double[3]); // without scaling
    }

    @Test
    void modelsAndEnsemblesAreToldApart() throws IOException {
        byte[] ensemble = bytes(named());
        SavedFiles.assertProblem(
                Problem.OTHER_KIND,
                ensemble,
                "the file holds an ensemble, not a model: read it with SavedEnsemble.read");
        Path file = folder.resolve("model.safetensors");
        SavedFiles.named().write(file);
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> SavedEnsemble.read(file));
        assertEquals(Problem.OTHER_KIND, e.problem());
        assertEquals(
                file + ": the file holds a model, not an ensemble: read it with SavedModel.read",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "lanewise.members":"3"  | "lanewise.members":"0"     | INCONSISTENT   | lanewise.members is 0: expected the number of members
                    "lanewise.members":"3"  | "lanewise.members":"-3"    | INCONSISTENT   | lanewise.members is -3
                    "lanewise.members":"3"  | "lanewise.members":"3e9"   | INCONSISTENT   | lanewise.members is 3e9
                    "lanewise.members":"3"  | "lanewise.members":"2"     | INCONSISTENT   | unexpected tensors: [members.2.
                    "lanewise.members":"3"  | "lanewise.members":"4"     | INCONSISTENT   | the metadata has no lanewise.network.3
                    "lanewise.members":"3"  | "lanewise.members":"999999999" | INCONSISTENT | the metadata has no lanewise.network.3
                    "lanewise.network.1"    | "lanewise.network.x"       | INCONSISTENT   | the metadata has no lanewise.network.1
                    members.1.layers.0.w    | members.1.layers.1.w       | INCONSISTENT   | no tensor members.1.layers.0.weights
                    "lanewise.schema":"1"   | "lanewise.schema":"3"      | FUTURE_VERSION | read it with a later version
                    "lanewise.schema"       | "other.schema"             | FOREIGN        | not a Lanewise model
                    "lanewise.network.2":"{\\"inputs\\":3 | "lanewise.network.2":"{\\"inputs\\":4 | INCONSISTENT | tensor members.2.layers.0.weights has shape [3, 2]
                    """)
    void rejectsFilesThatContradictThemselves(
            String from, String to, Problem problem, String message) throws IOException {
        byte[] file = bytes(named());
        String header = SavedFiles.header(file);
        assertTrue(header.contains(from), header);
        byte[] changed =
                SavedFiles.withHeader(
                        file,
                        header.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
        ModelFileException e = assertThrows(ModelFileException.class, () -> read(changed));
        assertEquals(problem, e.problem(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** A file of valid models that are no ensemble. */
    @Test
    void rejectsMembersThatDoNotFit() throws IOException {
        byte[] file = bytes(named());
        String other =
                SavedFiles.header(file)
                        .replaceFirst(
                                "(network.2.+?)CROSS_ENTROPY(.+?)SOFTMAX",
                                "$1MEAN_SQUARED_ERROR$2IDENTITY");
        ModelFileException e =
                assertThrows(
                        ModelFileException.class, () -> read(SavedFiles.withHeader(file, other)));
        assertEquals(Problem.INCONSISTENT, e.problem());
        assertTrue(
                e.getMessage()
                        .startsWith("the outputs of member 2 are IDENTITY, those of member 0 are"),
                e.getMessage());
    }

    @Test
    void rejectsNumbersThatAreNotFinite() throws IOException {
        byte[] file = bytes(plain());
        Arrays.fill(file, file.length - 4, file.length, (byte) 0xFF);
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> read(SavedFiles.withChecksum(file)));
        assertEquals(Problem.NOT_FINITE, e.problem());
        assertTrue(e.getMessage().startsWith("parameter 13 of members.0 is NaN"), e.getMessage());
    }

    /** Randomly changed files are rejected with a {@link ModelFileException} and nothing else. */
    @Test
    void rejectsChangedFiles() throws IOException {
        Random random = new Random(3);
        byte[][] files = {bytes(named()), bytes(plain())};
        int rejected = 0;
        for (int k = 0; k < FILES; k++) {
            byte[] file = files[k % 2];
            byte[] changed = SavedModelFuzzTest.changed(file, random);
            if (Arrays.equals(file, changed)) {
                continue;
            }
            assertThrows(ModelFileException.class, () -> read(changed));
            rejected++;
        }
        assertTrue(rejected > 0.95 * FILES, rejected + " rejected");
    }

    /** The checksum is updated, so that later checks are reached. */
    @Test
    void changedFilesWithValidChecksumsAreRejectedOrEnsembles() throws IOException {
        Random random = new Random(4);
        byte[] file = bytes(named());
        int rejected = 0;
        int ensembles = 0;
        for (int k = 0; k < FILES; k++) {
            byte[] changed = SavedModelFuzzTest.changed(file, random);
            try {
                SavedEnsemble read = read(SavedFiles.withChecksum(changed));
                assertEquals(3, read.ensemble().inputs());
                ensembles++;
            } catch (ModelFileException e) {
                rejected++;
            }
        }
        assertTrue(rejected > 0.3 * FILES, rejected + " rejected");
        assertTrue(ensembles > FILES / 50, ensembles + " read");
    }

    @Test
    void rejectsPartsThatDoNotFit() {
        SavedEnsemble saved = plain();
        assertRefused(
                "scaling of 2 features for an ensemble of 4 inputs: expected 4",
                () -> saved.withScaling(Scaling.of(new double[2], new double[] {1, 1})));
        assertRefused(
                "2 feature names for an ensemble of 4 inputs: expected 4, or none",
                () -> saved.withFeatureNames(List.of("a", "b")));
        assertRefused(
                "\"a\" occurs twice", () -> saved.withFeatureNames(List.of("a", "b", "c", "a")));
    }
}
