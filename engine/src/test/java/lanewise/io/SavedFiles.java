package lanewise.io;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Recurrence;
import lanewise.Wiring;
import lanewise.data.Scaling;
import lanewise.random.RandomState;

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

    /** Everything that a file can have. */
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

    static byte[] bytes(SavedModel saved) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            saved.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Source source(byte[] file) {
        return new Source() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public void read(long position, ByteBuffer to) {
                to.put(file, (int) position, to.remaining());
            }
        };
    }

    static SavedModel read(byte[] file) throws IOException {
        return SavedModel.read(source(file));
    }

    /** The file with another header, of the right length and with the right checksum. */
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

    /** The file with the checksum that it should have, if there is a place for it. */
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
}
