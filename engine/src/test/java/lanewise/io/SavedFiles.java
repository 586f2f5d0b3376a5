package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.io.ModelFileException.Problem;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Wiring;
import lanewise.train.EarlyStopping;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Model files in memory. */
final class SavedFiles {
    private SavedFiles() {}

    static SavedModel small() {
        Network network =
                Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3).withoutBias());
        return SavedModel.of(Model.normal(network, 0.5, new RandomState(10)));
    }

    /** A model with every optional part. */
    static SavedModel rich() {
        boolean[][] connected = new boolean[5 + 6][6];
        for (int k = 0; k < 66; k++) {
            connected[k / 6][k % 6] = k % 5 != 0;
        }
        Recurrence recurrence =
                Recurrence.full()
                        .withHidden(2)
                        .withoutSelfConnections()
                        .withoutAcceleration()
                        .withWiring(Wiring.of(connected))
                        .withDamping(0.1)
                        .withTolerance(1e-4)
                        .withMaxSweeps(77);
        Network network =
                Network.of(
                        3,
                        Layer.gelu(5).withDropout(0.25),
                        Layer.tanh(6).withRecurrence(recurrence),
                        Layer.softmax(2));
        return SavedModel.of(Model.normal(network, 0.3, new RandomState(3)))
                .withScaling(
                        Scaling.of(new double[] {1, 0.1, -1e300}, new double[] {1, 2.5e-7, 1e10}))
                .withClassNames(List.of("no \"way\"\n\\", "größer \uD83D\uDE00"));
    }

    /** The same with names of features. */
    static SavedModel named() {
        return rich().withFeatureNames(List.of("sepal length (cm)", "", "größe, \"x\"\n"));
    }

    /** A run with every optional part of a checkpoint, in the middle of its eighth epoch. */
    static SavedModel training() {
        TrainingRun run = beginTraining();
        run.advance(23);
        return SavedModel.of(run.model())
                .withCheckpoint(run.checkpoint())
                .withClassNames(rows().classNames());
    }

    static TrainingRun beginTraining() {
        Network network = Network.of(2, Layer.tanh(3).withDropout(0.2), Layer.softmax(2));
        return trainer().start(Model.normal(network, 0.3, new RandomState(3)), rows());
    }

    static Trainer trainer() {
        return Trainer.of(new Adam(0.05))
                .withBatches(3)
                .withSeed(7)
                .withEarlyStopping(new EarlyStopping(rows().select(0, 1), 100));
    }

    static Dataset rows() {
        return Dataset.labelled(
                new float[][] {{0, 1}, {1, 0}, {0.5f, -1}, {2, 2}, {-1, 3}, {1, 1}, {3, 0}},
                "a",
                "b",
                "b",
                "a",
                "a",
                "b",
                "b");
    }

    static byte[] bytes(SavedModel saved) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            saved.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static SavedModel read(byte[] file) throws IOException {
        return SavedModelFormat.read(Source.of(file));
    }

    /** Replaces the header of a file and updates its length and checksum. */
    static byte[] withHeader(byte[] file, String header) {
        int old = (int) ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] data = Arrays.copyOfRange(file, 8 + old, file.length);
        byte[] changed =
                ByteBuffer.allocate(8 + text.length + data.length)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(data)
                        .array();
        return withChecksum(changed);
    }

    static String header(byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(file, 8, length, StandardCharsets.UTF_8);
    }

    /** Updates the checksum of a file if its header contains one. */
    static byte[] withChecksum(byte[] file) {
        byte[] before = "\"lanewise.sha256\":\"".getBytes(StandardCharsets.US_ASCII);
        for (int k = 0; k + before.length + 64 <= file.length; k++) {
            if (Arrays.equals(file, k, k + before.length, before, 0, before.length)) {
                byte[] changed = file.clone();
                Arrays.fill(changed, k + before.length, k + before.length + 64, (byte) '0');
                MessageDigest digest = Checksum.digest();
                byte[] digits =
                        HexFormat.of()
                                .formatHex(digest.digest(changed))
                                .getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, changed, k + before.length, digits.length);
                return changed;
            }
        }
        return file;
    }

    /** Requires that a file is rejected. */
    static void assertProblem(Problem problem, byte[] file, String message) {
        ModelFileException e = assertThrows(ModelFileException.class, () -> read(file));
        assertEquals(problem, e.problem(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
