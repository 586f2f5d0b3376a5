package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.ModelFileException.Problem;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Weights saved by NumPy: src-test-data/models/npy, RandomState(5). */
class NumpyWeightsTest {
    private static final Network NETWORK = Network.of(4, Layer.sigmoid(3), Layer.identity(2));

    @TempDir private Path folder;

    private static Path file(String name) {
        return ReferenceFiles.path("models/npy/" + name + ".npy");
    }

    @Test
    void givesTheOutputsComputedByNumPy() throws IOException {
        Model model = NumpyWeights.read(NETWORK, file("w1"), file("b1"), file("w2"), file("b2"));
        assertArrayEquals(
                new float[] {0.6229417f, -0.71946247f},
                model.predict(5.1f, 3.5f, 1.4f, 0.2f),
                1e-6f);
        // Every bit is kept: −0 and a subnormal number.
        assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(model.biases(1)[0]));
        assertEquals(1e-40f, model.biases(1)[1]);
    }

    @Test
    void rejectsOtherFilesAndShapes() {
        assertThrows(IllegalArgumentException.class, () -> NumpyWeights.read(NETWORK, file("w1")));
        ModelFileException e =
                assertThrows(
                        ModelFileException.class,
                        () ->
                                NumpyWeights.read(
                                        NETWORK, file("w2"), file("b1"), file("w2"), file("b2")));
        assertEquals(Problem.INCONSISTENT, e.problem());
        assertTrue(e.getMessage().startsWith(file("w2").toString()), e.getMessage());
        assertTrue(e.getMessage().contains("[3, 2] for layers.0.weights"), e.getMessage());
        assertThrows(
                NoSuchFileException.class,
                () ->
                        NumpyWeights.read(
                                Network.of(1, Layer.tanh(1).withoutBias()), folder.resolve("x")));
        assertThrows(NullPointerException.class, () -> NumpyWeights.read(NETWORK, (Path[]) null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        {'descr': '<f4', 'fortran_order': False, 'shape': (2,), }        | 2 | none
        {'shape': (2,), 'fortran_order': False, 'descr': '>f4'}          | 2 | none
        {'descr': '<i8', 'fortran_order': False, 'shape': (2,), }        | 4 | WRONG_DTYPE
        {'descr': '<c16', 'fortran_order': False, 'shape': (2,), }       | 8 | WRONG_DTYPE
        {'descr': '<f4', 'fortran_order': False, 'shape': (), }          | 1 | INCONSISTENT
        {'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 2), }   | 2 | INCONSISTENT
        {'descr': '<f4', 'fortran_order': False, 'shape': (3,), }        | 2 | LENGTH
        {'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999), } | 2 | LENGTH
        {'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }        | 2 | FOREIGN
        {'descr': '<f4', 'fortran_order': False, }                       | 2 | FOREIGN
        {'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1 } | 2 | FOREIGN
        __import__('os').system('true')                                  | 2 | FOREIGN
        """)
    void acceptsOnlyHeadersAsWrittenByNumPy(String header, int floats, String problem)
            throws IOException {
        byte[] file = npy(header, floats);
        if (problem.equals("none")) {
            assertEquals(2, NpyArray.read(Source.of(file)).values().length);
            return;
        }
        ModelFileException e =
                assertThrows(ModelFileException.class, () -> NpyArray.read(Source.of(file)));
        assertEquals(Problem.valueOf(problem), e.problem(), e.getMessage());
    }

    @Test
    void rejectsNonFiniteNumbers() throws IOException {
        byte[] file = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }", 2);
        for (double bad : new double[] {Double.NaN, 1e39}) {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putDouble(file.length - 8, bad);
            Path path = Files.write(folder.resolve("bad.npy"), file);
            Network one = Network.of(1, Layer.tanh(1).withoutBias());
            ModelFileException e =
                    assertThrows(ModelFileException.class, () -> NumpyWeights.read(one, path));
            assertEquals(Problem.NOT_FINITE, e.problem());
        }
    }

    /** Version 1 gives the length of the header in two bytes, later ones in four. */
    @Test
    void readsVersionsOneToThreeOnly() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        byte[] one = npy(header, 2);
        for (byte version = 2; version <= 3; version++) {
            byte[] later =
                    ByteBuffer.allocate(one.length + 2)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put(one, 0, 6)
                            .put(new byte[] {version, 0})
                            .putInt(header.length())
                            .put(one, 10, one.length - 10)
                            .array();
            assertEquals(2, NpyArray.read(Source.of(later)).values().length);
        }
        assertEquals(Problem.FUTURE_VERSION, problem(changed(one, 6, (byte) 4)));
        assertEquals(Problem.FUTURE_VERSION, problem(changed(one, 6, (byte) 0)));
        assertEquals(Problem.FOREIGN, problem(changed(one, 0, (byte) 'x')));
        assertEquals(Problem.FOREIGN, problem(changed(one, 5, (byte) 'x')));
    }

    private static byte[] changed(byte[] file, int at, byte value) {
        byte[] changed = file.clone();
        changed[at] = value;
        return changed;
    }

    private static Problem problem(byte[] file) {
        return assertThrows(ModelFileException.class, () -> NpyArray.read(Source.of(file)))
                .problem();
    }

    @Test
    void corruptedFilesAreReadOrRejected() throws IOException {
        byte[] file = Files.readAllBytes(file("w1"));
        Random random = new Random(3);
        int rejected = 0;
        for (int k = 0; k < 20_000; k++) {
            byte[] changed = file.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                changed[random.nextInt(140)] = (byte) random.nextInt(256);
            }
            changed =
                    random.nextInt(4) == 0 ? Arrays.copyOf(changed, random.nextInt(200)) : changed;
            try {
                NpyArray.read(Source.of(changed));
            } catch (ModelFileException e) {
                rejected++;
            }
        }
        assertTrue(rejected > 5_000 && rejected < 20_000, rejected + " rejected");
    }

    private static byte[] npy(String header, int floats) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + 4 * floats)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }
}
